"""The contract between the runtime and a lane: one partition's work, in order."""

import asyncio
import contextlib
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from hub.runtime.failures import InDoubtError
from hub.settings import Settings

Records = Sequence["ConsumerRecord[bytes, bytes]"]
STOP_S = 2.0
CANCELLED = "cancelled by nobody outside"


class Lane(ABC):
    """One partition of a lane between its opening and its closing.

    The runtime opens a lane when the partition is assigned, hands it batches that begin where the
    lane expects them, and drops it after any doubt: a lane is never used after it raised.
    """

    def __init__(self, settings: Settings, partition: int) -> None:
        """Remember whose work this is; nothing is opened yet."""
        self.settings = settings
        self.partition = partition
        self.next_offset = 0
        self.handled = 0
        self.rebuilt: str | None = None
        """Why a local state was folded anew from the journal at the opening, None if it was not."""
        self.consumer: AIOKafkaConsumer | None = None
        """The group's consumer, set by the service: for committing positions only."""

    @abstractmethod
    async def open(self) -> None:
        """Fence predecessors, restore, and set `next_offset`."""

    @abstractmethod
    async def process(self, records: Records, fetched_at_s: float) -> None:
        """Do the work of a batch that begins at the expected record and move `next_offset`.

        Args:
            records: consecutive records of the input partition, oldest first.
            fetched_at_s: `time.monotonic()` after they were handed over.
        """

    @abstractmethod
    async def close(self) -> None:
        """Release everything; never raises, never commits."""

    def begins(self, record: "ConsumerRecord[bytes, bytes]") -> bool:
        """Return whether this is the record that must come next."""
        return bool(record.offset == self.next_offset)

    async def idle(self) -> None:  # noqa: B027 - most lanes have nothing to do then
        """Use a moment without input; called about once a second at most."""

    def companions(self) -> Sequence[Callable[[], Any]]:
        """Return coroutine functions that run beside the open lane and end with it."""
        return ()

    def status(self) -> dict[str, Any]:
        """Return what an operator wants to see of this partition."""
        return {"next_offset": self.next_offset, "handled": self.handled}


@dataclass(frozen=True, slots=True)
class LaneKind:
    """What the runtime must know about a lane before it has a partition."""

    name: str
    """Part of group and transactional id: `case`, `dispatch`, `follow-up`."""
    topic: str
    make: Callable[[int], Lane]


async def within(seconds: float, work: Awaitable[object]) -> bool:
    """Return whether `work` ended within the bound; it is cancelled and left alone otherwise.

    `asyncio.wait_for` waits until what it cancelled has ended. Clients of aiokafka wait for their
    requests in flight even then: a rebalance that waited for them would never end. Raises what the
    work raised, InDoubtError where that is a cancellation: aiokafka lets those of its own tasks
    through, and nobody has cancelled who waits here.
    """
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=seconds)
    except asyncio.CancelledError:
        task.cancel()
        raise
    if not done:
        task.cancel()
        task.add_done_callback(_forget)
        return False
    if task.cancelled():
        raise InDoubtError(CANCELLED)
    task.result()
    return True


def _forget(task: "asyncio.Future[object]") -> None:
    """Take note of how a task ended, so that nobody complains that nobody did."""
    if not task.cancelled():
        task.exception()


async def discard(producer: AIOKafkaProducer) -> None:
    """Stop a producer within a bound, whatever state it is in.

    The transaction in flight is never aborted here and the epoch never used again: the next
    owner's `start` ends it. `stop` of aiokafka may hang; then the connection is cut.
    """
    with contextlib.suppress(Exception):
        if await within(STOP_S, producer.stop()):
            return
    sender = producer._sender.sender_task  # noqa: SLF001 - no public way to end it
    if sender is not None:
        sender.cancel()
    with contextlib.suppress(Exception):
        await within(STOP_S, producer.client.close())


async def release(consumer: AIOKafkaConsumer, within_s: float = STOP_S) -> None:
    """Stop a consumer within a bound; nothing depends on how it ends.

    One in a group that does not get to leave it is missed when its session has expired.
    """
    with contextlib.suppress(Exception):
        await within(within_s, consumer.stop())
