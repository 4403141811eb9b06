"""The fence of a lane: who holds its transactional id writes alone, on a clean floor.

Raised in this order: the producer's start fences whoever held the id before and ends its open
transaction; then what an earlier transaction left hanging is ended as its coordinator had decided
(`topics/hanging.py`); only then may anything be read or written. Between the two a floor is laid
(`hub/runtime/floor.py`): what a broker tells is believed if it knows of the floor.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

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
        self._lines: tuple[Any, ...] = ()
        self._held = False
        self._shown = True
        self._send: Callable[..., Any]

    async def up(self) -> None:
        """Fence whoever held the name, and have its open transaction ended.

        Model: OpenFence.
        """
        producer = self.producer = transactional_producer(self.settings, self.name)
        await producer.start()
        self._send, producer.client.send = producer.client.send, self._over_held_lines

    async def clear(
        self, places: Collection[TopicPartition], floor: Mapping[TopicPartition, Producer]
    ) -> dict[TopicPartition, int]:
        """End what an earlier transaction left hanging at these places; return who leads them.

        `floor` names where a floor is open, and by whom: a leader that does not know of it is none.

        Model: EndHanging.

        Raises LaneStoppedError when nobody can say or the hub may not, ProducerFenced when another
        has the name by now.
        """
        producer = self.open()
        mine = Producer(
            self.name,
            producer._txn_manager.producer_id,  # noqa: SLF001 - aiokafka tells nobody
            producer._txn_manager.producer_epoch,  # noqa: SLF001
        )
        try:
            hanging, leaders = await find(producer.client, mine, places, floor)
            if hanging:
                await self._finish(producer.client, mine, hanging)
        except (UndecidedError, BrokerRefused) as error:
            raise LaneStoppedError(str(error), REMEDY) from error
        return leaders

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
        """Hold the connections that there are; raises InDoubtError when one of before is gone.

        And when the last transaction was never shown: a lane that raised is used no further.

        A coordinator or leader that went away may have left a transaction of ours hanging, and the
        next one that fails would take it along: such a lane is opened anew, behind a new fence.
        """
        if not self._shown:
            raise InDoubtError(f"{self.name} has committed what its lane does not show")
        self._must_be_whole()
        self._shown = False
        self._lines = tuple(self.open().client._conns.values())  # noqa: SLF001 - no public way
        self._held = True

    def shown(self) -> None:
        """The lane's state shows what was committed: the next transaction may build on it."""
        self._shown = True

    def let_go(self) -> None:
        """Let lost connections be replaced: the coordinator has taken the next transaction.

        It takes none while the one before has a marker to come.
        """
        self._held = False

    async def _over_held_lines(self, *request: Any, **to: Any) -> Any:  # noqa: ANN401 - aiokafka's
        """Send for the producer, which would replace a lost connection and tell nobody.

        What answers at its other end may have skipped a marker since (KAFKA-20734).
        """
        if self._held:
            self._must_be_whole()
        return await self._send(*request, **to)

    def _must_be_whole(self) -> None:
        if not all(line.connected() for line in self._lines):
            raise InDoubtError(f"{self.name} has lost a connection since its last transaction")

    async def close(self) -> None:
        """Release the producer; what was in flight is ended by the next owner's fence."""
        producer, self.producer = self.producer, None
        if producer is not None:
            await discard(producer)
