"""What a reconsideration or a court said of a decision (复议、诉讼结果)."""

from dataclasses import replace
from datetime import date, timedelta

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    ArchiveCase,
    ConfirmReceipt,
    DecideCase,
    DeliverDocument,
    FileComplaint,
    IssueDocument,
    RecordReview,
    ReturnWork,
    WithdrawApplication,
)
from hub.domain.facts import (
    CaseDecided,
    ReviewRecorded,
)
from hub.domain.refusals import PermitsRule, StandingRule
from hub.domain.vocabulary import (
    Decision,
    DeliveryMethod,
    Leg,
    PermitStanding,
    ReturnReason,
    ReviewOutcome,
    Status,
)
from tests.domain.permits import BODY, CHANGED, COURT, archived
from tests.domain.scenes import (
    LICENCE,
    REASONS,
    STREET,
    accepted,
    decided,
    issued,
)
from tests.domain.test_correcting import command, told


def test_a_court_may_have_it_decided_anew() -> None:
    """To redo opens the case again with a limit; the former decision stays in the facts."""
    story = archived()
    redo = command(story, RecordReview, outcome=ReviewOutcome.REDO, **COURT)
    story.refuses(STREET, redo, PermitsRule.REDO_WITHOUT_DAYS)
    story.when(STREET, replace(redo, days=60)).then(ReviewRecorded)
    assert story.case.status is Status.ACCEPTED
    assert story.due(Leg.REDO) is not None
    assert told(story) == {(BODY, "ReviewReported"), (STREET, "ReviewReported")}
    story.say(BODY, DecideCase, decision=Decision.DENIED, reasons=REASONS).then(CaseDecided)
    assert story.due(Leg.REDO) is None


def test_a_reconsideration_may_revoke_or_uphold() -> None:
    """Revoked by a ruling it is no longer in force; upheld nothing changes."""
    story = archived().say(STREET, RecordReview, outcome=ReviewOutcome.UPHELD, **COURT)
    assert story.case.permit.standing is PermitStanding.VALID
    story.say(BODY, RecordReview, outcome=ReviewOutcome.REVOKED, **COURT)
    assert story.case.permit.standing is PermitStanding.REVOKED
    early = accepted()
    review = command(early, RecordReview, outcome=ReviewOutcome.UPHELD, **COURT)
    early.refuses(STREET, review, PermitsRule.NOTHING_TO_REVIEW)


def test_a_case_opened_again_has_its_whole_way_before_it() -> None:
    """Decided anew, issued, confirmed, delivered, archived; late after its day (redo)."""
    story = archived()
    story.say(STREET, RecordReview, outcome=ReviewOutcome.REDO, days=5, **COURT)
    back = command(story, ReturnWork, reason=ReturnReason.OTHER)
    story.refuses(BODY, back, StandingRule.NOT_IN_THIS_STATUS)
    story.now = end_of_day(story.due(Leg.REDO)) + timedelta(minutes=1)
    story.say(BODY, DecideCase, decision=Decision.APPROVED)
    assert story.last[0].late
    issue = {"document": CHANGED, "number": "许字5号", "issued_on": date(2026, 9, 22)}
    story.say(BODY, IssueDocument, **issue)
    story.say(STREET, ConfirmReceipt, digest=CHANGED.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER).say(STREET, ArchiveCase)
    assert (story.case.permit.number, story.case.status) == ("许字5号", Status.ARCHIVED)


def test_duties_beside_the_case_outlast_a_ruling_and_a_withdrawal() -> None:
    """Who owes an answer to a complaint owes it still when the case is opened again or ends."""
    filed = {"against": BODY, "reason": "slow", "complaint": REASONS}
    story = archived().say("admin", FileComplaint, **filed)
    story.say(STREET, RecordReview, outcome=ReviewOutcome.REDO, days=5, **COURT)
    assert story.case.term(Leg.COMPLAINT, "1") is not None
    story.say(STREET, WithdrawApplication)
    assert [each.term.leg for each in story.case.terms] == [Leg.COMPLAINT]


def test_a_denial_that_is_revoked_is_decided_anew() -> None:
    """Then the application stands undecided: within the item's own time if the ruling has none."""
    story = decided(decision=Decision.DENIED)
    story.say(BODY, RecordReview, outcome=ReviewOutcome.REVOKED, **COURT).then(ReviewRecorded)
    assert (story.case.status, story.due(Leg.REDO)) == (Status.ACCEPTED, date(2026, 10, 16))


def test_a_denial_that_is_altered_is_an_approval_with_its_document_to_come() -> None:
    """变更: the reconsideration decides in the body's place; the body issues the document."""
    story = decided(decision=Decision.DENIED)
    alter = command(story, RecordReview, outcome=ReviewOutcome.ALTERED, **COURT)
    story.refuses(BODY, alter, PermitsRule.ALTERED_TO_NOTHING)
    story.when(BODY, replace(alter, decision=Decision.APPROVED)).then(ReviewRecorded)
    assert (story.case.status, story.due(Leg.ISSUE)) == (Status.DECIDED, date(2026, 9, 28))
    issue = {"document": LICENCE, "number": "许字1号", "issued_on": date(2026, 9, 14)}
    story.say(BODY, IssueDocument, **issue)
    assert story.case.permit.number == "许字1号"


def test_an_approval_that_is_altered_to_a_denial_is_no_longer_in_force() -> None:
    """Before its delivery it is the ruling that is handed over."""
    story = issued()
    altered = {"outcome": ReviewOutcome.ALTERED, "decision": Decision.DENIED}
    story.say(BODY, RecordReview, **altered, **COURT)
    assert story.case.permit.standing is PermitStanding.REVOKED
    story.say(STREET, ConfirmReceipt, digest=REASONS.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER).say(STREET, ArchiveCase)
