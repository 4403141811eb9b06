"""Special procedures, extension, interested parties and hearings (Licensing Law, Art. 42-47)."""

from datetime import date

from hub.domain.calendar import Due, local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.changing import changed
from hub.domain.commands.suspending import (
    EndSpecialProcedure,
    ExtendDeadline,
    RequestHearing,
    StartSpecialProcedure,
    TellInterestedParties,
)
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.suspending import (
    DeadlineExtended,
    HearingRequested,
    InterestedPartiesTold,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
)
from hub.domain.guards import (
    must_be_accepted,
    must_be_open,
    must_be_sound,
    must_decide,
    must_have_work,
)
from hub.domain.guides import DayKind
from hub.domain.refusals import Refused, StandingRule, SuspendingRule
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS, ROLES
from hub.domain.suspension import resumed
from hub.domain.terms import APPLICANT, term, term_until
from hub.domain.vocabulary import Leg, ProcedureKind

LONGEST_PROCEDURE_DAYS = 366


def start(
    command: StartSpecialProcedure, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Stop the clock for what the law lists, told in writing (Art. 45).

    Raises Refused: not the deciding body, not accepted, one runs already, another kind without
    its law, no time told, no notice.
    """
    _must_be_in_review(command, case, context, book)
    if case.stop is not None:
        raise Refused(SuspendingRule.ALREADY_STOPPED, act=ACTS[StartSpecialProcedure])
    if command.kind is ProcedureKind.OTHER_BY_LAW and not (command.legal_basis or "").strip():
        raise Refused(SuspendingRule.LAW_MISSING)
    if not 0 < command.days <= LONGEST_PROCEDURE_DAYS:
        raise Refused(SuspendingRule.DAYS_UNREASONABLE, days=command.days)
    must_be_sound(command.notice)
    fact = SpecialProcedureStarted(
        heading=case.heading,
        kind=command.kind,
        since=_counted_until(case, local_day(context.at)),
        notice=command.notice,
        days=command.days,
        legal_basis=command.legal_basis,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def end(
    command: EndSpecialProcedure, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let the clock go on with what was left of each term.

    Raises Refused: not the deciding body, no procedure runs, unsound report.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    if case.stop is None:
        raise Refused(SuspendingRule.NOT_STOPPED)
    must_be_sound(command.report)
    item = book.item(case.heading.item_code)
    fact = SpecialProcedureEnded(
        heading=case.heading,
        kind=case.stop.kind,
        report=command.report,
        terms=resumed(case.terms, case.stop, local_day(context.at), item, book),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def extend(
    command: ExtendDeadline, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Give the decision more time, once, by the head whom the law names (Art. 42).

    Raises Refused: not the deciding body, no law to extend its time, extended before, too late,
    nobody or another head approved it, unsound reasons.
    """
    _must_be_in_review(command, case, context, book)
    item = book.item(case.heading.item_code)
    due, days = case.term(Leg.DECISION), item.extension_days
    if due is None or days is None:
        raise Refused(SuspendingRule.NOTHING_TO_EXTEND, item=item.name)
    if case.extended:
        raise Refused(SuspendingRule.EXTENDED_BEFORE)
    today = case.stop.since if case.stop else local_day(context.at)
    if today > due.due_on:
        raise Refused(SuspendingRule.TOO_LATE_TO_EXTEND, day=due.due_on.isoformat())
    if command.approver.strip() in ("", command.actor):
        raise Refused(SuspendingRule.APPROVER_MISSING)
    if command.role is not item.extended_by:
        raise Refused(SuspendingRule.WRONG_APPROVER, role=ROLES[item.extended_by])
    must_be_sound(command.reasons)
    unit = item.clock.unit
    moved = term(book, Leg.DECISION, due.owner, due.due_on, days, unit=unit)
    until = Due(moved.due_on, moved.provisional)
    limit = term_until(book, Leg.DECISION, due.owner, today, until)
    if due.counted_from is not None and unit is DayKind.WORKING:
        limit = changed(limit, counted_from=due.counted_from, days=due.days + days)
    fact = DeadlineExtended(
        heading=case.heading,
        approver=command.approver,
        role=command.role,
        reasons=command.reasons,
        terms=(limit,),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def tell_parties(
    command: TellInterestedParties, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Tell interested parties that they may ask for a hearing within five working days (Art. 47).

    Whoever turns out to be interested after those days is told with days of its own.

    Raises Refused: not the deciding body, not accepted, told before, no notice.
    """
    _must_be_in_review(command, case, context, book)
    days, today = book.thresholds.hearing_request_days, local_day(context.at)
    told = case.term(Leg.HEARING_REQUEST)
    if case.term(Leg.HEARING) or (told and today <= told.due_on):
        raise Refused(SuspendingRule.TOLD_BEFORE)
    must_be_sound(command.notice)
    fact = InterestedPartiesTold(
        heading=case.heading,
        notice=command.notice,
        terms=(term(book, Leg.HEARING_REQUEST, APPLICANT, today, days),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def request_hearing(
    command: RequestHearing, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take a request for a hearing; it is organised within twenty working days (Art. 47).

    Raises Refused: neither street nor deciding body, nobody was told or the five days are over.
    """
    must_be_open(command, case)
    heading, today = case.heading, local_day(context.at)
    if context.sender not in (heading.street, heading.decider):
        raise Refused(
            StandingRule.NOT_THE_STREET,
            street=book.name_of(heading.street),
            sender=book.name_of(context.sender),
            act=ACTS[RequestHearing],
        )
    told = case.term(Leg.HEARING_REQUEST)
    if told is None or today > told.due_on:
        raise Refused(SuspendingRule.NO_HEARING_RUNS)
    must_be_sound(command.request)
    hearing = term(book, Leg.HEARING, heading.decider, today, book.thresholds.hearing_days)
    fact = HearingRequested(
        heading=heading,
        organisation=context.sender,
        request=command.request,
        terms=(hearing,),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def must_have_heard(case: Case, today: date) -> None:
    """Refuse a decision before the right to a hearing is over, or the hearing held (Art. 47)."""
    told = case.term(Leg.HEARING_REQUEST)
    if case.term(Leg.HEARING) or (told and today <= told.due_on):
        raise Refused(SuspendingRule.HEARING_PENDING)


def _counted_until(case: Case, today: date) -> date:
    """Return the last day that counted: a message of an earlier time wins no day twice."""
    days = [today]
    if case.acceptance is not None:
        days.append(case.acceptance.effective_on)
    if case.resumed_on is not None:
        days.append(case.resumed_on)
    return max(days)


def _must_be_in_review(
    command: StartSpecialProcedure | ExtendDeadline | TellInterestedParties,
    case: Case,
    context: Context,
    book: Catalogue,
) -> None:
    must_be_open(command, case)
    must_decide(command, case, context, book)
    must_be_accepted(command, case)
    must_have_work(command, case, context, book)


RULES: CaseRules = {
    StartSpecialProcedure: start,
    EndSpecialProcedure: end,
    ExtendDeadline: extend,
    TellInterestedParties: tell_parties,
    RequestHearing: request_hearing,
}
