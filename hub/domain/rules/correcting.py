"""One-time notice, supplied materials, corrections on the spot, termination (补正, 终止)."""

from datetime import date

from hub.domain.calendar import local_day
from hub.domain.case import UNACCEPTED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.correcting import (
    CorrectOnTheSpot,
    IssueCorrectionNotice,
    SupplyMaterials,
    TerminateCase,
)
from hub.domain.context import Context
from hub.domain.correction import still_missing
from hub.domain.deadlines import acceptance_term, deemed_acceptance, preliminary_term
from hub.domain.documents import Material
from hub.domain.facts import Fact
from hub.domain.facts.correcting import (
    CaseTerminated,
    CorrectedOnTheSpot,
    CorrectionNoticeIssued,
    MaterialsSupplied,
)
from hub.domain.guards import (
    must_be_at_hand,
    must_be_open,
    must_be_proper,
    must_be_sound,
    must_decide,
    not_in_this_status,
)
from hub.domain.irregularities import irregular
from hub.domain.refusals import (
    CorrectingRule,
    IrregularityRule,
    Refused,
    StandingRule,
)
from hub.domain.rules.custody import originals_due
from hub.domain.rules.mandates import must_act_for
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.terms import APPLICANT, Term, term
from hub.domain.vocabulary import Leg, MandatePower, Status

_TOLD = UNACCEPTED | {Status.AWAITING_MATERIALS}


def notify(
    command: IssueCorrectionNotice, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Tell the applicant at once all that is missing (Licensing Law, Art. 32(4)).

    After the fifth day it comes too late: the case counts as accepted. What the first notice could
    have told needs reasons the second time, and gives a red card; a reminder does not.

    Raises Refused: not the body that has the work, accepted, nothing named, not in the guide, not
    all that is missing, a second notice without reasons.
    """
    must_be_open(command, case)
    _must_have_it(command, case, context, book)
    if case.status not in _TOLD:
        raise not_in_this_status(command, case)
    due, today = case.term(Leg.ACCEPTANCE), local_day(context.at)
    if due is not None and today > due.due_on:
        return deemed_acceptance(case, book)
    _must_be_named(command, case, book)
    must_be_sound(command.notice)
    must_be_sound(command.reasons)
    repeated = _told_before(command, case)
    if repeated and command.reasons is None:
        raise Refused(CorrectingRule.REASONS_FOR_A_SECOND, materials=_names(case, book, repeated))
    fact = CorrectionNoticeIssued(
        heading=case.heading,
        issuer=context.sender,
        missing=command.missing,
        notice=command.notice,
        reasons=command.reasons,
        repeated=bool(repeated),
        terms=(term(book, Leg.CORRECTION, APPLICANT, today, book.thresholds.correction_days),),
        at=context.at,
        actor=command.actor,
    )
    if not repeated:
        return (fact,)
    return fact, irregular(case, IrregularityRule.SECOND_NOTICE, context.sender, book)


def supply(
    command: SupplyMaterials, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take what the applicant brings; once nothing is missing the five days begin anew.

    Of an accepted case it is what was tolerated to come later (容缺).

    Raises Refused: neither street nor submitter, an agent who may not, nothing awaited, nothing or
    unsound supplied.
    """
    must_be_open(command, case)
    must_be_at_hand(command, case, context, book)
    must_act_for(command.agent, MandatePower.SUPPLY, command, case, context)
    awaited = awaited_of(case)
    if not awaited:
        raise Refused(CorrectingRule.NOTHING_AWAITED)
    _must_be_something(command.materials, case, book)
    missing = still_missing(awaited, command.materials)
    today = local_day(context.at)
    anew = not missing and case.status is Status.AWAITING_MATERIALS
    fact = MaterialsSupplied(
        heading=case.heading,
        supplier=context.sender,
        was_with_decider=case.with_decider and case.is_decided_elsewhere,
        materials=command.materials,
        missing=missing,
        agent=command.agent,
        terms=begun_anew(case, today, book) if anew else (),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def correct(
    command: CorrectOnTheSpot, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let errors be corrected at the counter, at once: that is no notice (Art. 32(3)).

    Raises Refused: not the place that received it, an agent who may not, the work has gone on,
    nothing corrected.
    """
    must_be_open(command, case)
    must_be_at_hand(command, case, context, book)
    must_act_for(command.agent, MandatePower.SUPPLY, command, case, context)
    if case.status is not Status.RECEIVED:
        raise not_in_this_status(command, case)
    _must_be_something(command.materials, case, book)
    fact = CorrectedOnTheSpot(
        heading=case.heading,
        supplier=context.sender,
        materials=command.materials,
        agent=command.agent,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def terminate(
    command: TerminateCase, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """End a case whose applicant let the day pass, in writing; never a timer by itself.

    Raises Refused: not the deciding body, the applicant's day has not passed, unsound reasons.
    """
    must_be_open(command, case)
    must_decide(command, case, context, book)
    if case.term(Leg.TERMINATION) is None:
        raise Refused(CorrectingRule.TERMINATION_NOT_DUE)
    must_be_sound(command.reasons)
    fact = CaseTerminated(
        heading=case.heading, reasons=command.reasons, at=context.at, actor=command.actor
    )
    return fact, *originals_due(case, local_day(context.at), book)


def awaited_of(case: Case) -> tuple[str, ...]:
    """Return the codes of materials that the applicant still has to bring."""
    if case.status is Status.AWAITING_MATERIALS and case.correction is not None:
        return case.correction.awaited
    return case.acceptance.tolerated if case.acceptance and case.decision is None else ()


def must_not_await(command: object, case: Case, book: Catalogue) -> None:
    """Refuse what must wait until the applicant has brought what was missing."""
    if case.status is Status.AWAITING_MATERIALS:
        names = _names(case, book, awaited_of(case))
        raise Refused(CorrectingRule.AWAITING, materials=names, act=ACTS[type(command)])


def _must_have_it(
    command: IssueCorrectionNotice, case: Case, context: Context, book: Catalogue
) -> None:
    if context.sender == case.worker:
        return
    must_decide(command, case, context, book)
    raise Refused(
        StandingRule.NOT_THE_DECIDER,
        decider=book.name_of(case.worker),
        sender=book.name_of(context.sender),
        act=ACTS[IssueCorrectionNotice],
    )


def _must_be_named(command: IssueCorrectionNotice, case: Case, book: Catalogue) -> None:
    if not command.missing:
        raise Refused(CorrectingRule.NOTHING_NAMED)
    guide = book.item(case.heading.item_code).guide
    known = {each.code for each in guide.materials}
    strange = tuple([code for code in command.missing if code not in known])
    if strange:
        raise Refused(CorrectingRule.NOT_IN_THE_GUIDE, materials="、".join(strange))
    named = {*command.missing, *awaited_of(case)}
    absent = guide.missing(case.filing.materials if case.filing else ())
    forgotten = [each.name for each in absent if each.code not in named]
    if forgotten:
        raise Refused(CorrectingRule.NOT_ALL_NAMED, materials="、".join(forgotten))


def _must_be_something(materials: tuple[Material, ...], case: Case, book: Catalogue) -> None:
    if not materials:
        raise Refused(CorrectingRule.NOTHING_SUPPLIED)
    must_be_proper(book.item(case.heading.item_code).guide, materials)


def _told_before(command: IssueCorrectionNotice, case: Case) -> tuple[str, ...]:
    """Return what an earlier notice could have told: not what it told, nor what came after it."""
    if case.correction is None:
        return ()
    known = {*case.correction.fresh, *awaited_of(case)}
    return tuple([code for code in command.missing if code not in known])


def begun_anew(case: Case, today: date, book: Catalogue) -> tuple[Term, ...]:
    """Return the five days that begin once nothing is missing, and the limit to forward it."""
    heading = case.heading
    accept = acceptance_term(heading.decider, today, book)
    if case.with_decider:
        return (accept,)
    if book.item(heading.item_code).preliminary_review and not case.reviewed:
        return accept, preliminary_term(heading.street, today, book)
    days = book.thresholds.forwarding_days
    return accept, term(book, Leg.FORWARDING, heading.street, today, days)


def _names(case: Case, book: Catalogue, codes: tuple[str, ...]) -> str:
    guide = {each.code: each.name for each in book.item(case.heading.item_code).guide.materials}
    return "、".join([guide.get(code, code) for code in codes])


RULES: CaseRules = {
    IssueCorrectionNotice: notify,
    SupplyMaterials: supply,
    CorrectOnTheSpot: correct,
    TerminateCase: terminate,
}
