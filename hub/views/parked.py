"""What lies parked in the journal, and what an operator's word about it would do.

The words are tried on the lane's own code: the journal is folded into a store of its own, the
command is heard there, and what it would write is read instead of written.
"""

import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

from aiokafka import TopicPartition

from avro.errors import Undecodable
from hub import wire
from hub.domain.case import Case
from hub.domain.commands import ParkingCommand
from hub.domain.decide import subject_of
from hub.domain.rules.parking import touched
from hub.domain.terms import Running
from hub.journal import CommandRecord, JournalEntry, Origin
from hub.lanes.announcing import Letter, letters
from hub.lanes.docket import Docket
from hub.lanes.incoming import Incoming
from hub.lanes.kept import Position, digest_of
from hub.lanes.reading import decode_entry, decode_fact
from hub.lanes.shelf import Shelf
from hub.lanes.sitting import Sitting
from hub.runtime.store import PartitionStore
from hub.settings import Settings
from hub.views.reading import read_values
from topics import names
from topics.partitioning import partition_of, partition_subject

PORTION: Final = 2_000


@dataclass(frozen=True, slots=True)
class ParkedSubject:
    """A subject that waits: its first parked command says since when and why."""

    partition: int
    subject: str
    count: int
    error_class: str
    first: JournalEntry
    case: Case | None

    @property
    def since(self) -> datetime:
        """When the first parked command was received (UTC)."""
        return self.first.command.received_at

    @property
    def entry(self) -> str:
        """The journal entry that keeps the first parked command."""
        return f"{self.partition}-{self.first.number}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command would do: its entries, the messages it causes, whom it touches."""

    subject: str
    entries: tuple[JournalEntry, ...]
    letters: tuple[Letter, ...]
    organisations: tuple[str, ...]
    obligations: tuple[Running, ...]
    """Open terms of the case before the act: their last days go on with it."""

    @property
    def refusal(self) -> str | None:
        """Rule by which the operator's word itself would be refused, None when it is done."""
        refusal = self.entries[0].refusal
        return refusal.rule if refusal else None

    @property
    def outcomes(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Of each command that would be cleared: id, outcome, and facts, rule or error class."""
        return tuple([(e.command.id, e.outcome.value, _what(e)) for e in self.entries[1:]])


@dataclass(slots=True)
class Paper:
    """Takes the place of a transaction: what would be written, and is not."""

    values: list[bytes] = field(default_factory=list)
    count: int = 0
    size_bytes: int = 0

    def add(self, target: object, key: bytes, value: bytes) -> None:
        """Gather an entry."""
        del target, key
        self.values.append(value)
        self.count += 1
        self.size_bytes += len(value)


class Partition:
    """One partition of the journal, folded into a store of its own."""

    def __init__(self, settings: Settings, partition: int, folder: Path, shelf: Shelf) -> None:
        self.settings = settings
        self.partition = partition
        self.shelf = shelf
        self._store = PartitionStore(folder)
        self._position = Position()
        self._met: set[str] = set()

    def fold(self, values: list[bytes]) -> None:
        """Take in entries of the journal, in order."""
        docket = Docket(self._store, self._position)
        for value in values:
            entry = decode_entry(value)
            docket.fold(entry, value, tuple([decode_fact(fact) for fact in entry.facts]))
            if entry.parking is not None:
                self._met.add(entry.subject)
        docket.flush()
        self._position = docket.position

    def parked(self) -> Iterator[ParkedSubject]:
        """Yield every subject that waits."""
        docket = Docket(self._store, self._position)
        for subject in sorted(self._met):
            head = docket.head(subject)
            if head.parked:
                first = decode_entry(next(docket.held(subject)))
                state = docket.state(subject)
                case = state if isinstance(state, Case) else None
                yield ParkedSubject(
                    self.partition, subject, head.parked, head.error_class, first, case
                )

    def held(self, subject: str) -> Iterator[JournalEntry]:
        """Yield the entries of a subject's parked commands, the first parked first."""
        for value in Docket(self._store, self._position).held(subject):
            yield decode_entry(value)

    async def effect(self, command: ParkingCommand) -> Effect:
        """Return what a command would do if it came now; nothing is written anywhere."""
        docket = Docket(self._store, self._position)
        subject, head = command.subject, docket.head(command.subject)
        await self.shelf.load(head.catalogue or docket.position.catalogue)
        state = docket.state(subject)
        senders = [entry.command.sender for entry in self.held(subject)]
        paper = Paper()
        sitting = Sitting(
            docket,
            cast("Any", paper),
            self.shelf,
            TopicPartition(names.journal(self.settings.namespace), self.partition),
            self.settings.partitions,
        )
        sitting.hear(self._incoming(command))
        while docket.position.clearing is not None:
            sitting.begin_portion()
            sitting.go_on()
        entries = tuple([decode_entry(value) for value in paper.values])
        return Effect(
            subject,
            entries,
            tuple([each for entry in entries for each in self._letters(entry)]),
            tuple(sorted(touched(senders, state))),
            state.terms if isinstance(state, Case) else (),
        )

    def _letters(self, entry: JournalEntry) -> list[Letter]:
        return letters(entry, self.partition, self.settings.namespace)

    def _incoming(self, command: ParkingCommand) -> Incoming:
        """Return the command as the administration's outbox would bring it, next in line."""
        now = datetime.now(UTC)
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        sender = self.settings.administration
        record = CommandRecord(
            id=f"{sender}/dry-run/{now.isoformat()}",
            sender=sender,
            source=None,
            made_at=now,
            received_at=now,
            body=wire.encode(command),
            signature=None,
            traceparent=None,
        )
        position = self._position
        origin = Origin(position.topic_id, self.partition, position.next_offset, last=True)
        return Incoming(subject_of(command, sender), record, origin)

    def close(self) -> None:
        """Release the folder."""
        self._store.close()


class ParkedView:
    """All partitions of a journal as they stand now."""

    def __init__(self, settings: Settings, partitions: list[Partition]) -> None:
        self.settings = settings
        self.partitions = partitions

    def all(self, error_class: str | None = None) -> list[ParkedSubject]:
        """Return who waits, the longest first; of one class of error if it is named."""
        found = [each for partition in self.partitions for each in partition.parked()]
        fitting = [each for each in found if error_class in {None, each.error_class}]
        return sorted(fitting, key=lambda each: (each.since, each.subject))

    def find(self, subject: str) -> ParkedSubject | None:
        """Return what waits behind a subject, wherever it lies; None when nothing does.

        What lies where its key does not lead is found after what lies at home.
        """
        home = partition_of(subject, self.settings.partitions)
        found = [each for each in self.all() if each.subject == subject]
        return min(found, key=lambda each: each.partition != home, default=None)

    def held_at(self, parked: ParkedSubject) -> str | None:
        """Return how a stray is addressed: the own subject of the partition it lies in."""
        count = self.settings.partitions
        at_home = partition_of(parked.subject, count) == parked.partition
        return None if at_home else partition_subject(parked.partition, count)

    def held(self, parked: ParkedSubject) -> Iterator[JournalEntry]:
        """Yield the entries of what is parked, the first parked first."""
        return self.partitions[parked.partition].held(parked.subject)

    async def effect(self, parked: ParkedSubject, command: ParkingCommand) -> Effect:
        """Return what a command about it would do; nothing is written anywhere."""
        return await self.partitions[parked.partition].effect(command)


@asynccontextmanager
async def parked_view(settings: Settings, shelf: Shelf) -> AsyncIterator[ParkedView]:
    """Yield what is parked in the journal now; it is read once, from the first entry. Raises Unfit.

    The store it is folded into lies in a temporary folder and goes with it.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lianban-parked-")))
        found = []
        for partition in range(settings.partitions):
            each = Partition(settings, partition, folder / str(partition), shelf)
            stack.callback(each.close)
            found.append(each)
        async for partition, values in read_values(settings, PORTION):
            found[partition].fold(values)
        yield ParkedView(settings, found)


def content(body: bytes) -> object | None:
    """Return a parked command, None when nobody can read it."""
    try:
        return cast("object", wire.decode(body))
    except Undecodable:
        return None


def body_digest(entry: JournalEntry) -> str:
    """Return the SHA-256 of a parked command's bytes, in hexadecimal."""
    return digest_of(entry.command.body).hex()


def told(effects: Iterable[Effect]) -> dict[str, int]:
    """Return how many messages would go to each organisation."""
    counts: dict[str, int] = {}
    for effect in effects:
        for letter in effect.letters:
            counts[letter.to] = counts.get(letter.to, 0) + 1
    return dict(sorted(counts.items()))


def _what(entry: JournalEntry) -> tuple[str, ...]:
    if entry.refusal is not None:
        return (entry.refusal.rule,)
    if entry.parking is not None:
        return (entry.parking.error_class,)
    return tuple([type(decode_fact(fact)).__name__ for fact in entry.facts])
