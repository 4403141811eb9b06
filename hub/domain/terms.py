"""Time limits that run (期限): each leg of a case and each duty beside it has one.

A term says who owes, until which day, and from which day on who owes is told. Facts open terms
and close them; an open term is an obligation.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from hub.domain.calendar import Calendar, Due, end_of_day, start_of_day
from hub.domain.catalogue import Catalogue, Thresholds
from hub.domain.changing import changed
from hub.domain.guides import DayKind
from hub.domain.vocabulary import CardColour, Leg

APPLICANT: Final = "applicant"
"""Owner of a term that the applicant must keep; an applicant gets no cards."""

STOPPABLE: Final = frozenset({Leg.DECISION, Leg.PROMISE, Leg.STEP})
"""What does not run during a special procedure (Licensing Law, Art. 45)."""


BESIDE: Final = frozenset(
    {Leg.RATING, Leg.COMPLAINT, Leg.APPEAL, Leg.OVERSIGHT, Leg.REFUND, Leg.CUSTODY}
)
"""Duties beside the handling; they are owed whatever becomes of the application."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What `owner` has to do by the end of `due_on`, the last day, in Asia/Shanghai.

    From the beginning of `prompt_on` and `yellow_on` the owner is told with a card. `about` tells
    several terms of one leg apart. `provisional` when an unpublished calendar year was needed.
    `counted_from`, `days` and `calendar_days` say how the last day was counted; without them it was
    named by somebody and never moves.
    """

    leg: Leg
    owner: str
    due_on: date
    yellow_on: date | None = None
    prompt_on: date | None = None
    provisional: bool = False
    about: str = ""
    counted_from: date | None = None
    days: int = 0
    calendar_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """An open term and the gravest card it has had."""

    term: Term
    card: CardColour | None = None


class Counted(NamedTuple):
    """How a last day is counted: so many days after `start`."""

    start: date | None
    days: int
    calendar_days: bool


NOT_COUNTED: Final = Counted(None, 0, False)  # noqa: FBT003 - a named tuple


def term(
    book: Catalogue,
    leg: Leg,
    owner: str,
    start: date,
    days: int,
    *,
    unit: DayKind = DayKind.WORKING,
    about: str = "",
) -> Term:
    """Return the term of `days` after `start` (which is not counted), with its days of warning."""
    counted = Counted(start, days, unit is DayKind.CALENDAR)
    return _counted(book.calendar, _warnings(book.thresholds), (leg, owner, about), start, counted)


def term_until(
    book: Catalogue, leg: Leg, owner: str, start: date, due: Due, *, about: str = ""
) -> Term:
    """Return the term that ends on a day that somebody named, with its days of warning."""
    warnings = _warnings(book.thresholds)
    return _ending(book.calendar, warnings, (leg, owner, about), start, due, NOT_COUNTED)


def recounted(old: Term, calendar: Calendar, limits: Thresholds) -> Term:
    """Return a term as another calendar counts it; what was not counted stays as it is."""
    start = old.counted_from
    if start is None:
        return old
    counted = Counted(start, old.days, old.calendar_days)
    return _counted(calendar, _warnings(limits), (old.leg, old.owner, old.about), start, counted)


def _warnings(limits: Thresholds) -> tuple[int, int]:
    """Return how many working days before the last day the prompt and the yellow card come."""
    return limits.prompt_days, limits.yellow_days


@lru_cache(maxsize=4096)
def _counted(
    calendar: Calendar,
    warnings: tuple[int, int],
    name: tuple[Leg, str, str],
    start: date,
    how: Counted,
) -> Term:
    """Return a term; what many cases owe by the same day is counted once."""
    add = calendar.add_calendar_days if how.calendar_days else calendar.add_working_days
    due = add(start, how.days)
    return _ending(calendar, warnings, name, start, due, how)


def _ending(
    calendar: Calendar,
    warnings: tuple[int, int],
    name: tuple[Leg, str, str],
    start: date,
    due: Due,
    how: Counted,
) -> Term:
    leg, owner, about = name
    if owner == APPLICANT:
        return Term(
            leg=leg,
            owner=owner,
            due_on=due.day,
            provisional=due.provisional,
            about=about,
            counted_from=how.start,
            days=how.days,
            calendar_days=how.calendar_days,
        )
    prompt_on, yellow_on = [calendar.working_days_before(due.day, days) for days in warnings]
    return Term(
        leg=leg,
        owner=owner,
        due_on=due.day,
        yellow_on=yellow_on if yellow_on > start else None,
        prompt_on=prompt_on if start < prompt_on < yellow_on else None,
        provisional=due.provisional,
        about=about,
        counted_from=how.start,
        days=how.days,
        calendar_days=how.calendar_days,
    )


def opened(running: tuple[Running, ...], terms: tuple[Term, ...]) -> tuple[Running, ...]:
    """Return the open terms after `terms` began to run; one of the same name starts anew."""
    if not terms:
        return running
    names = {(each.leg, each.about) for each in terms}
    kept = [each for each in running if (each.term.leg, each.term.about) not in names]
    return (*kept, *[Running(term=each) for each in terms])


def closed(
    running: tuple[Running, ...], legs: Collection[Leg], about: str | None = None
) -> tuple[Running, ...]:
    """Return the open terms without those of `legs`, or only the one that is `about` something."""
    return tuple(
        [
            each
            for each in running
            if each.term.leg not in legs or (about is not None and each.term.about != about)
        ]
    )


def moved(running: tuple[Running, ...], terms: tuple[Term, ...]) -> tuple[Running, ...]:
    """Return the open terms with new days; what ends later than before has had no card yet."""
    by_name = {(each.leg, each.about): each for each in terms}
    return tuple([_moved(each, by_name.get((each.term.leg, each.term.about))) for each in running])


def _moved(running: Running, new: Term | None) -> Running:
    if new is None:
        return running
    later = new.due_on > running.term.due_on
    return Running(term=new, card=None if later else running.card)


def beside(running: tuple[Running, ...]) -> tuple[Running, ...]:
    """Return the open duties that outlast the handling."""
    return tuple([each for each in running if each.term.leg in BESIDE])


def marked(
    running: tuple[Running, ...], leg: Leg, about: str, card: CardColour
) -> tuple[Running, ...]:
    """Return the open terms with the card noted that one of them has had."""
    return tuple(
        [
            changed(each, card=card) if (each.term.leg, each.term.about) == (leg, about) else each
            for each in running
        ]
    )


def handed_on(running: tuple[Running, ...], former: str, owner: str) -> tuple[Running, ...]:
    """Return the open terms of `former` as those of `owner`; who was urged answers for himself."""
    return tuple(
        [
            changed(each, term=changed(each.term, owner=owner))
            if each.term.owner == former and each.term.leg is not Leg.URGE
            else each
            for each in running
        ]
    )


def find(running: tuple[Running, ...], leg: Leg, about: str = "") -> Term | None:
    """Return the open term of a leg, None if none runs."""
    for each in running:
        if each.term.leg is leg and each.term.about == about:
            return each.term
    return None


def next_card(running: Running) -> tuple[datetime, CardColour] | None:
    """Return when (UTC) the next card of an open term is due and its colour; None after red."""
    limit, had = running.term, running.card
    if had is CardColour.RED:
        return None
    if had is None and limit.prompt_on:
        return start_of_day(limit.prompt_on), CardColour.PROMPT
    if had is not CardColour.YELLOW and limit.yellow_on:
        return start_of_day(limit.yellow_on), CardColour.YELLOW
    return end_of_day(limit.due_on), CardColour.RED


def gravest_by(running: Running, clock: datetime) -> CardColour | None:
    """Return the gravest card that an open term has earned by `clock` and not had yet."""
    limit, had = running.term, running.card
    if had is not CardColour.RED and end_of_day(limit.due_on) <= clock:
        return CardColour.RED
    if had in (None, CardColour.PROMPT) and _begun(limit.yellow_on, clock):
        return CardColour.YELLOW
    if had is None and _begun(limit.prompt_on, clock):
        return CardColour.PROMPT
    return None


def _begun(day: date | None, clock: datetime) -> bool:
    return day is not None and start_of_day(day) <= clock
