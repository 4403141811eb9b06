"""What is carried to a door counts as received only by a receipt for the very bytes (回执)."""

from dataclasses import replace

import pytest

from hub.domain.commands import RecordConveyance
from hub.domain.facts import MessageExpired, MessageReceipted, ReceiptMismatched
from hub.domain.identity import organisation_subject
from hub.domain.refusals import MessageRule
from hub.domain.vocabulary import ConveyanceOutcome
from tests.domain.scenes import STREET, Story

SENT, OTHER = b"\x07" * 32, b"\x08" * 32
SIGNED = RecordConveyance(
    organisation=STREET,
    message_id="0-1-0",
    outcome=ConveyanceOutcome.RECEIPTED,
    digest=SENT,
    arrived=SENT,
    receipt_number="R-1",
    receiver="clerk-1",
)


def record() -> Story:
    """The record of the street, on which the hub keeps what became of its messages."""
    return Story(subject=organisation_subject(STREET))


def test_a_receipt_says_who_when_and_for_which_bytes() -> None:
    """Only the receiver's receipt closes what was sent: receiver, number, digest (domain 5)."""
    (fact,) = record().when("hub", SIGNED).then(MessageReceipted).last
    assert isinstance(fact, MessageReceipted)
    assert (fact.receiver, fact.receipt_number, fact.digest) == ("clerk-1", "R-1", SENT)


@pytest.mark.parametrize(
    "changes",
    [
        {"arrived": OTHER},
        {"arrived": None},
        {"receipt_number": None},
        {"receiver": None},
        {"outcome": ConveyanceOutcome.MISMATCHED},
        {"outcome": ConveyanceOutcome.MISMATCHED, "arrived": None},
    ],
)
def test_an_unsound_receipt_is_none(changes: dict[str, object]) -> None:
    """Without number or receiver, for other bytes, or blamed for bytes that did arrive."""
    record().refuses("hub", replace(SIGNED, **changes), MessageRule.RECEIPT_UNSOUND)


def test_a_receipt_for_other_bytes_alarms_the_administration() -> None:
    """What arrived is not what was sent: no receipt, and who leads must know."""
    differs = replace(SIGNED, outcome=ConveyanceOutcome.MISMATCHED, arrived=OTHER)
    (fact,) = record().when("hub", differs).then(ReceiptMismatched).last
    assert isinstance(fact, ReceiptMismatched)
    assert (fact.digest, fact.arrived, fact.administration) == (SENT, OTHER, "admin")


def test_what_nobody_signed_for_expires_and_says_so() -> None:
    """The administration hears of a message that was given up."""
    given_up = replace(
        SIGNED,
        outcome=ConveyanceOutcome.EXPIRED,
        arrived=None,
        receipt_number=None,
        receiver=None,
    )
    (fact,) = record().when("hub", given_up).then(MessageExpired).last
    assert isinstance(fact, MessageExpired)
    assert (fact.message_id, fact.administration) == ("0-1-0", "admin")


def test_a_receipt_keeps_to_the_record_of_its_organisation() -> None:
    """What became of a message is kept where its organisation's messages are counted."""
    elsewhere = Story(subject=organisation_subject("dept-zhujian"))
    elsewhere.refuses("hub", SIGNED, MessageRule.WRONG_SUBJECT)
