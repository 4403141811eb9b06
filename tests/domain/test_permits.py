"""After the decision: Licensing Law, Art. 8, 40, 49, 50, 69 and 70."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AmendPermit,
    ArchiveCase,
    CancelPermit,
    ConfirmReceipt,
    CorrectDocument,
    DecideCase,
    DecideRenewal,
    DeliverDocument,
    IssueDocument,
    PublishDecision,
    RecallPermit,
    RecordReview,
    RequestRenewal,
    RevokeDecision,
)
from hub.domain.decide import due_at
from hub.domain.facts import (
    CaseDecided,
    DecisionPublished,
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitRecalled,
    ReceiptConfirmed,
    RenewalDecided,
    RenewalDeemedGranted,
    RenewalRequested,
    ReviewRecorded,
)
from hub.domain.refusals import PaperRule, PermitsRule, StandingRule
from hub.domain.vocabulary import (
    CancellationGround,
    CardColour,
    Decision,
    DeliveryMethod,
    Leg,
    PermitStanding,
    ReviewOutcome,
    Status,
)
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    EMPOWERED,
    LICENCE,
    REASONS,
    STREET,
    Story,
    accepted,
    decided,
    delivered,
    paper,
)
from tests.domain.test_correcting import command, told

BODY = DECIDER[ASSISTED]
CHANGED = paper("排水许可证", 21)
UNTIL = date(2027, 9, 14)
HEAD = {"reasons": REASONS, "approver": "head-1"}


def archived(valid_until: date | None = UNTIL) -> Story:
    """An approved case, delivered and put away, whose permit has a last day."""
    story = decided()
    issue = {"document": LICENCE, "number": "许字1号", "issued_on": date(2026, 9, 14)}
    story.say(BODY, IssueDocument, **issue, valid_until=valid_until)
    story.say(STREET, ConfirmReceipt, digest=LICENCE.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    return story.say(STREET, ArchiveCase)


def test_an_approval_that_should_not_be_is_revoked_by_a_named_head() -> None:
    """Even of an archived case; what was taken back once is not taken back again (Art. 69)."""
    story = archived()
    for approver in ("", "x"):
        alone = command(story, RevokeDecision, reasons=REASONS, approver=approver)
        story.refuses(BODY, alone, PermitsRule.HEAD_MISSING)
    revoke = command(story, RevokeDecision, **HEAD)
    story.refuses(STREET, revoke, StandingRule.STREET_NEVER_DECIDES)
    story.when(BODY, revoke).then(DecisionRevoked)
    assert story.case.permit.standing is PermitStanding.REVOKED
    assert told(story) == {(STREET, "PermitEnded")}
    story.refuses(BODY, revoke, PermitsRule.NOTHING_IN_FORCE)
    assert story.case.status is Status.ARCHIVED


def test_the_public_interest_recalls_and_the_law_strikes_off() -> None:
    """撤回 (Art. 8) and 注销 (Art. 70) are different things; a recalled permit is struck off."""
    story = archived().say(BODY, RecallPermit, **HEAD).then(PermitRecalled)
    assert story.case.permit.standing is PermitStanding.RECALLED
    ground = CancellationGround.TAKEN_BACK
    story.say(BODY, CancelPermit, ground=ground).then(PermitCancelled)
    cancel = command(story, CancelPermit, ground=ground)
    story.refuses(BODY, cancel, PermitsRule.NOTHING_IN_FORCE)


@pytest.mark.parametrize("kind", [RevokeDecision, RecallPermit])
def test_a_denial_has_nothing_to_take_back(kind: type) -> None:
    """Only an approval can be taken back."""
    story = decided(decision=Decision.DENIED)
    story.refuses(BODY, command(story, kind, **HEAD), PermitsRule.NOTHING_IN_FORCE)
    early = accepted()
    early.refuses(BODY, command(early, kind, **HEAD), PermitsRule.NOTHING_IN_FORCE)


def test_an_amended_document_goes_back_to_the_street_like_the_first() -> None:
    """变更: a new document and number; the street confirms its digest (Art. 49)."""
    story = archived()
    amend = command(story, AmendPermit, document=CHANGED, number="许字2号")
    story.refuses(BODY, replace(amend, number=" "), PaperRule.DOCUMENT_NUMBER_MISSING)
    story.when(BODY, amend).then(PermitAmended)
    assert story.last[0].replaces == LICENCE.digest
    assert told(story) == {(STREET, "DocumentReturned")}
    assert story.due(Leg.RECEIPT) is not None
    story.say(STREET, ConfirmReceipt, digest=CHANGED.digest).then(ReceiptConfirmed)
    assert (story.case.status, story.case.terms) == (Status.ARCHIVED, ())
    again = command(story, ConfirmReceipt, digest=CHANGED.digest)
    story.refuses(STREET, again, StandingRule.CASE_CLOSED)


def test_a_clerical_error_is_corrected_under_the_same_number() -> None:
    """更正: the digest changes, the number stays, the former document stays known."""
    story = delivered()
    story.say(BODY, CorrectDocument, document=CHANGED, reasons=REASONS).then(DocumentCorrected)
    assert (story.last[0].number, story.last[0].replaces) == ("许字1号", LICENCE.digest)
    story.say(STREET, ConfirmReceipt, digest=CHANGED.digest)
    assert story.case.status is Status.DELIVERED
    none = decided(EMPOWERED)
    correct = command(none, CorrectDocument, document=CHANGED, reasons=REASONS)
    none.refuses(STREET, correct, PermitsRule.NOTHING_IN_FORCE)


def renewing(days_before: int = 60) -> Story:
    """A permit whose renewal was asked for some days before its end."""
    story = archived()
    story.now = datetime(2027, 9, 14, 2, tzinfo=UTC) - timedelta(days=days_before)
    return story.say(STREET, RequestRenewal, request=REASONS)


def test_renewal_is_decided_before_the_end() -> None:
    """Asked for in time, it is due on the last day; granted it has a later one (Art. 50)."""
    story = renewing().then(RenewalRequested)
    assert not story.last[0].late
    assert story.due(Leg.RENEWAL) == UNTIL
    assert told(story) == {(BODY, "RenewalAssigned")}
    earlier = command(story, DecideRenewal, granted=True, valid_until=UNTIL)
    story.refuses(BODY, earlier, PermitsRule.RENEWAL_INCOMPLETE)
    denied = command(story, DecideRenewal, granted=False)
    story.refuses(BODY, denied, PermitsRule.RENEWAL_INCOMPLETE)
    story.say(BODY, DecideRenewal, granted=True, valid_until=date(2030, 9, 14))
    story.then(RenewalDecided)
    assert story.case.permit.valid_until == date(2030, 9, 14)
    assert told(story) == {(STREET, "RenewalReported")}
    assert due_at(story.state) is None


def test_silence_until_the_end_grants_what_was_asked_in_time() -> None:
    """Not decided by the day of expiry: granted, with a red card (Art. 50)."""
    story = renewing(30).time_passes_to(end_of_day(UNTIL))
    assert isinstance(story.last[0], RenewalDeemedGranted)
    assert (Leg.RENEWAL, CardColour.RED, BODY) in story.cards()
    assert story.case.permit.standing is PermitStanding.VALID
    late = command(story, DecideRenewal, granted=False, reasons=REASONS)
    story.refuses(BODY, late, PermitsRule.NO_RENEWAL_RUNS)


def test_silence_grants_nothing_that_was_asked_too_late() -> None:
    """Less than thirty days before the end it is decided all the same, but not by silence."""
    story = renewing(29)
    assert story.last[0].late
    story.time_passes_to(end_of_day(UNTIL))
    assert [type(fact).__name__ for fact in story.last] == ["CardIssued"]
    story.say(BODY, DecideRenewal, granted=False, reasons=REASONS).then(RenewalDecided)


def test_what_has_no_end_or_has_ended_is_not_renewed() -> None:
    """Renewal needs a last day that has not passed, and is asked for once."""
    endless = archived(valid_until=None)
    ask = command(endless, RequestRenewal, request=REASONS)
    endless.refuses(STREET, ask, PermitsRule.NO_END)
    story = archived()
    story.now = end_of_day(UNTIL) + timedelta(minutes=1)
    story.refuses(STREET, command(story, RequestRenewal, request=REASONS), PermitsRule.EXPIRED)
    twice = renewing()
    again = command(twice, RequestRenewal, request=REASONS)
    twice.refuses(STREET, again, PermitsRule.RENEWAL_RUNS)


def test_a_court_may_have_it_decided_anew() -> None:
    """To redo opens the case again with a limit; the former decision stays in the facts."""
    story = archived()
    redo = command(story, RecordReview, outcome=ReviewOutcome.REDO, ruling=REASONS)
    story.refuses(STREET, redo, PermitsRule.REDO_WITHOUT_DAYS)
    story.when(STREET, replace(redo, days=60)).then(ReviewRecorded)
    assert story.case.status is Status.ACCEPTED
    assert story.due(Leg.REDO) is not None
    assert told(story) == {(BODY, "ReviewReported"), (STREET, "ReviewReported")}
    story.say(BODY, DecideCase, decision=Decision.DENIED, reasons=REASONS).then(CaseDecided)
    assert story.due(Leg.REDO) is None


def test_a_reconsideration_may_revoke_or_uphold() -> None:
    """Revoked by a ruling it is no longer in force; upheld nothing changes."""
    story = archived().say(STREET, RecordReview, outcome=ReviewOutcome.UPHELD, ruling=REASONS)
    assert story.case.permit.standing is PermitStanding.VALID
    story.say(BODY, RecordReview, outcome=ReviewOutcome.REVOKED, ruling=REASONS)
    assert story.case.permit.standing is PermitStanding.REVOKED
    early = accepted()
    review = command(early, RecordReview, outcome=ReviewOutcome.UPHELD, ruling=REASONS)
    early.refuses(STREET, review, PermitsRule.NOTHING_TO_REVIEW)


def test_approvals_are_made_public_once() -> None:
    """Art. 40: the public may look approvals up."""
    story = archived()
    publish = command(story, PublishDecision, publication="site/2026/1")
    story.when(BODY, publish).then(DecisionPublished)
    story.refuses(BODY, publish, PermitsRule.PUBLISHED_BEFORE)
