"""An outlet has an operator's system execute an instant item; unknown outcomes are verified."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import Command, ReportExecution, RequestService, ResolveVerification
from hub.domain.context import Context
from hub.domain.deadlines import commitment_terms, verification_term
from hub.domain.documents import CaseHeading
from hub.domain.facts import (
    CaseAccepted,
    CaseDecided,
    DocumentDelivered,
    Fact,
    ServiceExecuted,
    ServiceFailed,
    ServiceRequested,
    ServiceToVerify,
    VerificationResolved,
)
from hub.domain.guards import must_be_sound
from hub.domain.guides import Item
from hub.domain.lists import Execution
from hub.domain.refusals import (
    ConcludingRule,
    ExecutingRule,
    PlaceRule,
    Refused,
    StandingRule,
)
from hub.domain.rules.instant import must_have_result, results
from hub.domain.rules.mandates import registered
from hub.domain.rules.receiving import (
    bundle_of,
    mode_here,
    must_be_new,
    must_be_receivable,
)
from hub.domain.rules.tables import CaseRules, OpeningRules
from hub.domain.service import Service
from hub.domain.speech import ACTS, STATUSES
from hub.domain.subjects import State
from hub.domain.terms import Term
from hub.domain.vocabulary import Decision, DeliveryMethod, Mode, ServiceOutcome, Status


def request(
    command: RequestService, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take an instant item at an outlet and have it executed, once for one key (plan 3(2)).

    Raises Refused: the key was used (with a rule of its own while to be verified), not listed or
    not instant here, not the sender's outlet, materials missing or unsound.
    """
    _must_be_unasked(command, state)
    mode = mode_here(command, context, book)
    item = book.item(command.item_code)
    place = (command.item_code, command.street, command.place)
    if mode is not Mode.OUTLET or book.execution_at(*place) is not Execution.INSTANT:
        raise Refused(PlaceRule.NOT_INSTANT, item=item.name)
    must_be_receivable(command, item, context)
    heading = CaseHeading(
        business_number=command.idempotency_key,
        item_code=command.item_code,
        mode=mode,
        street=command.street,
        decider=book.executor_at(*place),
        submitter=context.sender,
    )
    mandate = registered(command.mandate, None, heading, context, command.actor)
    return _requested(command, heading, context, book), *mandate


def report(
    command: ReportExecution, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take the word of the operator's system: executed with its receipt, failed, or not known.

    Raises Refused: no service, not the executing operator, reported already, to be verified,
    undone what was never done, receipt or result document missing.
    """
    must_execute(command, case, context, book)
    if case.status is Status.TO_VERIFY:
        raise Refused(ExecutingRule.ONLY_VERIFIED, act=ACTS[type(command)])
    if case.status is not Status.REQUESTED:
        raise Refused(ExecutingRule.ALREADY_REPORTED, status=STATUSES[case.status])
    if command.outcome is ServiceOutcome.REVERSED:
        raise Refused(ExecutingRule.NOT_EXECUTED, act="冲正")
    if command.outcome is ServiceOutcome.EXECUTED:
        return _executed(command, case, context, book)
    if command.outcome is ServiceOutcome.FAILED:
        return (_failed(case, context, book, command.actor, command.reason),)
    day = local_day(context.at)
    terms = (verification_term(case.heading.decider, day, book),)
    fact = ServiceToVerify(heading=case.heading, unreported=False, terms=terms, at=context.at)
    return (fact,)


def resolve(
    command: ResolveVerification, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """End what was to be verified: executed, with the receipt, or not executed (待核).

    Raises Refused: no service, not the executing operator, nothing to verify, unsound evidence,
    receipt or result document missing.
    """
    must_execute(command, case, context, book)
    if case.status is not Status.TO_VERIFY:
        raise Refused(ExecutingRule.NOTHING_TO_VERIFY)
    must_be_sound(command.evidence)
    fact = VerificationResolved(
        heading=case.heading,
        executed=command.executed,
        evidence=command.evidence,
        at=context.at,
        actor=command.actor,
    )
    if command.executed:
        return fact, *_executed(command, case, context, book)
    return fact, _failed(case, context, book, command.actor)


def must_execute(command: Command, case: Case, context: Context, book: Catalogue) -> Service:
    """Return the case's service; refuse where there is none, and anybody but who executes it."""
    if case.service is None:
        raise Refused(ExecutingRule.NOT_A_SERVICE, act=ACTS[type(command)])
    if context.sender != case.heading.decider:
        raise Refused(
            StandingRule.NOT_THE_DECIDER,
            decider=book.name_of(case.heading.decider),
            sender=book.name_of(context.sender),
            act=ACTS[type(command)],
        )
    return case.service


def _must_be_unasked(command: RequestService, state: State | None) -> None:
    number = command.idempotency_key
    if isinstance(state, Case) and state.service is not None:
        if state.status is Status.TO_VERIFY:
            raise Refused(ExecutingRule.NEVER_SENT_AGAIN, number=number)
        status = STATUSES[state.status]
        raise Refused(ExecutingRule.ALREADY_REQUESTED, number=number, status=status)
    must_be_new(number, state)


def _requested(
    command: RequestService, heading: CaseHeading, context: Context, book: Catalogue
) -> ServiceRequested:
    day = local_day(context.at)
    return ServiceRequested(
        heading=heading,
        place=command.place,
        applicant=command.applicant,
        form=command.form,
        materials=command.materials,
        bundle_id=bundle_of(command, context),
        requested_at=context.at,
        terms=(verification_term(heading.decider, day, book, unreported=True),),
        actor=command.actor,
    )


def _executed(
    command: ReportExecution | ResolveVerification, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Return all that follows at once; after an earlier decision only that it was executed."""
    item, heading = book.item(case.heading.item_code), case.heading
    if not command.receipt_number:
        raise Refused(ConcludingRule.OPERATOR_RECEIPT_MISSING)
    if case.decision is not None:
        fact = ServiceExecuted(
            heading=heading,
            receipt_number=command.receipt_number,
            responsible=item.answerable,
            at=context.at,
        )
        return (fact,)
    must_be_sound(command.document)
    must_have_result(command, item)
    committed = case.service is not None and case.service.committed
    day = local_day(context.at)
    verify = commitment_terms(heading.decider, day, book) if committed else ()
    return _all_at_once(command, item, heading, context, verify)


def _all_at_once(
    command: ReportExecution | ResolveVerification,
    item: Item,
    heading: CaseHeading,
    context: Context,
    verify: tuple[Term, ...],
) -> tuple[Fact, ...]:
    at, actor = context.at, command.actor
    decided = CaseDecided(
        heading=heading, decision=Decision.APPROVED, at=at, late=False, terms=verify, actor=actor
    )
    return (
        CaseAccepted(heading=heading, at=at, effective_on=local_day(at), actor=actor),
        decided,
        *results(command, item, heading, context),
        DocumentDelivered(heading=heading, method=DeliveryMethod.OUTLET, at=at, actor=actor),
    )


def _failed(
    case: Case, context: Context, book: Catalogue, actor: str, reason: str | None = None
) -> ServiceFailed:
    return ServiceFailed(
        heading=case.heading,
        reason=reason,
        benefit_continues=book.item(case.heading.item_code).benefit_continues,
        at=context.at,
        actor=actor,
    )


OPENING: OpeningRules = {RequestService: request}
RULES: CaseRules = {ReportExecution: report, ResolveVerification: resolve}
