"""The case lane: the only writer of the journal, and the journal is its only output.

Exactly once: fence, restore, then one transaction for each batch; the input position follows from
the journal (design: commands in, journal out). Each command yields exactly one entry.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from aiokafka import TopicPartition
from aiokafka.structs import ConsumerRecord

from avro.errors import Undecodable
from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import AdoptTopic, ParkErrorClass, RaiseLevel, Tick
from hub.domain.identity import organisation_subject
from hub.domain.outboxes import outbox_of
from hub.domain.vocabulary import OutcomeKind
from hub.journal import CommandRecord, Origin
from hub.lanes.docket import Docket
from hub.lanes.incoming import HUB, Incoming, read
from hub.lanes.kept import NO_DIGEST, Position, digest_of, from_ms, load_position
from hub.lanes.levels import must_be_readable
from hub.lanes.reading import decode_entry, decode_fact
from hub.lanes.shelf import CatalogueAbsentError, Shelf
from hub.lanes.sitting import Sitting, is_tick
from hub.lanes.watermark import Watermark
from hub.runtime.extent import extent
from hub.runtime.failures import InDoubtError, LaneStoppedError
from hub.runtime.journaled import JournaledLane
from hub.runtime.lane import Records
from hub.runtime.logging import get
from hub.runtime.topic_identity import TopicIdentity
from hub.settings import Settings
from topics import names
from topics.partitioning import partition_subject

log = get(__name__)

Record: TypeAlias = ConsumerRecord[bytes, bytes]
Act: TypeAlias = AdoptTopic | ParkErrorClass | RaiseLevel

SITTING_BYTES: Final = 4 * 1024 * 1024
DUE_PORTION: Final = 500
CLOCK_ENTRY_MS: Final = 3_600_000


class CaseLane(JournaledLane):
    """One partition of `hub.commands`, heard in order into the same partition of the journal."""

    def __init__(
        self,
        settings: Settings,
        partition: int,
        shelf: Shelf,
        identity: TopicIdentity,
        beside: Callable[["CaseLane"], Sequence[Callable[[], Any]]] = lambda _: (),
    ) -> None:
        """Prepare; `beside` gives what runs beside the open lane (the ingress shard)."""
        super().__init__(settings, partition, "case", names.journal(settings.namespace))
        self.commands = TopicPartition(names.commands(settings.namespace), partition)
        self.subject = partition_subject(partition, settings.partitions)
        self.shelf = shelf
        self.identity = identity
        self.position = Position()
        self.clock = Watermark(settings.partitions, 0)
        self.counts: dict[OutcomeKind, int] = dict.fromkeys(OutcomeKind, 0)
        self._beside = beside

    def companions(self) -> Sequence[Callable[[], Any]]:
        """Return what runs beside this partition."""
        return self._beside(self)

    def catalogue(self) -> Catalogue:
        """Return the catalogue in force here; raises CatalogueAbsentError until it is loaded.

        It is asked for by that: nothing else may ever come to need it while nobody is heard.
        """
        self.shelf.request(self.position.catalogue)
        return self.shelf.book(self.position.catalogue)

    def outbox(self, organisation: str) -> tuple[str, int]:
        """Return the topic that was last read as an organisation's outbox, and its generation.

        The id is empty where nothing is known of it, as on a lane that is closed.
        """
        if self.store is None:
            return "", 0
        subject = organisation_subject(organisation)
        return outbox_of(Docket(self.store, self.position).state(subject))

    # Restoring

    def recall(self) -> int:
        """Return the journal offset up to which the local store has folded."""
        self.position = load_position(self.open_store())
        return self.position.journal_offset

    def recognises(self, value: bytes) -> bool:
        """Return whether an entry is the last one that the local store has folded."""
        return digest_of(value) == self.position.last_digest

    def forget(self) -> None:
        """Empty the store; everything is folded again."""
        self.open_store().wipe()
        self.position = Position()

    def refold(self, values: Sequence[bytes], journal_offset: int) -> None:
        """Fold entries of the journal, in order, into the store."""
        docket = Docket(self.open_store(), self.position)
        entries = [decode_entry(value) for value in values]
        docket.foresee((entry.subject, entry.command.id) for entry in entries)
        for entry, value in zip(entries, values, strict=True):
            docket.fold(entry, value, tuple([decode_fact(fact) for fact in entry.facts]))
        self._keep(docket, journal_offset)

    def _keep(self, docket: Docket, journal_offset: int) -> None:
        docket.position.journal_offset = journal_offset
        docket.flush()
        self.position = docket.position

    async def resume(self) -> None:
        """Check that the commands topic is the one the journal knows and holds our position."""
        self.clock = Watermark(self.settings.partitions, self.position.clock_ms)
        if self.position.catalogue != NO_DIGEST:
            await self.shelf.load(self.position.catalogue)
        await self._go_on()
        await self._same_topic()
        await self._same_range()
        self.next_offset = self.position.next_offset
        await self._accept_error_classes()
        await self._raise_level()

    async def _same_topic(self) -> None:
        """Stop at a commands topic made again, unless an operator adopted it by its id."""
        current = await self.identity.current(time.monotonic())
        known = self.position.topic_id
        if not current:
            raise LaneStoppedError(
                f"The topic {self.commands.topic} is missing.",
                "Run `lianban topics apply`; was it deleted, see first which commands were lost.",
            )
        if not known:
            self.position.topic_id = current
        elif current != known:
            if self.settings.adopt_topic != current:
                raise LaneStoppedError(
                    f"The topic {self.commands.topic} was deleted and made again: the journal knows"
                    f" {known}, the broker has {current}. Commands that were not yet decided are"
                    " lost.",
                    f"To go on with the new topic set LIANBAN_ADOPT_TOPIC={current}.",
                )
            command = AdoptTopic(topic_id=current, previous_topic_id=known)
            await self._act(
                command,
                f"adopt/{current}",
                Origin(topic_id=current, partition=self.partition, offset=-1, last=True),
            )
            if self.position.topic_id != current:
                raise LaneStoppedError(
                    f"The new topic {current} could not be adopted: {self.subject} is parked.",
                    f"Drop or release what is parked on {self.subject}.",
                )

    async def _same_range(self) -> None:
        """Stop at a topic that ends before our position or begins after it."""
        begin, end = await extent(self.settings, self.commands, self.position.next_offset)
        if not begin <= self.position.next_offset <= end:
            raise LaneStoppedError(
                f"{self.commands} holds offsets {begin} to {end}, the next command is"
                f" {self.position.next_offset}: records were deleted that nobody decided.",
                "Restore the topic from a replica, or adopt a new one.",
            )

    async def _accept_error_classes(self) -> None:
        """Journal, once, each class of error that an operator decided to park."""
        for error_class in self.settings.park_errors:
            if error_class not in self.position.park_classes:
                command = ParkErrorClass(error_class=error_class)
                await self._act(command, f"park/{error_class}", self._between())

    async def _raise_level(self) -> None:
        """Journal, once, that facts of a later level may be written."""
        level = self.settings.level
        if level > self.position.level:
            must_be_readable(level)
            await self._act(RaiseLevel(level=level), f"level/{level}", self._between())

    def _between(self) -> Origin:
        """Return the origin of an act that comes before the next command and consumes none."""
        return Origin(
            topic_id=self.position.topic_id,
            partition=self.partition,
            offset=self.position.next_offset,
            last=False,
        )

    async def _act(self, command: Act, name: str, origin: Origin) -> None:
        """Journal an operator's act that came by the settings, on the partition's own subject."""
        now = from_ms(round(time.time() * 1000))
        body = wire.encode(command)
        record = CommandRecord(
            id=f"operator/{name}",
            sender=HUB,
            source=None,
            made_at=now,
            received_at=now,
            body=body,
            signature=None,
            traceparent=None,
        )
        sitting = self._sit()
        sitting.hear(Incoming(self.subject, record, origin))
        await self._commit(sitting)

    # Working

    async def process(self, records: Records, fetched_at_s: float) -> None:
        """Hear a batch, in one transaction or, where a tick makes subjects due, in several.

        Model: Decide.
        """
        began = time.monotonic()
        batch = [self._read(record) for record in records]
        same = asyncio.create_task(self.identity.current(fetched_at_s))
        try:
            index = 0
            while index < len(records):
                sitting = self._sit()
                index = await self._sitting_until(sitting, batch, index, same)
                if sitting.outbound.count:
                    await self._confirm(same)
                    await self._commit(sitting)
                await self._go_on()
                self.next_offset = self.position.next_offset = records[index - 1].offset + 1
        finally:
            same.cancel()
        self.handled += len(records)
        if any(isinstance(each, Incoming) for each in batch):
            self._log(records, began)

    def _read(self, record: Record) -> Incoming | Record:
        """Return a command as it is heard, a tick as it is."""
        return record if is_tick(record.value or b"") else read(record, self.position.topic_id)

    def _log(self, records: Records, began: float) -> None:
        log.debug(
            "batch",
            lane="case",
            partition=self.partition,
            offset=records[0].offset,
            records=len(records),
            number=self.position.number,
            duration_ms=round(1000 * (time.monotonic() - began), 1),
        )

    async def _confirm(self, same: "asyncio.Task[str]") -> None:
        """Commit only what was fetched from the topic the journal knows; else open anew."""
        current = await same
        if current != self.position.topic_id:
            raise InDoubtError(f"{self.commands} is {current} now, not {self.position.topic_id}")

    async def _sitting_until(
        self,
        sitting: Sitting,
        batch: Sequence[Incoming | Record],
        index: int,
        same: "asyncio.Task[str]",
    ) -> int:
        """Hear a batch from `index` on; return the index of the first that waits for the next."""
        start = index
        commands = [each for each in batch[index:] if isinstance(each, Incoming)]
        sitting.docket.foresee((each.subject, each.command.id) for each in commands)
        while index < len(batch):
            each = batch[index]
            try:
                if isinstance(each, Incoming):
                    sitting.hear(each)
                    if sitting.docket.position.clearing is not None:
                        return index + 1
                elif self._comes_due(sitting, each):
                    if index > start:
                        return index
                    await self._confirm(same)
                    await self._elapse(each)
                    return index + 1
            except CatalogueAbsentError as absent:
                if index > start:
                    return index
                await self.shelf.load(absent.digest)
                continue
            index += 1
            if sitting.outbound.size_bytes > SITTING_BYTES:
                break
        return index

    async def _go_on(self) -> None:
        """Clear the rest of what an operator's word let go, in portions, before all else is heard.

        What is left to do follows from the journal: a restart in the middle goes on here.
        """
        while (clearing := self.position.clearing) is not None:
            sitting = self._sit()
            await self._load_for(sitting, clearing.subject)
            await self.shelf.load(self.position.catalogue)
            sitting.go_on()
            await self._commit(sitting)

    def _comes_due(self, sitting: Sitting, record: Record) -> bool:
        """Move the clock by a tick; return whether an entry is owed for that.

        What is due by the committed index, or by this sitting's own entries, is dealt with before
        the next command; without anything due the clock is journaled once an hour.
        """
        now_ms = self._reached(record)
        if now_ms <= self.clock.now_ms:
            return False
        added = sitting.docket.earliest_change_ms()
        if (
            (added is not None and added <= now_ms)
            or sitting.docket.due_until(now_ms, 1)
            or now_ms - self.position.clock_ms >= CLOCK_ENTRY_MS
        ):
            return True
        self.clock.now_ms = now_ms
        sitting.clock = from_ms(now_ms)
        return False

    def _reached(self, record: Record) -> int:
        try:
            tick = wire.decode(record.value or b"")
        except Undecodable:
            return self.clock.now_ms
        if not isinstance(tick, Tick):
            return self.clock.now_ms
        return self.clock.reached_by(tick, record.timestamp)

    async def _elapse(self, record: Record) -> None:
        """Write an entry for every subject that came due, in portions, the clock's own last.

        A restart in the middle reads the tick again: its position moves with the last entry.
        """
        self.clock.now_ms = self._reached(record)
        tick = read(record, self.position.topic_id)
        while True:
            sitting = self._sit()
            due = sitting.docket.due_until(self.clock.now_ms, DUE_PORTION)
            for subject in due:
                await self._load_for(sitting, subject)
                sitting.elapse(subject, tick)
            if not due:
                sitting.move_clock(self.subject, tick)
            await self._commit(sitting)
            if not due:
                return

    async def _load_for(self, sitting: Sitting, subject: str) -> None:
        digest = sitting.docket.head(subject).catalogue
        await self.shelf.load(digest or self.position.catalogue)

    def _sit(self) -> Sitting:
        docket = Docket(self.open_store(), self.position)
        sitting = Sitting(
            docket, self.outbound(), self.shelf, self.journal, self.settings.partitions
        )
        sitting.clock = from_ms(self.clock.now_ms)
        return sitting

    async def _commit(self, sitting: Sitting) -> None:
        """Commit the sitting; only then does the docket show it.

        Model: Keep.
        """
        ends = await sitting.outbound.commit()
        self._keep(sitting.docket, ends[self.journal])
        self.fence.shown()
        for outcome, count in sitting.counts.items():
            self.counts[outcome] += count

    def status(self) -> dict[str, Any]:
        """Return position, clock, catalogue and what was decided since the lane was opened."""
        return {
            **super().status(),
            "number": self.position.number,
            "restored": self.restored,
            "rebuilt": self.rebuilt,
            "clock": from_ms(self.clock.now_ms).isoformat(),
            "catalogue": self.position.catalogue.hex() if any(self.position.catalogue) else None,
            "outcomes": {outcome.value: count for outcome, count in self.counts.items()},
        }
