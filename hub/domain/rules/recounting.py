"""Days are counted anew when the State Council arranges a year's days off (重算期限)."""

from typing import Final, TypeAlias

from hub.domain.calendar import Calendar
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands.questions import RecomputeAnswers
from hub.domain.commands.supervising import RecomputeTerms
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.questions import AnswersMoved
from hub.domain.facts.supervising import CardWithdrawn, TermsMoved
from hub.domain.leading import administration_of
from hub.domain.refusals import Refused, StandingRule, SupervisingRule
from hub.domain.rules.questions import question_of
from hub.domain.rules.tables import CaseRules, OpeningRules
from hub.domain.speech import ACTS
from hub.domain.subjects import State
from hub.domain.terms import APPLICANT, Running, Term, recounted
from hub.domain.vocabulary import CardColour, CardStanding

FRIDAY: Final = 5
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Days of other years do not travel."""

Arrangement: TypeAlias = RecomputeTerms | RecomputeAnswers
"""Commands that bring the days off of a year."""


def recompute(
    command: RecomputeTerms, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Count the open terms anew by the days off of a year; a red card that came too soon goes.

    What an applicant has let pass stays past. What is done already cannot prove its card wrong:
    who got that one appeals it.

    Raises Refused: another administration's to say, no lawful arrangement, no term moves.
    """
    pairs = _moving(command, case.terms, context, book)
    fact = TermsMoved(
        heading=case.heading,
        year=command.year,
        terms=tuple([new for _, new in pairs]),
        formerly=tuple([old.term for old, _ in pairs]),
        at=context.at,
        actor=command.actor,
    )
    return fact, *[card for old, new in pairs for card in _proved_wrong(case, old, new)]


def recompute_answers(
    command: RecomputeAnswers, state: State | None, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Count anew what is owed about a question: the answer, or what a bad rating of it asks for.

    Raises Refused: no such question, and as `recompute`.
    """
    question = question_of(state, context)
    pairs = _moving(command, question.terms, context, book)
    fact = AnswersMoved(
        asker=question.asker,
        year=command.year,
        terms=tuple([new for _, new in pairs]),
        formerly=tuple([old.term for old, _ in pairs]),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def _moving(
    command: Arrangement, running: tuple[Running, ...], context: Context, book: Catalogue
) -> list[tuple[Running, Term]]:
    """Return the terms that the days of a year move, each as it was and as it is."""
    _must_lead(command, context, book)
    calendar = _arranged(command, book)
    pairs = [
        (each, new)
        for each in running
        if not (each.term.owner == APPLICANT and each.card)
        and (new := recounted(each.term, calendar, book.thresholds)) != each.term
    ]
    if not pairs:
        raise Refused(SupervisingRule.NOTHING_MOVES, year=command.year)
    return pairs


def _must_lead(command: Arrangement, context: Context, book: Catalogue) -> None:
    leading = administration_of(book)
    if context.sender != leading:
        raise Refused(
            StandingRule.NOT_THE_DECIDER,
            decider=book.name_of(leading),
            sender=book.name_of(context.sender),
            act=ACTS[type(command)],
        )


def _arranged(command: Arrangement, book: Catalogue) -> Calendar:
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


RULES: CaseRules = {RecomputeTerms: recompute}
OPENING: OpeningRules = {RecomputeAnswers: recompute_answers}
