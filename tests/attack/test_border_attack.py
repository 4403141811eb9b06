"""Twenty thousand spoiled messages at the border: each is rejected by a rule or a valid command."""

from random import Random

import pytest

from avro.errors import Reason
from hub.lanes.admission import Border
from hub.settings import Settings
from tests.attack.campaign import attack, judge, record_of
from tests.attack.corpus import BOOK, sound, spoken

MESSAGES = 20_000
SEED = 20_260_302
GROWTH_LIMIT_BYTES = 32 * 1024 * 1024
OWN_RULES = {
    "BORDER-SIZE",
    "BORDER-TYPE",
    "BORDER-SENDER",
    "BORDER-ID",
    "BORDER-UNKNOWN",
    "BORDER-KIND",
    "BORDER-FUTURE",
    "BORDER-PAST",
    "BORDER-FORM",
    "BORDER-COUNT",
    "BORDER-RANGE",
    "BORDER-PERSONAL",
    "BORDER-BATCH-DAMAGED",
}


@pytest.mark.parametrize("kind", spoken())
def test_what_is_to_be_spoiled_is_sound(kind: type) -> None:
    """The corpus has a message of every kind that passes as it is."""
    message = sound(Random(1), kind, 0)
    record = record_of(message, 0)
    admitted = Border(Settings(), message.organisation, BOOK).admit(record)
    assert admitted.rule == ""
    judge(record, message.organisation, admitted)


def test_every_spoiled_message_is_rejected_or_valid() -> None:
    """Nothing crashes, every rule is met, no rule is unknown, and memory stays flat."""
    figures = attack(SEED, MESSAGES)
    assert figures.crashes == []
    assert figures.valid + figures.rejected.total() == figures.messages == MESSAGES
    assert figures.valid > MESSAGES / 50
    by_format = {f"BORDER-FORMAT-{reason.name}" for reason in Reason}
    assert OWN_RULES - {"BORDER-ID", "BORDER-RANGE"} <= set(figures.rejected)
    assert set(figures.rejected) <= OWN_RULES | by_format
    assert figures.after_bytes - figures.before_bytes < GROWTH_LIMIT_BYTES
