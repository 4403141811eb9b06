"""One entry of the journal with its facts, and what was kept of its subject before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from hub import wire
from hub.domain.evolution import evolve
from hub.domain.facts import Fact
from hub.domain.subjects import State
from hub.journal import JournalEntry

TICK = "tick/"
ENTRY_LIMIT_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Told:
    """An entry, decoded; `before` and `after` are what its subject was and became."""

    partition: int
    entry: JournalEntry
    facts: tuple[Fact, ...]
    before: State | None
    after: State | None

    @property
    def by_time(self) -> bool:
        """Whether time itself said it, and nobody else."""
        return self.entry.command.id.startswith(TICK)

    @property
    def at(self) -> datetime:
        """When it happened (UTC): when it was said, or what the clock showed."""
        command = self.entry.command
        return self.entry.clock if self.by_time else min(command.made_at, command.received_at)


class Teller:
    """Folds encoded entries of one journal in the order of each partition."""

    def __init__(self) -> None:
        self._states: dict[str, State | None] = {}

    def tell(self, partition: int, value: bytes) -> Told:
        """Return an entry with its facts and states.

        Raises avro.errors.Undecodable for what this release cannot read.
        """
        entry: JournalEntry = wire.decode(value, ENTRY_LIMIT_BYTES)
        facts: tuple[Fact, ...] = tuple(
            [wire.decode(fact, ENTRY_LIMIT_BYTES) for fact in entry.facts]
        )
        before = state = self._states.get(entry.subject)
        for fact in facts:
            state = evolve(state, fact, entry.subject)
        if state is not before:
            self._states[entry.subject] = state
        return Told(partition, entry, facts, before, state)

    def tell_all(self, partition: int, values: Iterable[bytes]) -> Iterator[Told]:
        """Yield every entry of a partition, told."""
        for value in values:
            yield self.tell(partition, value)

    def states(self) -> Iterator[tuple[str, State]]:
        """Yield every subject of which something is kept, with what is kept."""
        for subject, state in self._states.items():
            if state is not None:
                yield subject, state
