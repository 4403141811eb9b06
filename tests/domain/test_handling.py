"""From the counter to the department, the decision, and back to the applicant."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.announcements import announce
from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    ArchiveCase,
    ConfirmReceipt,
    DecideCase,
    DeliverDocument,
    ForwardCase,
    IssueDocument,
    RecordDeliveryAttempt,
    RecordStep,
    RejectApplication,
    ReturnWork,
    WithdrawApplication,
)
from hub.domain.documents import Material, work_digest
from hub.domain.facts import (
    ApplicationRejected,
    ApplicationWithdrawn,
    CaseAccepted,
    CaseArchived,
    CaseDecided,
    CaseForwarded,
    DeliveryAttempted,
    DocumentDelivered,
    DocumentIssued,
    ReceiptConfirmed,
    StepRecorded,
    WorkAcknowledged,
    WorkReturned,
)
from hub.domain.refusals import ConcludingRule, HandlingRule, PaperRule, Rule, StandingRule
from hub.domain.vocabulary import (
    Decision,
    DeliveryMethod,
    DeliveryObstacle,
    Leg,
    MaterialForm,
    ReturnReason,
    Status,
)
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    EMPOWERED,
    LICENCE,
    MONDAY,
    OTHER_STREET,
    POST,
    PRELIMINARY,
    REASONS,
    RELAYED,
    STREET,
    Story,
    accepted,
    decided,
    delivered,
    forwarded,
    issued,
    paper,
    received,
    submission,
)

BODY = DECIDER[ASSISTED]
STEP = {"step": "现场核查", "occurred_at": MONDAY}


def of(story: Story, kind: type, **fields: object) -> object:
    """A command of the story's case."""
    return kind(case_id=story.subject, actor="x", **fields)


def test_the_street_forwards_everything_the_department_needs() -> None:
    """Forwarding carries form and materials to the deciding body (plan 3(1)2)."""
    fact = forwarded().then(CaseForwarded).last[0]
    assert fact.materials == submission().materials
    assert fact.accept_by == date(2026, 9, 20)


def test_only_the_street_forwards() -> None:
    """Only the street for which the case was received forwards it."""
    story = received()
    for other in (OTHER_STREET, BODY):
        story.refuses(other, of(story, ForwardCase), StandingRule.NOT_THE_STREET)


def test_nothing_is_forwarded_twice() -> None:
    """A case that lies with the department is not forwarded again."""
    story = forwarded()
    story.refuses(STREET, of(story, ForwardCase), HandlingRule.ALREADY_FORWARDED)


def test_what_the_street_decides_is_not_forwarded() -> None:
    """An empowered item stays with the street (plan 3(1)1)."""
    story = received(EMPOWERED)
    story.refuses(STREET, of(story, ForwardCase), HandlingRule.NOTHING_TO_FORWARD)


def test_work_is_acknowledged_once() -> None:
    """The department acknowledges the work once (签收)."""
    story = forwarded().say(BODY, AcknowledgeWork).then(WorkAcknowledged)
    assert story.case.status is Status.ACKNOWLEDGED
    story.refuses(BODY, of(story, AcknowledgeWork), HandlingRule.ALREADY_ACKNOWLEDGED)


def test_work_is_signed_for_by_what_arrived() -> None:
    """A receipt is who, when and the digest of what arrived; of other papers it is none."""
    story = forwarded()
    sent = submission()
    other = of(story, AcknowledgeWork, digest=work_digest(sent.form, sent.materials[1:]))
    story.refuses(BODY, other, HandlingRule.OTHER_WORK_ARRIVED)
    assert story.due(Leg.ACKNOWLEDGEMENT) is not None
    right = work_digest(sent.form, sent.materials)
    story.say(BODY, AcknowledgeWork, digest=right).then(WorkAcknowledged)
    assert story.last[0].digest == right


def test_after_a_newer_version_the_former_is_not_signed_for() -> None:
    """What counts is what the department was sent last: a higher version takes the place."""
    story, newer = forwarded(), paper("申请表", 31)
    former = work_digest(submission().form, submission().materials)
    story.when(STREET, submission(version=2, form=newer))
    stale = of(story, AcknowledgeWork, digest=former)
    story.refuses(BODY, stale, HandlingRule.OTHER_WORK_ARRIVED)
    story.say(BODY, AcknowledgeWork, digest=work_digest(newer, submission().materials))


@given(st.permutations(range(3)))
def test_a_work_digest_names_papers_and_their_order(order: list[int]) -> None:
    """Another order is another digest; a material without a document adds nothing."""
    given_in = tuple(
        Material(code=f"m{mark}", form=MaterialForm.COPY, document=paper(mark=mark + 1))
        for mark in range(3)
    )
    bare = Material(code="seen", form=MaterialForm.ORIGINAL)
    whole = work_digest(paper(), given_in)
    again = work_digest(paper(), tuple(given_in[place] for place in order))
    assert (again == whole) == (order == [0, 1, 2])
    assert work_digest(paper(), (*given_in, bare)) == whole


def test_returned_work_is_forwarded_again() -> None:
    """Work sent back (退回) may be forwarded again with all its materials."""
    story = forwarded().say(BODY, ReturnWork, reason=ReturnReason.INCOMPLETE).then(WorkReturned)
    assert story.case.status is Status.RECEIVED
    story.refuses(BODY, of(story, AcceptCase), HandlingRule.WORK_NOT_HERE)
    fact = story.say(STREET, ForwardCase).then(CaseForwarded).last[0]
    assert fact.materials == submission().materials


def test_work_that_was_not_forwarded_is_not_in_hand() -> None:
    """A department cannot accept, acknowledge or return what it has not been given."""
    story = received()
    for kind in (AcceptCase, AcknowledgeWork):
        story.refuses(BODY, of(story, kind), HandlingRule.WORK_NOT_HERE)


def test_acceptance_starts_the_clock() -> None:
    """A licence is due 20 working days after acceptance, 7 are promised (Art. 42)."""
    fact = accepted().then(CaseAccepted).last[0]
    days = {term.leg: term.due_on for term in fact.terms}
    step = days.pop(Leg.STEP)
    assert days == {Leg.DECISION: date(2026, 10, 16), Leg.PROMISE: date(2026, 9, 22)}
    assert step == date(2026, 9, 21)
    assert not any(term.provisional for term in fact.terms)


def test_a_street_never_accepts_or_decides_an_assisted_case() -> None:
    """In assisted mode only the department accepts and decides (plan 3(1)2; Art. 24)."""
    story = forwarded()
    story.refuses(STREET, of(story, AcceptCase), StandingRule.STREET_NEVER_DECIDES)
    story.say(BODY, AcceptCase)
    decide = of(story, DecideCase, decision=Decision.APPROVED)
    refused = story.refuses(STREET, decide, StandingRule.STREET_NEVER_DECIDES)
    assert "区住房和城乡建设局" in refused.sentence
    story.refuses("dept-chengguan", decide, StandingRule.NOT_THE_DECIDER)


def test_a_street_decides_what_it_is_empowered_to() -> None:
    """An empowered case is accepted, decided and delivered by the street (plan 3(1)1)."""
    story = delivered(EMPOWERED).say(STREET, ArchiveCase).then(CaseArchived)
    assert story.case.status is Status.ARCHIVED


def test_a_case_is_accepted_once() -> None:
    """A second acceptance is refused with the day of the first."""
    story = accepted()
    refused = story.refuses(BODY, of(story, AcceptCase), HandlingRule.ALREADY_ACCEPTED)
    assert "2026-09-14" in refused.sentence


def test_a_rejection_names_who_is_competent() -> None:
    """Not taking an application needs written reasons and the competent body (Art. 32)."""
    story = forwarded()
    empty = of(story, RejectApplication, reasons=REASONS, competent_body=" ")
    story.refuses(BODY, empty, HandlingRule.COMPETENT_BODY_MISSING)
    story.say(BODY, RejectApplication, reasons=REASONS, competent_body="市住建局")
    assert story.then(ApplicationRejected).case.status is Status.REJECTED


def test_an_accepted_application_is_not_rejected_any_more() -> None:
    """After acceptance there is a decision, never a rejection (Art. 32)."""
    story = accepted()
    late = of(story, RejectApplication, reasons=REASONS, competent_body="市住建局")
    story.refuses(BODY, late, HandlingRule.REJECTED_TOO_LATE)


def test_steps_are_recorded_however_late() -> None:
    """A step of the review is recorded after acceptance, even after the decision."""
    story = decided()
    story.say(BODY, RecordStep, department=BODY, **STEP).then(StepRecorded)


def test_steps_need_acceptance_and_a_known_department() -> None:
    """Before acceptance there is no review; a step names a body of the catalogue."""
    story = forwarded()
    step = of(story, RecordStep, department=BODY, **STEP)
    story.refuses(BODY, step, HandlingRule.NOT_YET_ACCEPTED)
    story.say(BODY, AcceptCase)
    stranger = of(story, RecordStep, department="nobody", **STEP)
    story.refuses(BODY, stranger, HandlingRule.STEP_BY_STRANGER)


def test_the_street_records_its_preliminary_review() -> None:
    """Where the item has a preliminary review (初审) the street records it before forwarding."""
    received(PRELIMINARY).say(STREET, RecordStep, department=STREET, **STEP).then(StepRecorded)
    story = received(ASSISTED)
    step = of(story, RecordStep, department=STREET, **STEP)
    story.refuses(STREET, step, StandingRule.STREET_NEVER_DECIDES)


def test_nothing_is_decided_before_acceptance() -> None:
    """A decision needs an accepted case."""
    story = forwarded()
    story.refuses(
        BODY, of(story, DecideCase, decision=Decision.APPROVED), HandlingRule.NOT_YET_ACCEPTED
    )


def test_a_denial_says_why() -> None:
    """A denial without written reasons is refused (Licensing Law, Art. 38)."""
    story = accepted()
    story.refuses(
        BODY, of(story, DecideCase, decision=Decision.DENIED), ConcludingRule.REASONS_MISSING
    )
    story.say(BODY, DecideCase, decision=Decision.DENIED, reasons=REASONS).then(CaseDecided)


def test_a_case_is_decided_once() -> None:
    """A second decision is refused; errors have their own procedures (Art. 69)."""
    story = decided()
    story.refuses(
        BODY, of(story, DecideCase, decision=Decision.APPROVED), ConcludingRule.ALREADY_DECIDED
    )


def test_a_late_decision_is_recorded_as_late() -> None:
    """Software does not stop an office from doing late what it must do."""
    story = accepted()
    story.now = datetime(2026, 10, 16, 15, 59, tzinfo=UTC)
    assert (
        not Story(state=story.state, subject=story.subject, now=story.now)
        .say(BODY, DecideCase, decision=Decision.APPROVED)
        .last[0]
        .late
    )
    story.now += timedelta(minutes=2)
    assert story.say(BODY, DecideCase, decision=Decision.APPROVED).last[0].late


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"number": " "}, PaperRule.DOCUMENT_NUMBER_MISSING),
        ({"document": paper(mark=0)}, PaperRule.DOCUMENT_WITHOUT_DIGEST),
    ],
)
def test_a_document_has_digest_and_number(changes: dict[str, object], rule: Rule) -> None:
    """A result document needs digest and number (Licensing Law, Art. 39)."""
    story = decided()
    whole = {"document": LICENCE, "number": "1", "issued_on": date(2026, 9, 14)} | changes
    story.refuses(BODY, of(story, IssueDocument, **whole), rule)


def test_a_denial_has_no_licence() -> None:
    """Of a denial no result document is issued."""
    story = decided(decision=Decision.DENIED)
    whole = {"document": LICENCE, "number": "1", "issued_on": date(2026, 9, 14)}
    story.refuses(BODY, of(story, IssueDocument, **whole), PaperRule.DOCUMENT_OF_A_DENIAL)


def test_an_item_without_document_issues_none() -> None:
    """Where the item has no result document none is issued, and delivery needs none."""
    story = decided("RS-01")
    whole = {"document": LICENCE, "number": "1", "issued_on": date(2026, 9, 14)}
    story.refuses(STREET, of(story, IssueDocument, **whole), PaperRule.DOCUMENT_NOT_FORESEEN)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER).then(DocumentDelivered)


def test_a_document_is_issued_after_the_decision_and_once() -> None:
    """The document follows the decision and is issued once."""
    whole = {"document": LICENCE, "number": "1", "issued_on": date(2026, 9, 14)}
    story = accepted()
    story.refuses(BODY, of(story, IssueDocument, **whole), ConcludingRule.NOT_YET_DECIDED)
    story = issued().then(DocumentIssued)
    story.refuses(BODY, of(story, IssueDocument, **whole), StandingRule.NOT_IN_THIS_STATUS)


def test_no_document_no_return_no_delivery() -> None:
    """Without its document an approval is neither confirmed nor delivered (Art. 39)."""
    story = decided()
    story.refuses(
        STREET, of(story, ConfirmReceipt, digest=LICENCE.digest), PaperRule.DOCUMENT_MISSING
    )
    deliver = of(story, DeliverDocument, method=DeliveryMethod.POST)
    story.refuses(STREET, deliver, PaperRule.DOCUMENT_MISSING)
    other = issued()
    other.refuses(STREET, deliver, ConcludingRule.NOT_YET_RETURNED)


def test_the_street_confirms_the_very_document() -> None:
    """The receipt names the digest of what arrived; another one is refused (签收回执)."""
    story = issued()
    story.refuses(
        STREET, of(story, ConfirmReceipt, digest=bytes(32)), ConcludingRule.DIGEST_DIFFERS
    )
    story.refuses(
        BODY, of(story, ConfirmReceipt, digest=LICENCE.digest), StandingRule.NOT_THE_STREET
    )
    story.say(STREET, ConfirmReceipt, digest=LICENCE.digest).then(ReceiptConfirmed)
    assert story.case.status is Status.RETURNED


def test_a_denial_comes_back_and_is_served() -> None:
    """The written reasons of a denial are confirmed and served too (Art. 44)."""
    story = decided(decision=Decision.DENIED)
    story.say(STREET, ConfirmReceipt, digest=REASONS.digest).then(ReceiptConfirmed)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.POST).then(DocumentDelivered)
    story.refuses(
        STREET,
        of(story, DeliverDocument, method=DeliveryMethod.POST),
        StandingRule.NOT_IN_THIS_STATUS,
    )


def test_an_attempt_that_reached_nobody_leaves_the_delivery_owed() -> None:
    """Each attempt is recorded with its method and why it failed (送达·领取登记, Art. 44)."""
    story = decided(decision=Decision.DENIED)
    story.say(STREET, ConfirmReceipt, digest=REASONS.digest)
    status, due = story.case.status, story.due(Leg.DELIVERY)
    tried = {"method": DeliveryMethod.POST, "obstacle": DeliveryObstacle.NOBODY_THERE}
    (fact,) = story.say(STREET, RecordDeliveryAttempt, **tried).then(DeliveryAttempted).last
    assert (fact.method, fact.obstacle) == (DeliveryMethod.POST, DeliveryObstacle.NOBODY_THERE)
    assert (story.case.status, story.due(Leg.DELIVERY)) == (status, due)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.PUBLIC_NOTICE)
    story.then(DocumentDelivered)


def test_only_what_may_be_delivered_is_attempted() -> None:
    """Not decided, another's to serve, not at hand yet, delivered, or with an unsound report."""
    tried = {"method": DeliveryMethod.POST, "obstacle": DeliveryObstacle.REFUSED}
    early, sent, done = accepted(), issued(), delivered()
    attempt = of(sent, RecordDeliveryAttempt, **tried)
    early.refuses(STREET, of(early, RecordDeliveryAttempt, **tried), ConcludingRule.NOT_YET_DECIDED)
    sent.refuses(OTHER_STREET, attempt, StandingRule.NOT_THE_STREET)
    sent.refuses(STREET, attempt, ConcludingRule.NOT_YET_RETURNED)
    done.refuses(STREET, of(done, RecordDeliveryAttempt, **tried), StandingRule.NOT_IN_THIS_STATUS)
    sent.say(STREET, ConfirmReceipt, digest=LICENCE.digest)
    unsound = of(sent, RecordDeliveryAttempt, **tried, report=paper("未能送达记录", 0))
    sent.refuses(STREET, unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)


def test_what_the_street_made_itself_is_not_confirmed() -> None:
    """Nothing comes back where the street decided itself."""
    story = issued(EMPOWERED)
    story.refuses(
        STREET, of(story, ConfirmReceipt, digest=LICENCE.digest), ConcludingRule.NOTHING_RETURNED
    )


def test_the_file_is_closed_after_delivery() -> None:
    """A case is archived once, after delivery, and then nothing more is done to it."""
    story = issued()
    story.refuses(STREET, of(story, ArchiveCase), ConcludingRule.NOT_YET_DELIVERED)
    story = delivered().say(STREET, ArchiveCase).then(CaseArchived)
    for kind in (ArchiveCase, ForwardCase, AcceptCase, WithdrawApplication):
        story.refuses(STREET, of(story, kind), StandingRule.CASE_CLOSED)


def test_rejected_and_withdrawn_files_are_closed_too() -> None:
    """What was not taken or was taken back is archived as well."""
    received().say(STREET, WithdrawApplication).say(STREET, ArchiveCase).then(CaseArchived)


def test_an_application_is_withdrawn_before_the_decision() -> None:
    """The applicant may take the application back until it is decided (撤回申请)."""
    story = accepted().say(STREET, WithdrawApplication).then(ApplicationWithdrawn)
    assert story.last[0].was_with_decider
    assert not received().say(STREET, WithdrawApplication).last[0].was_with_decider
    late = decided()
    late.refuses(STREET, of(late, WithdrawApplication), ConcludingRule.ALREADY_DECIDED)


def test_the_operator_may_hand_in_the_withdrawal() -> None:
    """Street or submitter hand in the withdrawal, and nobody else."""
    story = Story().when("op-post", submission(RELAYED, place=POST))
    story.refuses("op-icbc", of(story, WithdrawApplication), StandingRule.NOT_THE_SUBMITTER)
    story.say("op-post", WithdrawApplication).then(ApplicationWithdrawn)


def test_the_electronic_licence_is_named_to_the_street() -> None:
    """电子证照: its identifier goes with the document."""
    story = decided()
    story.say(
        DECIDER[ASSISTED],
        IssueDocument,
        document=LICENCE,
        number="号",
        issued_on=MONDAY.date(),
        licence_id="1.2.156.3",
    )
    (said,) = announce(story.subject, story.last[0])
    assert said.message.licence_id == "1.2.156.3"
