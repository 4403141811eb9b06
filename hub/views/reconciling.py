"""The daily reconciliation (每日对账): what was told both ways, and what is open.

A day is a day of the hub: on which a message reached it, and on which it told others of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from hub.domain.calendar import end_of_day, local_day
from hub.domain.facts import (
    CardIssued,
    Fact,
    MessageExpired,
    MessageReceipted,
    OutboxIncidentRecorded,
    QuestionCardIssued,
    ReceiptMismatched,
    StatementDiffers,
    StatementMatched,
)
from hub.domain.inbox import Answer
from hub.domain.terms import APPLICANT
from hub.domain.vocabulary import Leg
from hub.lanes.announcing import addressed
from hub.views.obligations import Obligation, Obligations, owed
from hub.views.statements import Statements, Unconfirmed
from hub.views.told import Told

Account = Counter[str]
"""What one organisation has with the hub on a day, by the names of `reconciled.COLUMNS`."""


class Reconciliation:
    """Follows the journal up to the end of a day."""

    def __init__(self, day: date, namespace: str = "") -> None:
        """Take the day in Asia/Shanghai, and the prefix of the hub's topics."""
        self.day = day
        self._namespace = namespace
        self._accounts: dict[str, Account] = defaultdict(Counter)
        self._reached: dict[str, date] = {}
        self._obligations = Obligations()
        self._statements = Statements()

    def take_all(self, entries: Iterable[Told]) -> "Reconciliation":
        """Take in all entries."""
        for told in entries:
            self.take(told)
        return self

    def take(self, told: Told) -> None:
        """Take in one more entry; what came after the day is left."""
        day = self._day_of(told)
        if day > self.day:
            return
        self._follow_duties(told, day)
        self._obligations.take(told)
        for fact in told.facts:
            self._statements.take(told.entry.subject, fact, day)
        if day == self.day:
            self._count_messages(told)
            for fact in told.facts:
                self._count_fact(fact)

    def open(self) -> list[Obligation]:
        """Return what organisations owe at the end of the day, the most urgent first."""
        return [each for each in self._obligations.open() if each.owner != APPLICANT]

    def unconfirmed(self) -> Iterator[Unconfirmed]:
        """Yield the services that no operator's statement confirms at the end of the day."""
        yield from self._statements.unconfirmed()

    def accounts(self) -> dict[str, Account]:
        """Return the account of each organisation that has one, by code.

        begun + opened + taken_over - ended - passed_on = open, and open is begun of the next day.
        """
        found = {code: Counter(account) for code, account in self._accounts.items()}
        for each in self.open():
            account = found.setdefault(each.owner, Counter())
            account["open"] += 1
            account["overdue"] += each.is_overdue(end_of_day(self.day))
        for waiting in self.unconfirmed():
            found.setdefault(waiting.heading.decider, Counter())["unconfirmed"] += 1
        return {code: found[code] for code in sorted(found) if +found[code]}

    def _day_of(self, told: Told) -> date:
        """Return the day of an entry; the days of one subject never turn back."""
        subject, day = told.entry.subject, local_day(told.entry.command.received_at)
        self._reached[subject] = max(day, self._reached.get(subject, day))
        return self._reached[subject]

    def _follow_duties(self, told: Told, day: date) -> None:
        if told.after is told.before:
            return
        before, after = owed(told.before), owed(told.after)
        for name in before.keys() | after.keys():
            self._move(before.get(name), after.get(name), day)

    def _move(
        self, before: tuple[str, date] | None, after: tuple[str, date] | None, day: date
    ) -> None:
        """Count a duty that begins, ends, or passes from one organisation to another."""
        former, owner = before[0] if before else "", after[0] if after else ""
        if former == owner:
            return
        if former not in ("", APPLICANT):
            self._leave(former, "passed_on" if owner else "ended", day)
            late = before is not None and day > before[1]
            self._accounts[former]["ended_late"] += not owner and late and day == self.day
        if owner not in ("", APPLICANT):
            self._enter(owner, "taken_over" if former else "opened", day)

    def _enter(self, owner: str, how: str, day: date) -> None:
        self._accounts[owner][how if day == self.day else "begun"] += 1

    def _leave(self, owner: str, how: str, day: date) -> None:
        if day == self.day:
            self._accounts[owner][how] += 1
        else:
            self._accounts[owner]["begun"] -= 1

    def _count_messages(self, told: Told) -> None:
        for to, message in addressed(told.entry, told.facts, told.partition, self._namespace):
            if isinstance(message, Answer):
                self._accounts[to]["said"] += 1
                self._accounts[to][message.kind.value.lower()] += 1
            else:
                self._accounts[to]["told"] += 1

    def _count_fact(self, fact: Fact) -> None:
        match fact:
            case CardIssued() | QuestionCardIssued():
                self._accounts[fact.owner][f"{fact.colour.value.lower()}_cards"] += 1
            case OutboxIncidentRecorded():
                self._accounts[fact.organisation]["incidents"] += 1
            case MessageReceipted():
                self._accounts[fact.organisation]["receipted"] += 1
            case ReceiptMismatched():
                self._accounts[fact.organisation]["mismatched"] += 1
            case MessageExpired():
                self._accounts[fact.organisation]["expired"] += 1
            case StatementMatched():
                self._accounts[fact.heading.decider]["matched"] += 1
            case StatementDiffers():
                self._accounts[fact.heading.decider]["differs"] += 1


def urged(found: Iterable[Obligation]) -> set[tuple[str, str]]:
    """Return subject and owner of what somebody urged and nobody answered for yet (督办)."""
    return {(each.subject, each.owner) for each in found if each.leg is Leg.URGE}
