"""What operators' statements say of services at outlets, and what they have not said (对账)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hub.domain.documents import CaseHeading
from hub.domain.facts import Fact, ServiceExecuted, StatementDiffers, StatementMatched
from hub.domain.vocabulary import Mode


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A service that no statement confirms: executed on `since`, or a statement said otherwise.

    `executed` is None for what the hub does not know as executed, `differs` the last statement.
    """

    heading: CaseHeading
    since: date
    executed: ServiceExecuted | None
    differs: StatementDiffers | None


class Statements:
    """Follows facts and keeps what was executed, or is in dispute, until a statement agrees."""

    def __init__(self) -> None:
        self._executed: dict[str, tuple[ServiceExecuted, date]] = {}
        self._differs: dict[str, tuple[StatementDiffers, date]] = {}
        self._matched: set[str] = set()

    def take(self, subject: str, fact: Fact, day: date) -> None:
        """Take in a fact of `day`."""
        match fact:
            case ServiceExecuted() if fact.heading.mode is Mode.OUTLET:
                self._executed.setdefault(subject, (fact, day))
            case StatementMatched():
                self._matched.add(subject)
                self._differs.pop(subject, None)
            case StatementDiffers():
                self._matched.discard(subject)
                self._differs[subject] = (fact, day)

    def unconfirmed(self) -> Iterator[Unconfirmed]:
        """Yield what waits for a statement that agrees, in the order in which it came to wait."""
        for subject in dict.fromkeys((*self._executed, *self._differs)):
            if subject in self._matched:
                continue
            executed, done_on = self._executed.get(subject, (None, date.max))
            differs, said_on = self._differs.get(subject, (None, date.max))
            first = executed or differs
            if first is not None:
                yield Unconfirmed(first.heading, min(done_on, said_on), executed, differs)
