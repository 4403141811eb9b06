"""The figures of a dispatch meeting (调度会): what was received, decided, late, and by whom.

Each figure belongs to one day: what happened, to the day on which it did; what is late, to its last
day; what waits for an answer or a statement, to the day from which it waits. So the figures of two
periods that follow each other add up to those of both.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.facts import Fact
from hub.domain.terms import Term
from hub.domain.vocabulary import Decision, Leg
from hub.views.groups import Group, group_of
from hub.views.standing import Standing
from hub.views.told import Told

STRETCHES: dict[str, tuple[str, str]] = {
    "street": ("CaseReceived", "CaseForwarded"),
    "acceptance": ("CaseReceived", "CaseAccepted"),
    "decision": ("CaseAccepted", "CaseDecided"),
    "return": ("CaseDecided", "ReceiptConfirmed"),
    "delivery": ("CaseDecided", "DocumentDelivered"),
}
"""The legs whose median days are told: from the first fact to the second."""

COUNTED = {
    "CaseReceived": "received",
    "ServiceRequested": "received",
    "CaseAccepted": "accepted",
    "CaseDeemedAccepted": "deemed_accepted",
    "ApplicationRejected": "rejected",
    "ApplicationWithdrawn": "withdrawn",
    "CaseDecided": "decided",
    "DocumentDelivered": "delivered",
    "CaseArchived": "archived",
    "TurnedAway": "turned_away",
    "ApplicationInsisted": "insisted",
    "QuestionAsked": "questions",
}


@dataclass(slots=True)
class Row:
    """The figures of one group; `counts` by the names of `table.COUNTS`, the others by reason."""

    counts: Counter[str] = field(default_factory=Counter)
    returns: Counter[str] = field(default_factory=Counter)
    red_cards: Counter[str] = field(default_factory=Counter)
    withdrawn_cards: Counter[str] = field(default_factory=Counter)
    overdue: Counter[str] = field(default_factory=Counter)
    """What is open past its last day, by who owes it."""
    days: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def rate(self, kept: str, all_of_them: str) -> float | None:
        """Return the share of decisions in time, None when there was none with such a limit."""
        total = self.counts[all_of_them]
        return self.counts[kept] / total if total else None

    def median_days(self, stretch: str) -> float | None:
        """Return the median days of a leg, None when none was gone through."""
        return statistics.median(self.days[stretch]) if self.days.get(stretch) else None

    def add(self, other: "Row") -> None:
        """Add the figures of another group or period."""
        for mine, more in (
            (self.counts, other.counts),
            (self.returns, other.returns),
            (self.red_cards, other.red_cards),
            (self.withdrawn_cards, other.withdrawn_cards),
            (self.overdue, other.overdue),
        ):
            mine.update(more)
        for stretch, days in other.days.items():
            self.days[stretch] += days


class Figures:
    """Follows the journal and counts what fell in a period (both days included)."""

    def __init__(
        self, first: date | None = None, last: date | None = None, now: datetime | None = None
    ) -> None:
        """Take the period, and as of when what is open counts [default: the journal's end]."""
        self._first, self._last = first or date.min, last or date.max
        self._now, self._end = now, datetime.min.replace(tzinfo=UTC)
        self._rows: dict[Group, Row] = defaultdict(Row)
        self._begun: dict[tuple[str, str], datetime] = {}
        self._standing = Standing()

    def take_all(self, entries: Iterable[Told]) -> "Figures":
        """Take in all entries."""
        for told in entries:
            self.take(told)
        return self

    def take(self, told: Told) -> None:
        """Take in one more entry."""
        self._end = max(self._end, told.at)
        self._standing.take(told)
        for fact in told.facts:
            group = group_of(fact)
            if group is None:
                continue
            at = _instant(fact, told)
            self._begin(told.entry.subject, fact, at)
            if self._within(local_day(at)):
                self._count(self._rows[group], fact, told, at)

    def by(self, *parts: str) -> Iterator[tuple[tuple[str, ...], Row]]:
        """Yield the figures summed by some parts of the group, in order; by none, the total."""
        summed: dict[tuple[str, ...], Row] = defaultdict(Row)
        for rows in (self._rows, self._as_it_stands()):
            for group, row in rows.items():
                summed[tuple([getattr(group, part) for part in parts])].add(row)
        yield from sorted(summed.items())

    def received(self) -> Iterator[tuple[str, str, str]]:
        """Yield street, item and mode of what was received."""
        for group, row in self._rows.items():
            if row.counts["received"]:
                yield group.street, group.item, group.mode

    def _within(self, day: date) -> bool:
        return self._first <= day <= self._last

    def _as_it_stands(self) -> dict[Group, Row]:
        rows: dict[Group, Row] = defaultdict(Row)
        for mark in self._standing.marks(self._now or self._end):
            if self._within(mark.day):
                row = rows[mark.group]
                by_name: Counter[str] = getattr(row, mark.figure)
                by_name[mark.name] += 1
        return rows

    def _begin(self, subject: str, fact: Fact, at: datetime) -> None:
        """Note when something first was so; deemed acceptance holds from the receipt (Art. 32)."""
        name = type(fact).__name__
        self._begun.setdefault((subject, name), at)
        if name == "CaseDeemedAccepted":
            received = self._begun.get((subject, "CaseReceived"), at)
            self._begun.setdefault((subject, "CaseAccepted"), received)

    def _count(self, row: Row, fact: Any, told: Told, at: datetime) -> None:  # noqa: ANN401
        name = type(fact).__name__
        if name in COUNTED:
            row.counts[COUNTED[name]] += 1
        for stretch, (begin, end) in STRETCHES.items():
            begun = self._begun.get((told.entry.subject, begin))
            if name == end and begun is not None:
                row.days[stretch].append((at - begun).total_seconds() / 86_400)
        if name == "CaseDecided":
            row.counts["approved" if fact.decision is Decision.APPROVED else "denied"] += 1
            _in_time(row, told, at)
        elif name == "WorkReturned":
            row.returns[fact.reason.value] += 1
        elif name == "CorrectionNoticeIssued":
            row.counts["notices"] += 1
            row.counts["repeated_notices"] += fact.repeated


def _in_time(row: Row, told: Told, at: datetime) -> None:
    for leg, word in ((Leg.DECISION, "statutory"), (Leg.PROMISE, "promised")):
        term = _running(told, leg)
        if term is not None:
            row.counts[word] += 1
            row.counts[f"{word}_kept"] += local_day(at) <= term.due_on


def _instant(fact: Fact, told: Told) -> datetime:
    for name in ("at", "received_at", "requested_at", "forwarded_at", "occurred_at"):
        found: datetime | None = getattr(fact, name, None)
        if found is not None:
            return found
    return told.at


def _running(told: Told, leg: Leg) -> Term | None:
    """Return the term as it ran before the entry, or began with it (instant items)."""
    before = told.before.term(leg) if isinstance(told.before, Case) else None
    if before is not None:
        return before
    begun = [term for fact in told.facts for term in getattr(fact, "terms", ()) if term.leg is leg]
    return begun[0] if begun else None
