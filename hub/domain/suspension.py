"""What is kept of a special procedure, and what is left of a term that stood still."""

from dataclasses import dataclass
from datetime import date

from hub.domain.catalogue import Catalogue
from hub.domain.guides import DayKind, Item
from hub.domain.terms import STOPPABLE, Running, Term, term
from hub.domain.vocabulary import Leg, ProcedureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """The special procedure that stops the clock, and its first day."""

    kind: ProcedureKind
    since: date


def resumed(
    running: tuple[Running, ...], stop: Stop, ended_on: date, item: Item, book: Catalogue
) -> tuple[Term, ...]:
    """Return the stopped terms with what was left of each, counted from the day of the end.

    The day of the stop still counted; a term that was over by then stays as it is.
    """
    today = max(ended_on, stop.since)
    return tuple(
        [
            _resumed(each.term, stop, today, item, book)
            for each in running
            if each.term.leg in STOPPABLE and each.term.due_on >= stop.since
        ]
    )


def _resumed(old: Term, stop: Stop, today: date, item: Item, book: Catalogue) -> Term:
    unit = item.clock.unit if old.leg in (Leg.DECISION, Leg.PROMISE) else DayKind.WORKING
    if unit is DayKind.CALENDAR:
        left = (old.due_on - stop.since).days
    else:
        left = book.calendar.working_days_between(stop.since, old.due_on)
    return term(book, old.leg, old.owner, today, left, unit=unit, about=old.about)
