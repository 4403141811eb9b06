"""Reversal and refund are facts; the operator's statement is compared with what the hub knows."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import (
    Command,
    ConfirmRefund,
    RefundService,
    ReportStatement,
    ReverseService,
)
from hub.domain.context import Context
from hub.domain.deadlines import verification_term
from hub.domain.facts import (
    Fact,
    RefundConfirmed,
    RefundOpened,
    ServiceReversed,
    StatementDiffers,
    StatementMatched,
)
from hub.domain.guards import must_be_sound
from hub.domain.refusals import ExecutingRule, Refused
from hub.domain.rules.executing import must_execute
from hub.domain.rules.tables import CaseRules
from hub.domain.service import Service
from hub.domain.speech import ACTS
from hub.domain.terms import Term, term
from hub.domain.vocabulary import Leg, ServiceOutcome, Status


def undo(
    command: ReverseService, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that the operator's system undid the service (冲正), in the file or not.

    Raises Refused: no service, not the executing operator, to be verified, never executed, undone
    already.
    """
    service = must_execute(command, case, context, book)
    _must_have_been_executed(command, case, service)
    if service.outcome is ServiceOutcome.REVERSED:
        raise Refused(ExecutingRule.ALREADY_REVERSED, act=ACTS[ReverseService])
    fact = ServiceReversed(
        heading=case.heading,
        number=command.number,
        reason=command.reason,
        responsible=_responsible(case, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def refund(
    command: RefundService, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Open a refund (退费), once; the operator owes it until it says that the money is back.

    Raises Refused: no service, not the executing operator, to be verified, never executed,
    refunded already.
    """
    service = must_execute(command, case, context, book)
    _must_have_been_executed(command, case, service)
    if service.refunded:
        raise Refused(ExecutingRule.ALREADY_REFUNDED)
    day, days = local_day(context.at), book.thresholds.refund_days
    fact = RefundOpened(
        heading=case.heading,
        number=command.number,
        reason=command.reason,
        responsible=_responsible(case, book),
        terms=(term(book, Leg.REFUND, case.heading.decider, day, days),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def confirm(
    command: ConfirmRefund, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that the money is back; the refund's term ends.

    Raises Refused: no service, not the executing operator, no refund is open.
    """
    must_execute(command, case, context, book)
    if case.term(Leg.REFUND) is None:
        raise Refused(ExecutingRule.NO_REFUND_OPEN)
    fact = RefundConfirmed(
        heading=case.heading,
        receipt_number=command.receipt_number,
        responsible=_responsible(case, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def reconcile(
    command: ReportStatement, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Compare what the daily statement says of a case with what the hub knows (对账).

    A difference is to be verified; it never changes by itself what was recorded.

    Raises Refused: no service, not the executing operator, unsound statement.
    """
    service = must_execute(command, case, context, book)
    must_be_sound(command.statement)
    if _agrees(command, service):
        fact = StatementMatched(
            heading=case.heading, statement=command.statement, at=context.at, actor=command.actor
        )
        return (fact,)
    differs = StatementDiffers(
        heading=case.heading,
        statement=command.statement,
        outcome=command.outcome,
        receipt_number=command.receipt_number,
        known=service.outcome,
        responsible=_responsible(case, book),
        terms=_to_verify(case, context, book),
        at=context.at,
        actor=command.actor,
    )
    return (differs,)


def _must_have_been_executed(command: Command, case: Case, service: Service) -> None:
    act = ACTS[type(command)]
    if case.status is Status.TO_VERIFY:
        raise Refused(ExecutingRule.ONLY_VERIFIED, act=act)
    if service.outcome not in (ServiceOutcome.EXECUTED, ServiceOutcome.REVERSED):
        raise Refused(ExecutingRule.NOT_EXECUTED, act=act)


def _agrees(command: ReportStatement, service: Service) -> bool:
    if command.outcome is not service.outcome:
        return False
    same = command.receipt_number == service.receipt_number
    return same or command.outcome is not ServiceOutcome.EXECUTED


def _to_verify(case: Case, context: Context, book: Catalogue) -> tuple[Term, ...]:
    """Return the limit to verify; one that runs already does not start anew each day."""
    if case.status is Status.TO_VERIFY:
        return ()
    return (verification_term(case.heading.decider, local_day(context.at), book),)


def _responsible(case: Case, book: Catalogue) -> str | None:
    return book.item(case.heading.item_code).answerable


RULES: CaseRules = {
    ReverseService: undo,
    RefundService: refund,
    ConfirmRefund: confirm,
    ReportStatement: reconcile,
}
