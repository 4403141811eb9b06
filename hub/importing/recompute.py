"""Counting last days anew when a year's days off are arranged: one command for each subject.

The State Council publishes a year late in the year before; until then days in it are provisional.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hub.domain.calendar import Calendar
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.commands import RecomputeAnswers, RecomputeTerms
from hub.domain.question import Question
from hub.domain.terms import recounted
from hub.domain.vocabulary import AnswerKind
from hub.importing.post import Letter, post_of
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
    """Subjects with open limits, those whose last days would move, the hub's answers by kind.

    Subjects are cases, and questions that somebody still owes something about.
    """

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
    """Find what a year's days move and, if `send`, have the last days of it counted anew.

    `settings` name the broker. Each subject gets a command whose id follows from it and the days,
    so that a second run changes nothing. Raises Unfit.
    """
    states: dict[str, Case | Question] = {}
    async for told in read_journal(settings):
        if isinstance(told.after, Case | Question):
            states[told.entry.subject] = told.after
    waiting = {subject: state for subject, state in states.items() if state.terms}
    moving = {subject: state for subject, state in waiting.items() if _moves(state, book)}
    found = Recomputed(len(waiting), tuple(sorted(moving)))
    if send and moving:
        days = days_of(book.calendar, year)
        commands = {subject: _command(subject, moving[subject], days, actor) for subject in moving}
        found.answers = await _send(settings, days, commands)
    return found


def _moves(state: Case | Question, book: Catalogue) -> bool:
    for running in state.terms:
        new = recounted(running.term, book.calendar, book.thresholds)
        if (new.due_on, new.provisional) != (running.term.due_on, running.term.provisional):
            return True
    return False


def _command(
    subject: str, state: Case | Question, days: Days, actor: str
) -> RecomputeTerms | RecomputeAnswers:
    said = {"holidays": days.holidays, "make_up_days": days.make_up_days}
    if isinstance(state, Question):
        return RecomputeAnswers(question_id=subject, year=days.year, actor=actor, **said)
    return RecomputeTerms(case_id=subject, year=days.year, actor=actor, **said)


async def _send(settings: Settings, days: Days, commands: Mapping[str, object]) -> Counter[str]:
    letters = [
        Letter(f"recompute/{days.mark}/{subject}", subject, commands[subject])
        for subject in sorted(commands)
    ]
    bootstrap = str(settings.kafka.bootstrap)
    async with post_of(settings, bootstrap, settings.administration) as post:
        answers = await post.exchange(letters, datetime.now(UTC))
    return Counter(
        answer.kind.value if answer.kind is not AnswerKind.REFUSED else f"REFUSED {answer.rule}"
        for answer in answers.values()
    )
