"""The figures of a dispatch meeting (调度会): what was received, decided, late, and by whom."""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.documents import CaseHeading
from hub.domain.facts import Fact
from hub.domain.terms import Term
from hub.domain.vocabulary import CardColour, Decision, Leg
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
}


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """What figures are told by; every part is a code, `mode` the mode's name."""

    street: str
    department: str
    item: str
    mode: str


@dataclass(slots=True)
class Row:
    """The figures of one group."""

    counts: Counter[str] = field(default_factory=Counter)
    returns: Counter[str] = field(default_factory=Counter)
    red_cards: Counter[str] = field(default_factory=Counter)
    days: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def rate(self, kept: str, all_of_them: str) -> float | None:
        """Return the share of decisions in time, None when there was none with such a limit."""
        total = self.counts[all_of_them]
        return self.counts[kept] / total if total else None

    def median_days(self, stretch: str) -> float | None:
        """Return the median days of a leg, None when none was gone through."""
        return statistics.median(self.days[stretch]) if self.days.get(stretch) else None

    def add(self, other: "Row") -> None:
        """Add the figures of another group."""
        self.counts.update(other.counts)
        self.returns.update(other.returns)
        self.red_cards.update(other.red_cards)
        for stretch, days in other.days.items():
            self.days[stretch] += days


class Figures:
    """Follows the journal and counts what fell in a period (both days included)."""

    def __init__(self, first: date | None = None, last: date | None = None) -> None:
        self.rows: dict[Group, Row] = defaultdict(Row)
        self._first, self._last = first or date.min, last or date.max
        self._begun: dict[tuple[str, str], datetime] = {}

    def take_all(self, entries: Iterable[Told]) -> "Figures":
        """Take in all entries."""
        for told in entries:
            self.take(told)
        return self

    def take(self, told: Told) -> None:
        """Take in one more entry."""
        for fact in told.facts:
            heading: CaseHeading | None = getattr(fact, "heading", None)
            if heading is None or not heading.street:
                continue
            at = _instant(fact, told)
            name = type(fact).__name__
            self._begun.setdefault((told.entry.subject, name), at)
            if self._first <= local_day(at) <= self._last:
                self._count(self.rows[_group(heading)], fact, name, told, at)

    def _count(self, row: Row, fact: Any, name: str, told: Told, at: datetime) -> None:  # noqa: ANN401
        if name in COUNTED:
            row.counts[COUNTED[name]] += 1
        for stretch, (begin, end) in STRETCHES.items():
            begun = self._begun.get((told.entry.subject, begin))
            if name == end and begun is not None:
                row.days[stretch].append((at - begun).total_seconds() / 86_400)
        if name == "CaseDecided":
            row.counts["approved" if fact.decision is Decision.APPROVED else "denied"] += 1
            self._in_time(row, told, at)
        elif name == "WorkReturned":
            row.returns[fact.reason.value] += 1
        elif name == "CardIssued" and fact.colour is CardColour.RED:
            row.red_cards[fact.leg.value if fact.leg else fact.rule] += 1

    def _in_time(self, row: Row, told: Told, at: datetime) -> None:
        for leg, word in ((Leg.DECISION, "statutory"), (Leg.PROMISE, "promised")):
            term = _running(told, leg)
            if term is not None:
                row.counts[word] += 1
                row.counts[f"{word}_kept"] += local_day(at) <= term.due_on

    def by(self, *parts: str) -> Iterator[tuple[tuple[str, ...], Row]]:
        """Yield the figures summed by some parts of the group, in order; by none, the total."""
        summed: dict[tuple[str, ...], Row] = defaultdict(Row)
        for group, row in self.rows.items():
            summed[tuple([getattr(group, part) for part in parts])].add(row)
        yield from sorted(summed.items())


def _group(heading: CaseHeading) -> Group:
    return Group(heading.street, heading.decider, heading.item_code, heading.mode.value)


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
