"""The fence of a lane: who holds its transactional id writes alone, on a clean floor.

Raised in this order: the producer's start fences whoever held the id before and ends its open
transaction; then what an earlier transaction left hanging is ended as its coordinator had decided
(`topics/hanging.py`); only then may anything be read or written.
"""

from collections.abc import Collection

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.client import AIOKafkaClient

from hub.runtime.clients import reader, transactional_id, transactional_producer
from hub.runtime.failures import InDoubtError, LaneStoppedError
from hub.runtime.lane import discard, release
from hub.runtime.logging import get
from hub.settings import Settings
from topics.errors import BrokerRefused
from topics.hanging import Hanging, Producer, UndecidedError, find, finish

log = get(__name__)

REMEDY = (
    "End it by hand: `kafka-transactions.sh find-hanging` and `abort`; what was aborted is decided"
    " again. To let the hub do it, allow it ALTER on the cluster."
)


class Fence:
    """A transactional producer whose connections are watched."""

    def __init__(self, settings: Settings, lane: str, partition: int) -> None:
        """Name it after lane and partition; nothing is connected yet."""
        self.settings = settings
        self.name = transactional_id(settings, lane, partition)
        self.producer: AIOKafkaProducer | None = None
        self._lines: tuple[object, ...] = ()

    async def up(self, places: Collection[TopicPartition]) -> None:
        """Fence whoever held the name, then end what hangs at these places.

        Model: OpenFence, EndHanging.

        Raises LaneStoppedError when nobody can say or the hub may not, ProducerFenced when another
        has the name by now.
        """
        producer = self.producer = transactional_producer(self.settings, self.name)
        await producer.start()
        mine = Producer(
            self.name,
            producer._txn_manager.producer_id,  # noqa: SLF001 - aiokafka tells nobody
            producer._txn_manager.producer_epoch,  # noqa: SLF001
        )
        try:
            hanging = await find(producer.client, mine, places)
            if hanging:
                await self._finish(producer.client, mine, hanging)
        except (UndecidedError, BrokerRefused) as error:
            raise LaneStoppedError(str(error), REMEDY) from error

    async def _finish(
        self, client: AIOKafkaClient, mine: Producer, hanging: Collection[Hanging]
    ) -> None:
        coordinators_log = reader(self.settings)
        await coordinators_log.start()
        try:
            words = await finish(client, mine, hanging, coordinators_log)
        finally:
            await release(coordinators_log)
        for place, word in words.items():
            log.error(
                "hanging_transaction_ended",
                transactional_id=self.name,
                topic=place.topic,
                partition=place.partition,
                decided=word.value,
            )

    def open(self) -> AIOKafkaProducer:
        """Return the producer; raises InDoubtError when it is closed."""
        if self.producer is None:
            raise InDoubtError(f"{self.name} is closed")
        return self.producer

    def watch(self) -> None:
        """Take down which connections there are; raises InDoubtError when one of before is gone.

        A coordinator or leader that went away may have left a transaction of ours hanging, and the
        next one that fails would take it along: such a lane is opened anew, behind a new fence.
        """
        lines = tuple(self.open().client._conns.values())  # noqa: SLF001 - no public way to them
        if not all(line.connected() for line in self._lines):  # type: ignore[attr-defined]
            raise InDoubtError(f"{self.name} has lost a connection since its last transaction")
        self._lines = lines

    async def close(self) -> None:
        """Release the producer; what was in flight is ended by the next owner's fence."""
        producer, self.producer = self.producer, None
        if producer is not None:
            await discard(producer)
