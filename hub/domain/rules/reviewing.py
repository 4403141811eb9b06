"""Accepting, not accepting, and the steps of the review."""

from datetime import date

from hub.domain.calendar import Due, local_day
from hub.domain.case import UNACCEPTED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    AcceptCase,
    GivePreliminaryReview,
    RecordStep,
    RejectApplication,
    VerifyCommitment,
)
from hub.domain.context import Context
from hub.domain.deadlines import decision_terms, deemed_acceptance
from hub.domain.facts import (
    ApplicationRejected,
    CaseAccepted,
    CommitmentVerified,
    Fact,
    PreliminaryReviewGiven,
    StepRecorded,
)
from hub.domain.guards import (
    must_be_open,
    must_be_sound,
    must_decide,
    must_hand_over,
    must_have_work,
    must_lack_nothing,
    not_in_this_status,
)
from hub.domain.guides import Item
from hub.domain.irregularities import irregular
from hub.domain.oversight import supervising_body
from hub.domain.publicity import PUBLICATION
from hub.domain.refusals import (
    CorrectingRule,
    HandlingRule,
    IrregularityRule,
    PermitsRule,
    Refused,
    StandingRule,
)
from hub.domain.rules.correcting import awaited_of, must_not_await
from hub.domain.rules.custody import originals_due
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.steps import first_step, next_step
from hub.domain.terms import APPLICANT, Term, term_until
from hub.domain.vocabulary import Leg, Mode, RejectionGround, Status


def accept(command: AcceptCase, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Accept a received case; its decision clock starts (Licensing Law, Art. 32 and 42).

    Said after the fifth working day it changes nothing: the case counts as accepted from the day
    of receipt, with a card. What is awaited may be promised instead, where the guide tolerates it.

    Raises Refused: not the deciding body, no work there, accepted already, closed, materials
    missing or awaited, or tolerated without being listed, missing or promised.
    """
    must_be_open(command, case)
    entrusted = _is_entrusted(case, context, book)
    if not entrusted:
        must_decide(command, case, context, book)
    _must_be_unaccepted(command, case)
    if not set(awaited_of(case)) <= set(command.tolerated):
        must_not_await(command, case, book)
    if not entrusted:
        must_have_work(command, case, context, book)
    if case.door is not None:
        _must_be_competent(case, book)
    if _too_late(case, context):
        return deemed_acceptance(case, book)
    today = local_day(context.at)
    item, decider = book.item(case.heading.item_code), case.heading.decider
    received_on = case.filing.received_on if case.filing else None
    tolerance = _tolerance(command, case, today, book)
    _must_be_complete(command, case, item)
    fact = CaseAccepted(
        heading=case.heading,
        at=context.at,
        effective_on=today,
        on_behalf_of=decider if entrusted else None,
        tolerated=command.tolerated,
        promise=command.promise,
        terms=(
            *decision_terms(item, decider, today, book, received_on),
            *first_step(case.heading, today, book),
            *tolerance,
        ),
        actor=command.actor,
    )
    return (fact,)


def reject(
    command: RejectApplication, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Do not take the application, in writing, naming who would (Licensing Law, Art. 32).

    Incompleteness is no ground: it is told. A rejection for it stands, with a red card.

    Raises Refused: not the deciding body, no work there, accepted or deemed accepted, reasons
    unsound, no competent body named.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    must_not_await(command, case, book)
    if case.status not in UNACCEPTED:
        raise Refused(HandlingRule.REJECTED_TOO_LATE)
    must_have_work(command, case, context, book)
    if _too_late(case, context):
        raise Refused(HandlingRule.REJECTED_TOO_LATE)
    must_be_sound(command.reasons)
    if not command.competent_body.strip():
        raise Refused(HandlingRule.COMPETENT_BODY_MISSING)
    fact = ApplicationRejected(
        heading=case.heading,
        reasons=command.reasons,
        competent_body=command.competent_body,
        ground=command.ground,
        at=context.at,
        actor=command.actor,
    )
    due = originals_due(case, local_day(context.at), book)
    if command.ground is not RejectionGround.INCOMPLETE:
        return fact, *due
    card = irregular(case, IrregularityRule.REJECTED_AS_INCOMPLETE, context.sender, book)
    return fact, card, *due


def record_step(
    command: RecordStep, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record a step of the handling, however late; of a mirrored case whatever its system says.

    Before acceptance only the street's preliminary review (初审) is a step. A step with a limit
    is recorded by whom the guide names, or by the deciding body; then the next one's limit runs.

    Raises Refused: not the body that handles the case or owes the step, not accepted yet,
    department unknown.
    """
    if not case.is_mirrored:
        _must_be_a_step(command, case, context, book)
    elif context.sender != case.heading.submitter:
        raise _not_the_mirror(command, case, context, book)
    fact = StepRecorded(
        heading=case.heading,
        step=command.step,
        department=command.department,
        occurred_at=command.occurred_at,
        terms=_next(command, case, context, book),
        actor=command.actor,
    )
    return (fact,)


def _next(command: RecordStep, case: Case, context: Context, book: Catalogue) -> tuple[Term, ...]:
    """Return the term that begins with the end of the one that `command` ends.

    While the clock stands still nothing of it is used up.
    """
    if case.term(Leg.STEP, command.step) is None:
        return ()
    start = case.stop.since if case.stop else local_day(context.at)
    return next_step(command.step, case.heading, start, book)


def review_first(
    command: GivePreliminaryReview, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let the street give its preliminary review before it forwards (初审, Art. 43).

    Raises Refused: not the street, the item has none, given already, the work has gone on.
    """
    must_be_open(command, case)
    must_hand_over(command, case, context, book)
    item = book.item(case.heading.item_code)
    if not item.preliminary_review:
        raise Refused(CorrectingRule.NO_PRELIMINARY_REVIEW, item=item.name)
    if case.reviewed:
        raise Refused(CorrectingRule.PRELIMINARY_REVIEW_GIVEN)
    must_not_await(command, case, book)
    if case.filing is None or (case.with_decider and case.is_decided_elsewhere):
        raise not_in_this_status(command, case)
    must_be_sound(command.report)
    fact = PreliminaryReviewGiven(
        heading=case.heading,
        verdict=command.verdict,
        report=command.report,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def verify(
    command: VerifyCommitment, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record whether a commitment was true; what is false may be revoked (告知承诺, Art. 69).

    Of what is false the supervising body hears. The duty outlives the archiving of the case.

    Raises Refused: not the deciding body, nothing was committed to, unsound report.
    """
    must_decide(command, case, context, book)
    if case.term(Leg.COMMITMENT) is None:
        raise Refused(CorrectingRule.NOTHING_COMMITTED)
    must_be_sound(command.report)
    heading = case.heading
    supervising = supervising_body(heading, book.item(heading.item_code))
    fact = CommitmentVerified(
        heading=heading,
        kept=command.kept,
        report=command.report,
        supervising=None if command.kept else supervising,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _must_be_competent(case: Case, book: Catalogue) -> None:
    """Refuse the administration, which only answers for what has no deciding body of its own."""
    heading = case.heading
    book.decider(book.item(heading.item_code), heading.street, Mode.ASSISTED)


def _is_entrusted(case: Case, context: Context, book: Catalogue) -> bool:
    """Return whether the street accepts in the deciding body's name (委托受理).

    Only while it has the work: what went on is accepted by whom it went to.
    """
    heading = case.heading
    if context.sender != heading.street or not case.is_decided_elsewhere or case.with_decider:
        return False
    return book.entrusts_acceptance(heading.item_code, heading.street)


def _must_be_complete(command: AcceptCase, case: Case, item: Item) -> None:
    """Refuse to accept what lacks a material, unless it is tolerated by a promise."""
    brought = case.filing.materials if case.filing else ()
    must_lack_nothing(item.guide, brought)
    absent = [m.name for m in item.guide.tolerable(brought) if m.code not in command.tolerated]
    if absent:
        raise Refused(CorrectingRule.PROMISE_WANTED, materials="、".join(absent))


def _tolerance(command: AcceptCase, case: Case, today: date, book: Catalogue) -> tuple[Term, ...]:
    """Return the applicant's term for what may follow later: listed, promised, with a date."""
    if not command.tolerated:
        return ()
    guide = book.item(case.heading.item_code).guide
    may = {each.code for each in guide.tolerable(case.filing.materials if case.filing else ())}
    wrong = [code for code in command.tolerated if code not in may]
    if wrong:
        raise Refused(CorrectingRule.NOT_TOLERABLE, materials="、".join(wrong))
    if command.promise is None or command.promised_on is None or command.promised_on < today:
        raise Refused(CorrectingRule.PROMISE_MISSING)
    must_be_sound(command.promise)
    until = Due(command.promised_on, not book.calendar.is_published(command.promised_on))
    return (term_until(book, Leg.TOLERANCE, APPLICANT, today, until),)


def _must_be_a_step(command: RecordStep, case: Case, context: Context, book: Catalogue) -> None:
    must_be_open(command, case)
    if command.step == PUBLICATION:
        raise Refused(PermitsRule.PUBLISHED_NOWHERE)
    owed = case.term(Leg.STEP, command.step)
    if owed is not None and owed.owner == context.sender:
        pass
    elif _is_preliminary(case, context, book):
        must_hand_over(command, case, context, book)
    else:
        must_decide(command, case, context, book)
        if case.acceptance is None:
            raise Refused(HandlingRule.NOT_YET_ACCEPTED, act=ACTS[RecordStep])
    if command.department not in book.organisations:
        raise Refused(HandlingRule.STEP_BY_STRANGER, department=command.department)


def _is_preliminary(case: Case, context: Context, book: Catalogue) -> bool:
    """Return whether the street has the case and may review it before it goes on."""
    return (
        context.sender == case.heading.street
        and case.status is Status.RECEIVED
        and book.item(case.heading.item_code).preliminary_review
    )


def _must_be_unaccepted(command: AcceptCase, case: Case) -> None:
    acceptance = case.acceptance
    if acceptance is None:
        return
    day = acceptance.effective_on.isoformat()
    if acceptance.deemed:
        raise Refused(HandlingRule.DEEMED_ACCEPTED, day=day, act=ACTS[type(command)])
    raise Refused(HandlingRule.ALREADY_ACCEPTED, day=day)


def _too_late(case: Case, context: Context) -> bool:
    due = case.term(Leg.ACCEPTANCE)
    return due is not None and local_day(context.at) > due.due_on


def _not_the_mirror(command: RecordStep, case: Case, context: Context, book: Catalogue) -> Refused:
    return Refused(
        StandingRule.NOT_THE_SUBMITTER,
        submitter=book.name_of(case.heading.submitter),
        sender=book.name_of(context.sender),
        act=ACTS[type(command)],
    )


RULES: CaseRules = {
    AcceptCase: accept,
    RejectApplication: reject,
    RecordStep: record_step,
    GivePreliminaryReview: review_first,
    VerifyCommitment: verify,
}
