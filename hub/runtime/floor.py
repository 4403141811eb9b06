"""The floor of a lane: only who knows of the last write is believed about what came before it.

A leader or coordinator that was frozen, or cut off from its peers alone, goes on answering until it
hears that another was elected: it tells of an end, of open transactions and of positions as they
were (deploy/decisions/0026). What it cannot do is have a write acknowledged by its replicas. So a
second producer writes behind the fence, in a transaction that is always aborted, where the lane
will ask; an answer that does not show that transaction is of the past.
"""

from types import TracebackType
from typing import Self

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.structs import OffsetAndMetadata

from hub.runtime.clients import transactional_id, transactional_producer
from hub.runtime.failures import InDoubtError
from hub.runtime.lane import discard
from hub.settings import Settings
from topics.hanging import Producer

_NOTHING = OffsetAndMetadata(0, "")


class Floor:
    """A transaction that is begun behind the fence and never committed: `async with`.

    Its producer is another than the lane's: an abort of the lane's own would take along what an
    earlier transaction left hanging.
    """

    def __init__(self, settings: Settings, lane: str, partition: int) -> None:
        """Name it after lane and partition; nothing is connected yet."""
        self._settings = settings
        self._name = f"{transactional_id(settings, lane, partition)}-floor"
        self._producer: AIOKafkaProducer | None = None

    async def __aenter__(self) -> Self:
        """Begin the transaction; one that a predecessor left open is ended by that.

        Model: LayFloor.
        """
        producer = self._producer = transactional_producer(self._settings, self._name)
        await producer.start()
        await producer.begin_transaction()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Abort what was written, unless all failed: then the next floor does."""
        producer, self._producer = self._producer, None
        if producer is None:
            return
        try:
            if kind is None:
                await producer.abort_transaction()
        finally:
            await discard(producer)

    @property
    def producer(self) -> Producer:
        """Who writes the floor, as leaders know it."""
        manager = self._open()._txn_manager  # noqa: SLF001 - aiokafka tells nobody
        return Producer(self._name, manager.producer_id, manager.producer_epoch)

    async def under(self, place: TopicPartition) -> int:
        """Write to a place and return the offset: all that was acknowledged before lies below.

        Raises KafkaError when nobody who leads acknowledges it.
        """
        future = await self._open().send(place.topic, b"", partition=place.partition)
        return int((await future).offset)

    async def under_positions(self, group: str, place: TopicPartition) -> None:
        """Write where a group keeps its positions: one of `place` that is never committed.

        Who leads there is the group's coordinator. Raises KafkaError when nobody who coordinates
        acknowledges it.
        """
        await self._open().send_offsets_to_transaction({place: _NOTHING}, group)

    def _open(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise InDoubtError(f"{self._name} is closed")
        return self._producer
