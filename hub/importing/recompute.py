"""Counting last days anew when a year's days off are arranged: one command for each case concerned.

The State Council publishes a year late in the year before; until then days in it are provisional.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hub.domain.calendar import Calendar
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import RecomputeTerms
from hub.domain.terms import recounted
from hub.domain.vocabulary import AnswerKind
from hub.importing.post import Letter, Post
from hub.settings import Settings
from hub.views.reading import read_journal


@dataclass(frozen=True, slots=True)
class Days:
    """A year as arranged: days off from Monday to Friday, and weekend days that are worked."""

    year: int
    holidays: tuple[date, ...]
    make_up_days: tuple[date, ...]

    @property
    def mark(self) -> str:
        """A short name of just this arrangement: the same days, the same commands."""
        days = [str(day) for part in (self.holidays, self.make_up_days) for day in (*part, "/")]
        return hashlib.sha256(" ".join([str(self.year), *days]).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Recomputed:
    """Cases with open limits, those whose last days would move, and the hub's answers by kind."""

    open: int = 0
    moving: tuple[str, ...] = ()
    answers: Counter[str] = field(default_factory=Counter)


def days_of(calendar: Calendar, year: int) -> Days:
    """Return how a calendar arranges a year."""
    return Days(
        year,
        tuple(sorted(day for day in calendar.holidays if day.year == year)),
        tuple(sorted(day for day in calendar.make_up_days if day.year == year)),
    )


async def recompute(
    settings: Settings, book: Catalogue, year: int, actor: str, *, send: bool
) -> Recomputed:
    """Find the cases that a year's days move and, if `send`, have their last days counted anew.

    `settings` name the broker. Each case gets a command whose id follows from case and days, so
    that a second run changes nothing. Raises Unfit.
    """
    states: dict[str, Case] = {}
    async for told in read_journal(settings):
        if isinstance(told.after, Case):
            states[told.entry.subject] = told.after
    open_cases = {subject: case for subject, case in states.items() if case.terms}
    moving = sorted(subject for subject, case in open_cases.items() if _moves(case, book))
    found = Recomputed(len(open_cases), tuple(moving))
    if send and moving:
        found.answers = await _send(settings, days_of(book.calendar, year), moving, actor)
    return found


def _moves(case: Case, book: Catalogue) -> bool:
    for running in case.terms:
        new = recounted(running.term, book.calendar, book.thresholds)
        if (new.due_on, new.provisional) != (running.term.due_on, running.term.provisional):
            return True
    return False


async def _send(settings: Settings, days: Days, cases: list[str], actor: str) -> Counter[str]:
    letters = [
        Letter(
            f"recompute/{days.mark}/{case}",
            case,
            RecomputeTerms(
                case_id=case,
                year=days.year,
                holidays=days.holidays,
                make_up_days=days.make_up_days,
                actor=actor,
            ),
        )
        for case in cases
    ]
    bootstrap = str(settings.kafka.bootstrap)
    async with Post(bootstrap, settings.administration, settings.namespace) as post:
        answers = await post.exchange(letters, datetime.now(UTC))
    return Counter(
        answer.kind.value if answer.kind is not AnswerKind.REFUSED else f"REFUSED {answer.rule}"
        for answer in answers.values()
    )
