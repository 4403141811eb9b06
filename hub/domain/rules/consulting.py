"""Joint departments, inspections, urging and rerouting (会签, 现场核查, 督办, 改派)."""

from hub.domain.calendar import local_day
from hub.domain.case import UNDECIDED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.changing import changed
from hub.domain.commands.consulting import (
    AnswerUrge,
    AskOpinion,
    GiveOpinion,
    RecordInspection,
    RerouteWork,
    UrgeCase,
)
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.consulting import (
    CaseUrged,
    InspectionRecorded,
    OpinionAsked,
    OpinionGiven,
    UrgeAnswered,
    WorkRerouted,
)
from hub.domain.guards import (
    must_be_accepted,
    must_be_open,
    must_be_sound,
    must_decide,
    must_have_work,
)
from hub.domain.irregularities import irregular, overridden
from hub.domain.refusals import (
    ConsultingRule,
    IrregularityRule,
    Refused,
    StandingRule,
)
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS, STATUSES
from hub.domain.terms import term
from hub.domain.vocabulary import Leg, OrganisationKind, ReturnReason

INSPECTORS = 2
"""Licensing Law, Art. 34."""


def ask(command: AskOpinion, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Ask other departments at once, each with a term of its own (Art. 26).

    Raises Refused: not the deciding body, not accepted, nobody or itself asked, asked already.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    must_be_accepted(command, case)
    must_have_work(command, case, context, book)
    departments = tuple(dict.fromkeys(command.departments))
    if not departments or not all(_is_another(book, code, case) for code in departments):
        raise Refused(ConsultingRule.NOBODY_ASKED)
    for code in departments:
        if case.term(Leg.OPINION, code):
            raise Refused(ConsultingRule.ASKED_ALREADY, department=book.name_of(code))
    must_be_sound(command.question)
    days, today = book.thresholds.opinion_days, local_day(context.at)
    fact = OpinionAsked(
        heading=case.heading,
        departments=departments,
        question=command.question,
        terms=tuple(
            [term(book, Leg.OPINION, code, today, days, about=code) for code in departments]
        ),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def give(command: GiveOpinion, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Take the opinion of a department that was asked, however late.

    Raises Refused: was not asked, or has answered; unsound report.
    """
    must_be_open(command, case)
    if case.term(Leg.OPINION, context.sender) is None:
        raise Refused(ConsultingRule.NOT_ASKED, sender=book.name_of(context.sender))
    must_be_sound(command.report)
    fact = OpinionGiven(
        heading=case.heading,
        department=context.sender,
        verdict=command.verdict,
        report=command.report,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def inspect(
    command: RecordInspection, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record an inspection on the spot; one inspector alone is an irregularity (Art. 34).

    Raises Refused: not the deciding body, not accepted, nobody inspected, unsound report.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    must_be_accepted(command, case)
    inspectors = tuple(dict.fromkeys(command.inspectors))
    if not inspectors:
        raise Refused(ConsultingRule.NOBODY_INSPECTED)
    must_be_sound(command.report)
    fact = InspectionRecorded(
        heading=case.heading,
        inspectors=inspectors,
        report=command.report,
        at=context.at,
        actor=command.actor,
    )
    if len(inspectors) >= INSPECTORS:
        return (fact,)
    return fact, irregular(case, IrregularityRule.SINGLE_INSPECTOR, case.heading.decider, book)


def urge(command: UrgeCase, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Urge whoever has the work; an answer is owed within days (plan 4(3)).

    Raises Refused: decided or closed, unsound reasons; a street urges only in its own cases.
    """
    must_be_open(command, case)
    if case.status not in UNDECIDED:
        raise Refused(ConsultingRule.NOTHING_TO_URGE, status=STATUSES[case.status])
    organisation = book.organisations.get(context.sender)
    leads = organisation is not None and organisation.kind is OrganisationKind.ADMINISTRATION
    if not leads and context.sender != case.heading.street:
        raise Refused(
            StandingRule.NOT_THE_STREET,
            street=book.name_of(case.heading.street),
            sender=book.name_of(context.sender),
            act=ACTS[UrgeCase],
        )
    must_be_sound(command.reasons)
    number, days, today = len(case.urges) + 1, book.thresholds.urge_days, local_day(context.at)
    fact = CaseUrged(
        heading=case.heading,
        number=number,
        owner=case.worker,
        urging=context.sender,
        reasons=command.reasons,
        terms=(term(book, Leg.URGE, case.worker, today, days, about=str(number)),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def answer(command: AnswerUrge, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Answer an urge.

    Raises Refused: no such urge is open, or another owes the answer; unsound answer.
    """
    due = case.term(Leg.URGE, str(command.number))
    if due is None or due.owner != context.sender:
        sender = book.name_of(context.sender)
        raise Refused(ConsultingRule.NO_SUCH_URGE, sender=sender, number=command.number)
    must_be_sound(command.answer)
    fact = UrgeAnswered(
        heading=case.heading,
        number=command.number,
        urging=case.urges[command.number - 1],
        answer=command.answer,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def reroute(
    command: RerouteWork, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let another department decide what came back as not its own; a named override.

    Raises Refused: the work did not come back for that reason, no other department, nobody
    approved it, unsound reasons.
    """
    must_be_open(command, case)
    if case.status not in UNDECIDED or case.sent_back_for is not ReturnReason.WRONG_DEPARTMENT:
        raise Refused(ConsultingRule.NOT_TO_BE_REROUTED)
    if not _is_another(book, command.department, case):
        department = book.name_of(command.department)
        raise Refused(ConsultingRule.REROUTED_TO_NOBODY, department=department)
    if command.approver.strip() in ("", command.actor):
        raise Refused(ConsultingRule.REROUTE_UNAPPROVED)
    must_be_sound(command.reasons)
    days, today = book.thresholds.forwarding_days, local_day(context.at)
    fact = WorkRerouted(
        heading=changed(case.heading, decider=command.department),
        former=case.heading.decider,
        terms=(term(book, Leg.FORWARDING, case.heading.street, today, days),),
        at=context.at,
        actor=command.actor,
    )
    rule = StandingRule.NOT_THE_DECIDER
    return overridden(case, rule, command.approver, command.reasons), fact


def must_have_opinions(case: Case, book: Catalogue) -> None:
    """Refuse a decision while a department that was asked has not answered (Art. 26)."""
    asked = [each.term.about for each in case.terms if each.term.leg is Leg.OPINION]
    if asked:
        names = "、".join([book.name_of(code) for code in asked])
        raise Refused(ConsultingRule.OPINIONS_OUTSTANDING, departments=names)


def _is_another(book: Catalogue, code: str, case: Case) -> bool:
    organisation = book.organisations.get(code)
    is_department = organisation is not None and organisation.kind is OrganisationKind.DEPARTMENT
    return is_department and code != case.heading.decider


RULES: CaseRules = {
    AskOpinion: ask,
    GiveOpinion: give,
    RecordInspection: inspect,
    UrgeCase: urge,
    AnswerUrge: answer,
    RerouteWork: reroute,
}
