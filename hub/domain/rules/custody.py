"""Originals in custody, from hand to hand and back (物料流转凭证)."""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from hub.domain.calendar import local_day
from hub.domain.case import UNDECIDED, Case
from hub.domain.catalogue import Catalogue
from hub.domain.changing import changed
from hub.domain.commands.custody import (
    GiveBackOriginals,
    PassOnOriginals,
    ReportOriginalsLost,
    SignForOriginals,
    TakeOriginals,
)
from hub.domain.context import Context
from hub.domain.custody import Original, held_by, to_give_back, to_sign
from hub.domain.facts import Fact
from hub.domain.facts.custody import (
    OriginalsDue,
    OriginalsGivenBack,
    OriginalsLost,
    OriginalsPassedOn,
    OriginalsSignedFor,
    OriginalsTaken,
)
from hub.domain.guards import must_be_open, must_be_sound, not_in_this_status
from hub.domain.irregularities import irregular
from hub.domain.refusals import CustodyRule, IrregularityRule, Refused
from hub.domain.rules.tables import CaseRules
from hub.domain.terms import Term, term
from hub.domain.vocabulary import Leg, MaterialForm

_ByHolder: TypeAlias = PassOnOriginals | GiveBackOriginals | ReportOriginalsLost


def take(command: TakeOriginals, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Keep originals that the guide asks for or the applicant handed in, against a slip.

    Raises Refused: closed, decided, no party of the case, nothing or no slip named, no original
    asked for (Licensing Law, Art. 31), in somebody's hands already.
    """
    must_be_open(command, case)
    if case.status not in UNDECIDED:
        raise not_in_this_status(command, case)
    _must_be_a_party(context.sender, case, book)
    codes = _named(command)
    asked = _originals_of(case, book)
    _must_be_none([c for c in codes if c not in asked], CustodyRule.NOT_ASKED_FOR, case, book)
    held = {each.code for each in case.custody}
    _must_be_none([c for c in codes if c in held], CustodyRule.HELD_ALREADY, case, book)
    fact = OriginalsTaken(
        heading=case.heading,
        originals=codes,
        number=command.number,
        organisation=context.sender,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def pass_on(
    command: PassOnOriginals, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Send originals on; until the receiver has signed for them the sender holds them.

    Raises Refused: nothing named, not held here under this slip, under way or lost, to no party
    of the case, to itself.
    """
    found = _held(command, case, context, book)
    _must_be_none([o.code for o in found if o.sent_to], CustodyRule.ON_THE_WAY, case, book)
    _must_be_none([o.code for o in found if o.lost], CustodyRule.LOST, case, book)
    receiver, number = command.organisation, command.number
    _must_be_a_party(receiver, case, book)
    if receiver == context.sender:
        raise Refused(CustodyRule.TO_ITSELF, sender=book.name_of(receiver))
    days, about = book.thresholds.receipt_days, to_sign(number, receiver)
    fact = OriginalsPassedOn(
        heading=case.heading,
        originals=_codes(found),
        number=number,
        former=context.sender,
        organisation=receiver,
        terms=(term(book, Leg.CUSTODY, receiver, local_day(context.at), days, about=about),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def sign_for(
    command: SignForOriginals, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Sign for originals that were sent here; the day to give them back comes along.

    Raises Refused: nothing named, nothing under way to the sender with this slip.
    """
    codes, way = _named(command), (context.sender, command.number)
    coming = {each.code: each for each in case.custody if (each.sent_to, each.number) == way}
    strange = [code for code in codes if code not in coming]
    sender = book.name_of(context.sender)
    _must_be_none(strange, CustodyRule.NOT_ON_THE_WAY, case, book, sender=sender)
    formers = dict.fromkeys([coming[code].holder for code in codes])
    return tuple(
        [
            OriginalsSignedFor(
                heading=case.heading,
                originals=tuple([code for code in codes if coming[code].holder == former]),
                number=command.number,
                former=former,
                organisation=context.sender,
                terms=_duty_taken_over(case, former, context, book),
                at=context.at,
                actor=command.actor,
            )
            for former in formers
        ]
    )


def give_back(
    command: GiveBackOriginals, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Give originals back to the applicant, at any time, also after the end of the case.

    Raises Refused: nothing named, not held here under this slip, under way, lost and not settled
    in writing, unsound settlement.
    """
    found = _held(command, case, context, book)
    _must_be_none([o.code for o in found if o.sent_to], CustodyRule.ON_THE_WAY, case, book)
    if command.settlement is None:
        lost = [each.code for each in found if each.lost]
        _must_be_none(lost, CustodyRule.SETTLEMENT_MISSING, case, book)
    must_be_sound(command.settlement)
    fact = OriginalsGivenBack(
        heading=case.heading,
        originals=_codes(found),
        number=command.number,
        organisation=context.sender,
        settlement=command.settlement,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def report_lost(
    command: ReportOriginalsLost, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Record that originals are lost, with a red card for who holds them: also on the way.

    Raises Refused: nothing named, not held here under this slip, reported before, unsound report.
    """
    found = _held(command, case, context, book)
    _must_be_none([o.code for o in found if o.lost], CustodyRule.LOST, case, book)
    must_be_sound(command.report)
    fact = OriginalsLost(
        heading=case.heading,
        originals=_codes(found),
        number=command.number,
        organisation=context.sender,
        report=command.report,
        at=context.at,
        actor=command.actor,
    )
    return fact, irregular(case, IrregularityRule.ORIGINAL_LOST, context.sender, book)


def originals_due(case: Case, today: date, book: Catalogue) -> tuple[Fact, ...]:
    """Return, for the end of a case, until when each holder must give back what it holds.

    Who owes that already, by an earlier end of the same case, owes it by the earlier day.
    """
    days = book.thresholds.custody_days
    holders = dict.fromkeys([each.holder for each in case.custody])
    return tuple(
        [
            OriginalsDue(
                heading=case.heading,
                originals=held_by(case.custody, holder),
                organisation=holder,
                terms=(term(book, Leg.CUSTODY, holder, today, days, about=to_give_back(holder)),),
            )
            for holder in holders
            if case.term(Leg.CUSTODY, to_give_back(holder)) is None
        ]
    )


def must_be_back(case: Case, book: Catalogue) -> None:
    """Refuse to close a file while originals are out."""
    _must_be_none([each.code for each in case.custody], CustodyRule.ORIGINALS_OUT, case, book)


def _named(command: TakeOriginals | SignForOriginals | _ByHolder) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(command.originals))
    if not codes or not command.number.strip():
        raise Refused(CustodyRule.NOTHING_NAMED)
    return codes


def _held(
    command: _ByHolder, case: Case, context: Context, book: Catalogue
) -> tuple[Original, ...]:
    """Return the originals a command names; raises Refused unless the sender holds them all."""
    codes, holder = _named(command), (context.sender, command.number)
    held = {each.code: each for each in case.custody if (each.holder, each.number) == holder}
    sender = book.name_of(context.sender)
    strange = [code for code in codes if code not in held]
    _must_be_none(strange, CustodyRule.NOT_HELD, case, book, sender=sender)
    return tuple([held[code] for code in codes])


def _must_be_none(
    codes: list[str], rule: CustodyRule, case: Case, book: Catalogue, **details: str
) -> None:
    """Refuse by a rule that names the materials, unless there are none."""
    if not codes:
        return
    item = book.items.get(case.heading.item_code)
    names = {each.code: each.name for each in item.guide.materials} if item else {}
    said = "、".join([names.get(code, code) for code in codes])
    raise Refused(rule, materials=said, **details)


def _must_be_a_party(organisation: str, case: Case, book: Catalogue) -> None:
    heading = case.heading
    if organisation not in (heading.street, heading.decider, heading.submitter):
        raise Refused(CustodyRule.NOT_A_PARTY, organisation=book.name_of(organisation))


def _originals_of(case: Case, book: Catalogue) -> set[str]:
    """Return the codes of what the guide asks for as an original or was handed in as one."""
    item = book.items.get(case.heading.item_code)
    asked = item.guide.materials if item else ()
    brought = case.filing.materials if case.filing else ()
    original = MaterialForm.ORIGINAL
    wanted = {each.code for each in asked if each.form is original}
    return wanted | {each.code for each in brought if each.form is original}


def _codes(originals: Iterable[Original]) -> tuple[str, ...]:
    return tuple([each.code for each in originals])


def _duty_taken_over(
    case: Case, former: str, context: Context, book: Catalogue
) -> tuple[Term, ...]:
    """Return by when the new holder gives back: the same day; a day of its own if that is past."""
    holder, today = context.sender, local_day(context.at)
    due = case.term(Leg.CUSTODY, to_give_back(former))
    if due is None or case.term(Leg.CUSTODY, to_give_back(holder)) is not None:
        return ()
    about = to_give_back(holder)
    if due.due_on < today:
        return (term(book, Leg.CUSTODY, holder, today, book.thresholds.receipt_days, about=about),)
    return (changed(due, owner=holder, about=about),)


RULES: CaseRules = {
    TakeOriginals: take,
    PassOnOriginals: pass_on,
    SignForOriginals: sign_for,
    GiveBackOriginals: give_back,
    ReportOriginalsLost: report_lost,
}
