"""Accepting, not accepting, and the steps of the review."""

from hub.domain.calendar import local_day
from hub.domain.case import UNACCEPTED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import AcceptCase, RecordStep, RejectApplication
from hub.domain.context import Context
from hub.domain.deadlines import decision_terms, deemed_acceptance
from hub.domain.facts import ApplicationRejected, CaseAccepted, Fact, StepRecorded
from hub.domain.guards import (
    must_be_open,
    must_be_sound,
    must_decide,
    must_hand_over,
    must_have_work,
)
from hub.domain.refusals import HandlingRule, Refused, StandingRule
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.vocabulary import Leg, Status


def accept(command: AcceptCase, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Accept a received case; its decision clock starts (Licensing Law, Art. 32 and 42).

    Said after the fifth working day it changes nothing: the case counts as accepted from the day
    of receipt, with a card.

    Raises Refused: not the deciding body, no work there, accepted already, closed.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    _must_be_unaccepted(command, case)
    must_have_work(command, case, context, book)
    if _too_late(case, context):
        return deemed_acceptance(case, book)
    today = local_day(context.at)
    item, decider = book.item(case.heading.item_code), case.heading.decider
    fact = CaseAccepted(
        heading=case.heading,
        at=context.at,
        effective_on=today,
        terms=decision_terms(item, decider, today, book),
        actor=command.actor,
    )
    return (fact,)


def reject(
    command: RejectApplication, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Do not take the application, in writing, naming who would (Licensing Law, Art. 32).

    Raises Refused: not the deciding body, no work there, accepted or deemed accepted, reasons
    unsound, no competent body named.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
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
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def record_step(
    command: RecordStep, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record a step of the handling, however late; of a mirrored case whatever its system says.

    Before acceptance only the street's preliminary review (初审) is a step.

    Raises Refused: not the body that handles the case, not accepted yet, department unknown.
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
        actor=command.actor,
    )
    return (fact,)


def _must_be_a_step(command: RecordStep, case: Case, context: Context, book: Catalogue) -> None:
    must_be_open(command, case)
    if _is_preliminary(case, context, book):
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


RULES: CaseRules = {AcceptCase: accept, RejectApplication: reject, RecordStep: record_step}
