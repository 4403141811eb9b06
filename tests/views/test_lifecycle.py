"""The state machine that is drawn from the code."""

import pytest

from hub.cli.main import COMMANDS
from hub.domain.vocabulary import Status
from hub.sample import district
from hub.views.exploring import Step, explore
from hub.views.lifecycle import mermaid, scenes_of


@pytest.fixture(scope="module")
def steps() -> frozenset[Step]:
    """Every arrow that the sample district meets."""
    book = district.load()
    return explore(book, scenes_of(book))


def test_the_usual_way_is_found(steps: frozenset[Step]) -> None:
    """An assisted case goes from the counter to the department, back, and to the applicant."""
    usual = {
        Step(None, "CaseReceived", Status.RECEIVED),
        Step(Status.RECEIVED, "CaseForwarded", Status.FORWARDED),
        Step(Status.FORWARDED, "CaseAccepted", Status.ACCEPTED),
        Step(Status.FORWARDED, "CaseDeemedAccepted", Status.ACCEPTED),
        Step(Status.ACCEPTED, "CaseDecided", Status.DECIDED),
        Step(Status.DECIDED, "DocumentIssued", Status.ISSUED),
        Step(Status.ISSUED, "ReceiptConfirmed", Status.RETURNED),
        Step(Status.RETURNED, "DocumentDelivered", Status.DELIVERED),
        Step(Status.DELIVERED, "CaseArchived", Status.ARCHIVED),
    }
    assert usual <= steps


def test_what_is_unlawful_is_no_arrow(steps: frozenset[Step]) -> None:
    """Nothing is decided before it is accepted, nothing delivered before it is decided."""
    ways = {(step.before, step.after) for step in steps}
    for before in (Status.RECEIVED, Status.FORWARDED, Status.ACKNOWLEDGED):
        assert not ways & {(before, Status.DECIDED), (before, Status.DELIVERED)}
    assert (Status.ACCEPTED, Status.DELIVERED) not in ways


def test_the_diagram_has_every_arrow_once(steps: frozenset[Step]) -> None:
    """Each pair of states is one line, which names all that leads from one to the other."""
    drawn = [
        line.partition(":")[0].strip() for line in mermaid(steps).splitlines() if "-->" in line
    ]
    assert len(drawn) == len(set(drawn))
    ways = {(step.before, step.after) for step in steps}
    assert {f"{a.value if a else '[*]'} --> {b.value}" for a, b in ways} <= set(drawn)


def test_it_is_a_command() -> None:
    """`lianban lifecycle` is there."""
    assert "lifecycle" in COMMANDS
