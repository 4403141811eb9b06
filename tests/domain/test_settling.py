"""Reversal, refund and reconciliation of what an operator executed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    ArchiveCase,
    ConfirmRefund,
    RefundService,
    ReportStatement,
    ResolveVerification,
    ReverseService,
)
from hub.domain.decide import due_at
from hub.domain.facts import (
    CaseArchived,
    RefundConfirmed,
    RefundOpened,
    ServiceReversed,
    StatementDiffers,
    StatementMatched,
)
from hub.domain.refusals import ExecutingRule, PaperRule
from hub.domain.vocabulary import CardColour, Leg, ServiceOutcome, Status
from tests.domain.outlet_scenes import (
    LIST,
    OPERATOR,
    TAX,
    executed,
    reported,
    requested,
    told,
    without_actor,
)
from tests.domain.scenes import BANK, INSTANT, STREET, Story, at_once


def test_a_reversal_is_a_fact() -> None:
    """What was executed and undone is reversed (冲正), in the file or not; all are told."""
    undo = {"number": "V-1", "reason": "double"}
    for story in (executed(), executed().say(STREET, ArchiveCase)):
        story.say(OPERATOR, ReverseService, **undo).then(ServiceReversed)
        assert story.case.status is Status.REVERSED
        assert {to for to, _ in told(story)} == {STREET, TAX}
        again = without_actor(story, ReverseService, **undo)
        story.refuses(OPERATOR, again, ExecutingRule.ALREADY_REVERSED)
        story.say(STREET, ArchiveCase).then(CaseArchived)
    at_the_bank = Story().when(OPERATOR, at_once(INSTANT, place=BANK))
    at_the_bank.say(OPERATOR, ReverseService, **undo).then(ServiceReversed)


def test_a_refund_is_owed_until_it_is_confirmed() -> None:
    """A refund (退费) has a term; the file stays open until the money is back."""
    story = executed().say(OPERATOR, RefundService, number="F-1", reason="overpaid")
    story.then(RefundOpened)
    assert (story.case.status, story.due(Leg.REFUND)) == (Status.REVERSED, date(2026, 9, 20))
    again = without_actor(story, RefundService, number="F-2", reason="overpaid")
    story.refuses(OPERATOR, again, ExecutingRule.ALREADY_REFUNDED)
    story.refuses(STREET, without_actor(story, ArchiveCase), ExecutingRule.REFUND_OPEN)
    story.time_passes_to(end_of_day(date(2026, 9, 20)))
    assert story.cards() == [(Leg.REFUND, CardColour.RED, OPERATOR)]
    story.say(OPERATOR, ConfirmRefund, receipt_number="R-2").then(RefundConfirmed)
    assert {to for to, _ in told(story)} == {STREET, TAX}
    assert story.case.terms == ()
    twice = without_actor(story, ConfirmRefund, receipt_number="R-2")
    story.refuses(OPERATOR, twice, ExecutingRule.NO_REFUND_OPEN)


def test_only_what_was_executed_is_undone() -> None:
    """What was never executed is neither reversed nor refunded."""
    for story in (requested(), reported(ServiceOutcome.FAILED)):
        for kind in (ReverseService, RefundService):
            command = without_actor(story, kind, number="1", reason="double")
            story.refuses(OPERATOR, command, ExecutingRule.NOT_EXECUTED)


@pytest.mark.parametrize(
    ("begin", "outcome", "receipt"),
    [
        (executed, ServiceOutcome.EXECUTED, "R-1"),
        (requested, ServiceOutcome.UNKNOWN, None),
        (lambda: reported(ServiceOutcome.FAILED), ServiceOutcome.FAILED, None),
    ],
)
def test_a_statement_that_agrees_changes_nothing(
    begin: Callable[[], Story], outcome: ServiceOutcome, receipt: str | None
) -> None:
    """What the daily statement and the hub say alike is matched (对账)."""
    story = begin()
    before = story.case
    said = {"statement": LIST, "outcome": outcome, "receipt_number": receipt}
    story.say(OPERATOR, ReportStatement, **said).then(StatementMatched)
    assert story.case == before
    assert told(story) == []


@pytest.mark.parametrize(
    ("begin", "outcome", "receipt"),
    [
        (executed, ServiceOutcome.EXECUTED, "R-2"),
        (executed, ServiceOutcome.REVERSED, "R-1"),
        (requested, ServiceOutcome.EXECUTED, "R-1"),
        (lambda: reported(ServiceOutcome.FAILED), ServiceOutcome.EXECUTED, "R-1"),
    ],
)
def test_a_statement_that_differs_is_to_be_verified(
    begin: Callable[[], Story], outcome: ServiceOutcome, receipt: str
) -> None:
    """What the daily statement says otherwise is to be verified, and corrected by that (对账)."""
    story = begin()
    said = {"statement": LIST, "outcome": outcome, "receipt_number": receipt}
    story.say(OPERATOR, ReportStatement, **said).then(StatementDiffers)
    assert story.case.status is Status.TO_VERIFY
    assert {to for to, _ in told(story)} == {STREET, TAX}
    due = story.due(Leg.VERIFICATION)
    story.now = datetime(2026, 9, 15, 2, tzinfo=UTC)
    story.say(OPERATOR, ReportStatement, **said).then(StatementDiffers)
    assert story.due(Leg.VERIFICATION) == due
    story.say(OPERATOR, ResolveVerification, executed=True, receipt_number="R-7")
    assert story.case.status is Status.DELIVERED
    assert story.case.service is not None
    assert story.case.service.receipt_number == "R-7"
    assert due_at(story.state) is None


def test_a_statement_has_its_list() -> None:
    """A statement without the digest of its list is refused."""
    story = executed()
    bare = replace(LIST, digest=bytes(32))
    command = without_actor(story, ReportStatement, statement=bare, outcome=ServiceOutcome.EXECUTED)
    story.refuses(OPERATOR, command, PaperRule.DOCUMENT_WITHOUT_DIGEST)
