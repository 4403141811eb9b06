"""Lanes whose output is a journal: fenced by their transactional id, restored from what they wrote.

The order at opening is what makes it safe: first the fence (whoever held the id before is dead and
its open transaction ended), then the journal is read to its end, and only from what was read
follow state and input position. One batch is one transaction; only a committed batch is seen.
"""

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aiokafka import AIOKafkaProducer, TopicPartition

from hub.runtime.clients import reader, transactional_id, transactional_producer
from hub.runtime.failures import InDoubtError, LaneStoppedError
from hub.runtime.lane import Lane, discard, release
from hub.runtime.logging import get
from hub.runtime.outbound import Outbound
from hub.runtime.store import PartitionStore
from hub.settings import Settings

log = get(__name__)

RESTORE_RECORDS: Final = 5_000


class JournaledLane(Lane):
    """A transactional lane with state: one journal partition is its output and its memory."""

    def __init__(self, settings: Settings, partition: int, name: str, journal: str) -> None:
        """Name the lane and its journal topic; nothing is opened yet."""
        super().__init__(settings, partition)
        self.name = name
        self.journal = TopicPartition(journal, partition)
        self.producer: AIOKafkaProducer | None = None
        self.store: PartitionStore | None = None
        self.restored = 0

    async def open(self) -> None:
        """Fence, open the local store, read the journal to its end, then find the position."""
        await self._fence()
        self.store = PartitionStore(self._folder())
        await self._restore()
        await self.resume()

    @abstractmethod
    def recall(self) -> int:
        """Return the journal offset from which the store is behind; load what it holds."""

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

    async def _fence(self) -> None:
        name = transactional_id(self.settings, self.name, self.partition)
        self.producer = transactional_producer(self.settings, name)
        await self.producer.start()

    async def _restore(self) -> None:
        """Read the journal, committed entries only, from the store's position to its end."""
        consumer = reader(self.settings)
        await consumer.start()
        try:
            consumer.assign([self.journal])
            end = (await consumer.end_offsets([self.journal]))[self.journal]
            begin = (await consumer.beginning_offsets([self.journal]))[self.journal]
            offset = self.recall()
            if not begin <= offset <= end:
                log.warning("store_not_of_this_journal", partition=self.partition, offset=offset)
                self.forget()
                offset = self.recall()
            if begin > offset:
                raise LaneStoppedError(
                    f"The journal {self.journal} begins at {begin}, not at {offset}.",
                    "Entries were deleted: restore the topic from a replica or the archive.",
                )
            consumer.seek(self.journal, offset)
            while offset < end:
                batch = await consumer.getmany(
                    self.journal, timeout_ms=1000, max_records=RESTORE_RECORDS
                )
                values = [r.value for r in batch.get(self.journal, []) if r.value is not None]
                offset = await consumer.position(self.journal)  # also moves over commit markers
                self.refold(values, offset)
                self.restored += len(values)
        finally:
            await release(consumer)

    def outbound(self) -> Outbound:
        """Return an empty transaction; raises InDoubtError on a lane that is not open."""
        if self.producer is None:
            message = f"{self.name}-{self.partition} is closed"
            raise InDoubtError(message)
        return Outbound(self.producer)

    def open_store(self) -> PartitionStore:
        """Return the store; raises InDoubtError on a lane that is not open."""
        if self.store is None:
            message = f"{self.name}-{self.partition} is closed"
            raise InDoubtError(message)
        return self.store

    async def close(self) -> None:
        """Release store and producer; what was in flight is ended by the next owner's fence."""
        producer, self.producer = self.producer, None
        store, self.store = self.store, None
        if store is not None:
            store.close()
        if producer is not None:
            await discard(producer)
