"""The oracle's own table of who hears of what, held against what the hub says of the repertoire."""

import pytest

from hub import wire
from hub.domain.announcements import announce
from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.expectation import INBOX, Expectations, content_of
from hub.views.told import Told
from tests.views import repertoire


@pytest.fixture(scope="module")
def journal() -> list[Told]:
    """The whole repertoire."""
    return repertoire.chronicle().told


def test_the_hub_tells_of_each_fact_what_the_oracle_expects(journal: list[Told]) -> None:
    """Worked out twice with no code in common: the same messages, to the same, saying the same."""
    contracts = Contracts()
    expectations, told = Expectations(contracts), set()
    for entry in journal:
        for fact, body in zip(entry.facts, entry.entry.facts, strict=True):
            name, fields = contracts.read(body)
            owed = {(each.spec, each.to, each.content) for each in expectations.of(name, fields)}
            specs = {spec.kind: spec for spec, _, _ in owed}
            said = set()
            for each in announce(entry.entry.subject, fact):
                kind, message = contracts.read(wire.encode(each.message))
                spec = specs[kind.removeprefix(INBOX)]
                said.add((spec, each.to, content_of(message, spec.fields)))
            assert said == owed, name
            told |= {spec.kind for spec, _, _ in owed}
    assert {kind for kind in told if kind.startswith("ConsultationRating")} == {
        "ConsultationRatingReported",
        "ConsultationRatingReplied",
        "ConsultationRatingAppealReported",
        "ConsultationRatingAppealAnswered",
    }
