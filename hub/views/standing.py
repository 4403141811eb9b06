"""What of the figures depends on how things stand: late, unanswered, unreconciled, withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.deadlines import owing
from hub.domain.facts import (
    CardAppealDecided,
    CardIssued,
    CardWithdrawn,
    Fact,
    QuestionCardIssued,
)
from hub.domain.question import Question
from hub.domain.subjects import State
from hub.domain.terms import APPLICANT, STOPPABLE, Term
from hub.domain.vocabulary import CardColour, Leg
from hub.views.groups import Group, group_of
from hub.views.statements import Statements
from hub.views.told import Told

LATE = {
    Leg.ACKNOWLEDGEMENT: "unacknowledged",
    Leg.DELIVERY: "undelivered",
    Leg.QUESTION: "questions_late",
}
"""Duties that count once their last day has passed, whether they are done since or not."""

Name = tuple[Leg, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """One more of a figure: the field of `figures.Row`, the name in it, and the day it is of."""

    group: Group
    figure: str
    name: str
    day: date


class Standing:
    """Follows the journal and tells how things stand."""

    def __init__(self) -> None:
        self._states: dict[str, Case | Question] = {}
        self._since: dict[tuple[str, Name], date] = {}
        self._done_late: list[Mark] = []
        self._red: dict[tuple[str, int], Mark] = {}
        self._withdrawn: set[tuple[str, int]] = set()
        self._statements = Statements()

    def take(self, told: Told) -> None:
        """Take in one more entry."""
        self._follow_terms(told)
        for fact in told.facts:
            self._follow_cards(told, fact)
            day = local_day(getattr(fact, "at", told.at))
            self._statements.take(told.entry.subject, fact, day)

    def marks(self, now: datetime) -> Iterator[Mark]:
        """Yield what counts as of `now`."""
        yield from self._done_late
        for place, mark in self._red.items():
            figure = "withdrawn_cards" if place in self._withdrawn else "red_cards"
            yield Mark(mark.group, figure, mark.name, mark.day)
        for waiting in self._statements.unconfirmed():
            group = group_of(waiting.executed)
            if group is not None:
                yield Mark(group, "counts", "unreconciled", waiting.since)
        for subject, state in self._states.items():
            yield from self._open(subject, state, local_day(now))

    def _open(self, subject: str, state: Case | Question, today: date) -> Iterator[Mark]:
        group = group_of(state)
        if group is None:
            return
        for name, each in terms_of(state).items():
            if each.leg is Leg.RATING:
                day = self._since[subject, name]
                yield Mark(group, "counts", "ratings_unanswered", day)
            if not is_late(state, each, today):
                continue
            owner = owing(state, each) if isinstance(state, Case) else each.owner
            yield Mark(group, "overdue", owner, each.due_on)
            if each.leg in LATE:
                yield Mark(group, "counts", LATE[each.leg], each.due_on)

    def _follow_terms(self, told: Told) -> None:
        if told.after is told.before:
            return
        day, subject, group = local_day(told.at), told.entry.subject, group_of(told.before)
        before, after = terms_of(told.before), terms_of(told.after)
        for name in before.keys() - after.keys():
            ended = before[name]
            if group is not None and ended.leg in LATE and day > ended.due_on:
                self._done_late.append(Mark(group, "counts", LATE[ended.leg], ended.due_on))
        for name in after.keys() - before.keys():
            self._since[subject, name] = day
        if isinstance(told.after, Case | Question):
            self._states[subject] = told.after

    def _follow_cards(self, told: Told, fact: Fact) -> None:
        subject = told.entry.subject
        match fact:
            case CardIssued(colour=CardColour.RED):
                name = fact.leg.value if fact.leg else fact.rule or ""
            case QuestionCardIssued(colour=CardColour.RED):
                name = fact.leg.value
            case CardWithdrawn():
                self._withdrawn.add((subject, fact.number))
                return
            case CardAppealDecided(upheld=False):
                self._withdrawn.add((subject, fact.number))
                return
            case _:
                return
        group = group_of(told.after) if isinstance(told.after, Question) else group_of(fact)
        if group is not None:
            self._red[subject, fact.number] = Mark(group, "red_cards", name, local_day(told.at))


def terms_of(state: State | None) -> dict[Name, Term]:
    """Return the open terms of what is kept of a subject, by leg and what they are about."""
    if not isinstance(state, Case | Question):
        return {}
    return {(each.term.leg, each.term.about): each.term for each in state.terms}


def is_late(state: Case | Question, term: Term, today: date) -> bool:
    """Return whether somebody owes an open term whose last day has passed.

    Not the applicant, not a permit that runs out, not what a special procedure stops.
    """
    if term.owner == APPLICANT or term.leg is Leg.EXPIRY:
        return False
    stopped = isinstance(state, Case) and state.stop is not None and term.leg in STOPPABLE
    return not stopped and today > term.due_on
