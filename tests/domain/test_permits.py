"""After the decision: Licensing Law, Art. 8, 40, 49, 69 and 70."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from hub.domain.commands import (
    AmendPermit,
    ArchiveCase,
    CancelPermit,
    ConfirmReceipt,
    CorrectDocument,
    DeliverDocument,
    IssueDocument,
    PublishDecision,
    RecallPermit,
    RevokeDecision,
)
from hub.domain.facts import (
    DecisionPublished,
    DecisionRevoked,
    DocumentCorrected,
    DocumentDelivered,
    PermitAmended,
    PermitCancelled,
    PermitRecalled,
    ReceiptConfirmed,
)
from hub.domain.following import follow
from hub.domain.refusals import ConcludingRule, PaperRule, PermitsRule, Refused, StandingRule
from hub.domain.vocabulary import (
    CancellationGround,
    Decision,
    DeliveryMethod,
    Leg,
    PermitStanding,
    RevocationGround,
    Status,
)
from tests.domain.permits import BODY, CHANGED, RECALL, REVOKE, WHY, archived
from tests.domain.scenes import (
    EMPOWERED,
    LICENCE,
    OTHER_STREET,
    REASONS,
    STREET,
    Story,
    accepted,
    decided,
    delivered,
    issued,
)
from tests.domain.test_correcting import command, told


def test_an_approval_that_should_not_be_is_revoked_by_a_named_head() -> None:
    """Even of an archived case; what was taken back once is not taken back again (Art. 69)."""
    story = archived()
    for approver in ("", "x"):
        alone = command(story, RevokeDecision, **{**REVOKE, "approver": approver})
        story.refuses(BODY, alone, PermitsRule.HEAD_MISSING)
    revoke = command(story, RevokeDecision, **REVOKE)
    story.refuses(STREET, revoke, StandingRule.STREET_NEVER_DECIDES)
    story.when(BODY, revoke).then(DecisionRevoked)
    assert story.case.permit.standing is PermitStanding.REVOKED
    assert told(story) == {(STREET, "PermitEnded")}
    assert story.last[0].ground is RevocationGround.NOT_QUALIFIED
    story.refuses(BODY, revoke, PermitsRule.NOTHING_IN_FORCE)
    assert story.case.status is Status.ARCHIVED


def test_the_public_interest_recalls_and_the_law_strikes_off() -> None:
    """撤回 (Art. 8) and 注销 (Art. 70) are different things; a recalled permit is struck off."""
    story = archived().say(BODY, RecallPermit, **RECALL).then(PermitRecalled)
    assert story.case.permit.standing is PermitStanding.RECALLED
    assert story.last[0].compensation
    ground = CancellationGround.TAKEN_BACK
    story.say(BODY, CancelPermit, ground=ground).then(PermitCancelled)
    cancel = command(story, CancelPermit, ground=ground)
    story.refuses(BODY, cancel, PermitsRule.NOTHING_IN_FORCE)


@pytest.mark.parametrize(("kind", "fields"), [(RevokeDecision, REVOKE), (RecallPermit, RECALL)])
def test_a_denial_has_nothing_to_take_back(kind: type, fields: dict[str, object]) -> None:
    """Only an approval can be taken back."""
    story = decided(decision=Decision.DENIED)
    story.refuses(BODY, command(story, kind, **fields), PermitsRule.NOTHING_IN_FORCE)
    early = accepted()
    early.refuses(BODY, command(early, kind, **fields), PermitsRule.NOTHING_IN_FORCE)


def test_a_superior_revokes_and_the_administration_records_it() -> None:
    """The superior body may revoke too (Art. 69); then the deciding body hears of it."""
    story = archived()
    nobody = command(story, RevokeDecision, **REVOKE, competent_body=" ")
    story.refuses("admin", nobody, PermitsRule.SUPERIOR_MISSING)
    stranger = command(story, RevokeDecision, **REVOKE, competent_body="市住建局")
    story.refuses(OTHER_STREET, stranger, StandingRule.NOT_THE_DECIDER)
    story.when("admin", stranger).then(DecisionRevoked)
    assert story.last[0].competent_body == "市住建局"
    assert told(story) == {(BODY, "PermitEnded"), (STREET, "PermitEnded")}


def test_what_was_gained_by_fraud_is_not_made_good() -> None:
    """Fraud and bribery: no compensation (Art. 69(4)); other losses are made good."""
    story = archived()
    fraud = {**REVOKE, "ground": RevocationGround.FRAUD, "compensation": True}
    refused = command(story, RevokeDecision, **fraud)
    story.refuses(BODY, refused, PermitsRule.NOTHING_TO_COMPENSATE)
    story.when(BODY, replace(refused, ground=RevocationGround.PROCEDURE)).then(DecisionRevoked)
    assert story.last[0].compensation


def test_who_supervises_hears_that_an_approval_ended() -> None:
    """审管联动 goes on: the body that was given the approval hears of its end (plan 4(1)4)."""
    story = delivered(EMPOWERED)
    story.say(STREET, RevokeDecision, **REVOKE).then(DecisionRevoked)
    assert told(story) == {("dept-chengguan", "PermitEnded")}


def test_the_revocation_is_served_like_the_document() -> None:
    """The street confirms the written reasons and hands them to the holder (Art. 44)."""
    story = archived().say(BODY, RevokeDecision, **REVOKE)
    assert story.due(Leg.DELIVERY) is not None
    deliver = command(story, DeliverDocument, method=DeliveryMethod.COUNTER)
    story.refuses(STREET, deliver, ConcludingRule.NOT_YET_RETURNED)
    story.say(STREET, ConfirmReceipt, digest=WHY.digest).then(ReceiptConfirmed)
    story.when(STREET, deliver).then(DocumentDelivered)
    assert (story.case.status, story.case.terms) == (Status.ARCHIVED, ())
    story.refuses(STREET, deliver, StandingRule.CASE_CLOSED)


@pytest.mark.parametrize("story", [decided, issued], ids=["decided", "issued"])
def test_what_was_revoked_before_delivery_is_never_handed_over(
    story: Callable[[], Story],
) -> None:
    """Neither issued nor delivered any more: the holder gets the reasons instead (Art. 69)."""
    revoked = story().say(BODY, RevokeDecision, **REVOKE)
    issue = {"document": LICENCE, "number": "许字9号", "issued_on": date(2026, 9, 14)}
    late = command(revoked, IssueDocument, **issue)
    with pytest.raises(Refused):
        revoked.when(BODY, late)
    old = command(revoked, ConfirmReceipt, digest=LICENCE.digest)
    revoked.refuses(STREET, old, ConcludingRule.DIGEST_DIFFERS)
    revoked.say(STREET, ConfirmReceipt, digest=WHY.digest)
    revoked.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER).say(STREET, ArchiveCase)
    assert revoked.case.terms == ()


def test_an_approval_that_was_revoked_gets_no_document() -> None:
    """Between decision and document a revocation ends it."""
    story = decided().say(BODY, RevokeDecision, **REVOKE)
    issue = {"document": LICENCE, "number": "许字9号", "issued_on": date(2026, 9, 14)}
    late = command(story, IssueDocument, **issue)
    story.refuses(BODY, late, PermitsRule.NOTHING_IN_FORCE)


def test_an_amended_document_goes_back_to_the_street_like_the_first() -> None:
    """变更: a new document and number; the street confirms its digest (Art. 49)."""
    story = archived()
    amend = command(story, AmendPermit, document=CHANGED, number="许字2号")
    story.refuses(BODY, replace(amend, number=" "), PaperRule.DOCUMENT_NUMBER_MISSING)
    story.when(BODY, amend).then(PermitAmended)
    assert story.last[0].replaces == LICENCE.digest
    assert told(story) == {(STREET, "DocumentReturned")}
    assert story.due(Leg.RECEIPT) is not None
    story.refuses(BODY, replace(amend, number="许字2号"), PermitsRule.NUMBER_UNCHANGED)
    story.say(STREET, ConfirmReceipt, digest=CHANGED.digest).then(ReceiptConfirmed)
    again = command(story, ConfirmReceipt, digest=CHANGED.digest)
    story.refuses(STREET, again, StandingRule.CASE_CLOSED)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.POST).then(DocumentDelivered)
    assert story.case.status is Status.ARCHIVED
    assert [each.term.leg for each in story.case.terms] == [Leg.STEP, Leg.EXPIRY]


def test_the_number_of_an_amended_document_belongs_to_one_case() -> None:
    """It is registered for its issuer like the first, so that it is never used twice."""
    story = archived().say(BODY, AmendPermit, document=CHANGED, number="许字2号")
    (following,) = follow(story.subject, story.last[0])
    assert (following.command.number, following.command.issuer) == ("许字2号", BODY)


def test_an_amendment_needs_a_document_to_change_and_a_day_to_come() -> None:
    """Nothing is amended before there is a document, or until a day that has passed (Art. 49)."""
    early = decided()
    amend = command(early, AmendPermit, document=CHANGED, number="许字2号")
    early.refuses(BODY, amend, PermitsRule.NOTHING_IN_FORCE)
    story = archived()
    past = replace(amend, valid_until=date(2026, 9, 1))
    story.refuses(BODY, past, PermitsRule.ENDS_BEFORE_IT_BEGINS)


def test_a_document_corrected_before_delivery_takes_the_place_of_the_first() -> None:
    """What the street hands over is the corrected one, once it has it (Art. 44)."""
    story = issued().say(STREET, ConfirmReceipt, digest=LICENCE.digest)
    story.say(BODY, CorrectDocument, document=CHANGED, reasons=REASONS)
    deliver = command(story, DeliverDocument, method=DeliveryMethod.COUNTER)
    story.refuses(STREET, deliver, ConcludingRule.NOT_YET_RETURNED)
    story.say(STREET, ConfirmReceipt, digest=CHANGED.digest)
    story.when(STREET, deliver).then(DocumentDelivered)
    assert story.case.status is Status.DELIVERED


def test_a_clerical_error_is_corrected_under_the_same_number() -> None:
    """更正: the digest changes, the number stays, the former document stays known."""
    story = delivered()
    story.say(BODY, CorrectDocument, document=CHANGED, reasons=REASONS).then(DocumentCorrected)
    assert (story.last[0].number, story.last[0].replaces) == ("许字1号", LICENCE.digest)
    story.say(STREET, ConfirmReceipt, digest=CHANGED.digest)
    assert story.case.status is Status.DELIVERED
    story.refuses(STREET, command(story, ArchiveCase), ConcludingRule.NOT_YET_DELIVERED)
    none = decided(EMPOWERED)
    correct = command(none, CorrectDocument, document=CHANGED, reasons=REASONS)
    none.refuses(STREET, correct, PermitsRule.NOTHING_IN_FORCE)


def test_approvals_are_made_public_once() -> None:
    """Art. 40: the public may look approvals up."""
    story = archived(public=False)
    publish = command(story, PublishDecision, publication="site/2026/1")
    story.when(BODY, publish).then(DecisionPublished)
    assert told(story) == {(STREET, "PublicationReported")}
    story.refuses(BODY, publish, PermitsRule.PUBLISHED_BEFORE)
