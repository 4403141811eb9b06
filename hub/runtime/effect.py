"""Lanes with an effect outside transactions: at least once, made good by ids that repeat."""

import time
from abc import abstractmethod
from typing import Final

from aiokafka import TopicPartition
from aiokafka.structs import ConsumerRecord

from hub.runtime.failures import InDoubtError
from hub.runtime.lane import Lane
from hub.runtime.relay import Bookmark, read_bookmark
from hub.settings import Settings

KEEP_EVERY_S: Final = 0.5


class EffectLane(Lane):
    """A lane that commits its position some time after its effect.

    What lies between the last commit and a crash is done again; its ids make that harmless.
    """

    def __init__(self, settings: Settings, partition: int, name: str, source: str) -> None:
        """Name the lane and the topic it reads."""
        super().__init__(settings, partition)
        self.name = name
        self.source = TopicPartition(source, partition)
        self.bookmark = Bookmark(0, 0)
        self._kept = Bookmark(0, 0)
        self._kept_s = 0.0

    async def open(self) -> None:
        """Fetch the position; a missing one stops the lane."""
        self.bookmark = self._kept = await read_bookmark(self.settings, self.name, self.source)
        self.next_offset = self.bookmark.offset

    @abstractmethod
    def number(self, record: "ConsumerRecord[bytes, bytes]") -> int:
        """Return the gapless number of a record of the input."""

    def begins(self, record: "ConsumerRecord[bytes, bytes]") -> bool:
        """Return whether this entry is the next."""
        return self.number(record) == self.bookmark.next_number

    async def keep(self, bookmark: Bookmark) -> None:
        """Move on; the position is committed now and then."""
        self.bookmark = bookmark
        self.next_offset = bookmark.offset
        if time.monotonic() - self._kept_s >= KEEP_EVERY_S:
            await self._commit()

    async def idle(self) -> None:
        """Commit what is not yet committed."""
        if self._kept != self.bookmark:
            await self._commit()

    async def _commit(self) -> None:
        if self.consumer is None:
            message = f"{self.name}-{self.partition} has no consumer to commit with"
            raise InDoubtError(message)
        await self.consumer.commit({self.source: self.bookmark.committed()})
        self._kept = self.bookmark
        self._kept_s = time.monotonic()

    async def close(self) -> None:
        """Release nothing: the consumer is the service's."""
