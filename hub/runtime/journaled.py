"""Lanes whose output is a journal: fenced by their transactional id, restored from what they wrote.

The order at opening is what makes it safe: first the fence (whoever held the id before is dead and
its open transaction ended), then the journal is read to its end, and only from what was read
follow state and input position. One batch is one transaction; only a committed batch is seen.
"""

import time
from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError

from hub.runtime.clients import reader
from hub.runtime.failures import InDoubtError, JournalDamagedError, LaneStoppedError
from hub.runtime.fence import Fence
from hub.runtime.floor import Floor
from hub.runtime.lane import Lane, release
from hub.runtime.logging import get
from hub.runtime.outbound import Outbound
from hub.runtime.store import PartitionStore
from hub.settings import Settings

log = get(__name__)

RESTORE_RECORDS: Final = 5_000
RESTORE_WAIT_MS: Final = 20
"""The last thing in a journal is a commit marker: nothing comes, but the position moves on."""
STUCK_S: Final = 30.0
"""Longer than the end of a transaction or the news of another leader takes."""


class JournaledLane(Lane):
    """A transactional lane with state: one journal partition is its output and its memory."""

    def __init__(self, settings: Settings, partition: int, name: str, journal: str) -> None:
        """Name the lane and its journal topic; nothing is opened yet."""
        super().__init__(settings, partition)
        self.name = name
        self.journal = TopicPartition(journal, partition)
        self.fence = Fence(settings, name, partition)
        self.store: PartitionStore | None = None
        self.restored = 0
        self._kept_offset = 0

    async def open(self) -> None:
        """Fence, open the local store, read the journal to its end, then find the position.

        The end is where the floor lies: no broker is asked for it.

        Model: OpenFence, LayFloor, EndHanging, Restore.
        """
        await self.fence.up()
        async with Floor(self.settings, self.name, self.partition) as floor:
            end = await floor.under(self.journal)
            await self.fence.clear([self.journal], {self.journal: floor.producer})
        self.store = PartitionStore(self._folder())
        self.rebuilt = self.store.rebuilt
        await self._restore(end)
        await self.resume()

    @abstractmethod
    def recall(self) -> int:
        """Return the journal offset from which the store is behind; load what it holds."""

    @abstractmethod
    def recognises(self, value: bytes) -> bool:
        """Return whether `value` is the last entry that the store has folded."""

    @abstractmethod
    def refold(self, values: Sequence[bytes], journal_offset: int) -> None:
        """Fold restored entries into the store; `journal_offset` is the offset after them."""

    @abstractmethod
    def forget(self) -> None:
        """Begin again from an empty store."""

    @abstractmethod
    async def resume(self) -> None:
        """Check the input against the restored state and set `next_offset`."""

    def _folder(self) -> Path:
        return self.settings.store_path / f"{self.name}-{self.partition}"

    async def _restore(self, end: int) -> None:
        """Read the journal, committed entries only, from the store's position to its end.

        A store whose last entry is not the journal's, or on which the journal does not join, is of
        another past: it is emptied and everything folded again. Only then the journal is to blame.
        """
        consumer = reader(self.settings)
        await consumer.start()
        try:
            consumer.assign([self.journal])
            if not await self._joins(consumer, end):
                self._begin_again()
            try:
                await self._refold_until(consumer, end)
            except JournalDamagedError:
                if not self._kept_offset:
                    raise
                self._begin_again()
                await self._refold_until(consumer, end)
        except OffsetOutOfRangeError as error:  # below the floor: said by a leader of the past
            raise InDoubtError(f"{self.journal} is said to end before {end}") from error
        finally:
            await release(consumer)

    def _begin_again(self) -> None:
        log.warning("store_not_of_this_journal", partition=self.partition, offset=self.recall())
        self.rebuilt = "not of this journal"
        self.forget()
        self.restored = 0

    async def _joins(self, consumer: AIOKafkaConsumer, end: int) -> bool:
        """Return whether the last entry the store has folded lies in the journal where it was."""
        last = self.recall() - 1
        if last < 0:
            return True
        begin = (await consumer.beginning_offsets([self.journal]))[self.journal]
        if not begin <= last < end:
            return False
        consumer.seek(self.journal, last)
        while await consumer.position(self.journal) <= last:
            batch = await consumer.getmany(self.journal, timeout_ms=RESTORE_WAIT_MS, max_records=1)
            for record in batch.get(self.journal, []):
                return bool(record.offset == last) and self.recognises(record.value or b"")
        return False

    async def _refold_until(self, consumer: AIOKafkaConsumer, end: int) -> None:
        begin = (await consumer.beginning_offsets([self.journal]))[self.journal]
        offset = self._kept_offset = self.recall()
        if begin > offset:
            raise LaneStoppedError(
                f"The journal {self.journal} begins at {begin}, not at {offset}.",
                "Entries were deleted: restore the topic from a replica or the archive.",
            )
        consumer.seek(self.journal, offset)
        moved_s = time.monotonic()
        while offset < end:
            batch = await consumer.getmany(
                self.journal, timeout_ms=RESTORE_WAIT_MS, max_records=RESTORE_RECORDS
            )
            records = [r for r in batch.get(self.journal, []) if r.value is not None]
            if records:
                self.refold([record.value for record in records], records[-1].offset + 1)
                self.restored += len(records)
            before, offset = offset, await consumer.position(self.journal)  # also over markers
            if offset > before:
                moved_s = time.monotonic()
            elif time.monotonic() - moved_s > STUCK_S:
                raise InDoubtError(f"{self.journal} cannot be read from {offset} to {end}")

    def outbound(self) -> Outbound:
        """Return an empty transaction; raises InDoubtError on a lane that is not open."""
        return Outbound(self.fence)

    def open_store(self) -> PartitionStore:
        """Return the store; raises InDoubtError on a lane that is not open."""
        if self.store is None:
            message = f"{self.name}-{self.partition} is closed"
            raise InDoubtError(message)
        return self.store

    async def close(self) -> None:
        """Release store and producer; what was in flight is ended by the next owner's fence."""
        store, self.store = self.store, None
        if store is not None:
            store.close()
        await self.fence.close()
