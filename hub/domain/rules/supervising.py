"""Cards are appealed, and days are counted anew when the calendar changes (电子监察)."""

from hub.domain.calendar import Calendar, local_day
from hub.domain.case import Card, Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.supervising import AppealCard, DecideCardAppeal, RecomputeTerms
from hub.domain.context import Context
from hub.domain.evolution.supervising import appeal_about
from hub.domain.facts import Fact
from hub.domain.facts.supervising import CardAppealDecided, CardAppealed, CardWithdrawn, TermsMoved
from hub.domain.guards import must_be_sound
from hub.domain.leading import administration_of
from hub.domain.refusals import Refused, StandingRule, SupervisingRule
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.terms import APPLICANT, Running, Term, recounted, term
from hub.domain.vocabulary import CardColour, CardStanding, Leg

FRIDAY = 5
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Days of other years do not travel."""


def appeal(command: AppealCard, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Say that a card is wrong, once, at any time; the administration decides (plan 4(1)4).

    Where a catalogue has several administrations the first by code decides. Nobody decides about
    a card of its own.

    Raises Refused: no such card, somebody else's, appealed or withdrawn before, nobody to decide.
    """
    card = _card(case, command.number)
    number, owner = card.number, book.name_of(card.owner)
    if card.owner != context.sender:
        sender = book.name_of(context.sender)
        raise Refused(SupervisingRule.NOT_YOUR_CARD, number=number, owner=owner, sender=sender)
    if card.standing is not CardStanding.GIVEN:
        raise Refused(SupervisingRule.CARD_SETTLED, number=number)
    administration = administration_of(book)
    if administration in ("", card.owner):
        raise Refused(SupervisingRule.NOBODY_DECIDES, number=number, owner=owner)
    must_be_sound(command.request)
    days, today, about = book.thresholds.appeal_days, local_day(context.at), appeal_about(number)
    fact = CardAppealed(
        heading=case.heading,
        number=number,
        owner=card.owner,
        administration=administration,
        request=command.request,
        terms=(term(book, Leg.APPEAL, administration, today, days, about=about),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def decide_appeal(
    command: DecideCardAppeal, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Let a card stand or withdraw it, however late.

    Raises Refused: no such card, not appealed, another administration's to decide, unsound reasons.
    """
    card = _card(case, command.number)
    if card.standing is not CardStanding.APPEALED:
        raise Refused(SupervisingRule.NOT_APPEALED, number=card.number)
    administration = administration_of(book)
    if context.sender != administration:
        owner, sender = book.name_of(administration), book.name_of(context.sender)
        rule = SupervisingRule.NOT_THE_ADMINISTRATION
        raise Refused(rule, number=card.number, owner=owner, sender=sender)
    must_be_sound(command.reasons)
    fact = CardAppealDecided(
        heading=case.heading,
        number=card.number,
        owner=card.owner,
        upheld=command.upheld,
        reasons=command.reasons,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def recompute(
    command: RecomputeTerms, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Count the open terms anew by the days off of a year; a red card that came too soon goes.

    What an applicant has let pass stays past. What is done already cannot prove its card wrong:
    who got that one appeals it.

    Raises Refused: another administration's to say, no lawful arrangement, no term moves.
    """
    _must_lead(context, book)
    calendar = _arranged(command, book)
    pairs = [
        (each, new)
        for each in case.terms
        if not (each.term.owner == APPLICANT and each.card)
        and (new := recounted(each.term, calendar, book.thresholds)) != each.term
    ]
    if not pairs:
        raise Refused(SupervisingRule.NOTHING_MOVES, year=command.year)
    fact = TermsMoved(
        heading=case.heading,
        year=command.year,
        terms=tuple([new for _, new in pairs]),
        formerly=tuple([old.term for old, _ in pairs]),
        at=context.at,
        actor=command.actor,
    )
    return fact, *[card for old, new in pairs for card in _proved_wrong(case, old, new)]


def _must_lead(context: Context, book: Catalogue) -> None:
    leading = administration_of(book)
    if context.sender != leading:
        raise Refused(
            StandingRule.NOT_THE_DECIDER,
            decider=book.name_of(leading),
            sender=book.name_of(context.sender),
            act=ACTS[RecomputeTerms],
        )


def _arranged(command: RecomputeTerms, book: Catalogue) -> Calendar:
    year, off, on = command.year, set(command.holidays), set(command.make_up_days)
    weekend = {day for day in off | on if day.isoweekday() > FRIDAY}
    of_the_year = all(day.year == year for day in off | on)
    if not FIRST_YEAR <= year <= LAST_YEAR or not of_the_year or weekend != on:
        raise Refused(SupervisingRule.CALENDAR_UNSOUND, year=year)
    return book.calendar.rearranged(year, tuple(sorted(off)), tuple(sorted(on)))


def _proved_wrong(case: Case, old: Running, new: Term) -> list[CardWithdrawn]:
    """Return the withdrawal of the red card of a term that ends later than the card believed."""
    if old.card is not CardColour.RED or new.due_on <= old.term.due_on:
        return []
    name = (old.term.leg, old.term.about, CardColour.RED)
    given = [card for card in case.cards if (card.leg, card.about, card.colour) == name]
    return [
        CardWithdrawn(heading=case.heading, number=card.number, owner=card.owner, due_on=new.due_on)
        for card in given[-1:]
        if card.standing is not CardStanding.WITHDRAWN
    ]


def _card(case: Case, number: int) -> Card:
    if not 0 < number <= len(case.cards):
        raise Refused(SupervisingRule.CARD_UNKNOWN, number=number)
    return case.cards[number - 1]


RULES: CaseRules = {AppealCard: appeal, DecideCardAppeal: decide_appeal, RecomputeTerms: recompute}
