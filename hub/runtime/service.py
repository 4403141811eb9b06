"""A lane as a service of the Faust application: rebalances, partition tasks, fetching, faults.

Safety is the transactional producer's epoch; the consumer group only decides who tries.
"""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.errors import IllegalStateError
from mode import Service

from hub.runtime.clients import group_consumer
from hub.runtime.failures import (
    Action,
    InDoubtError,
    InputGapError,
    LaneStoppedError,
    StoreFullError,
    action_for,
)
from hub.runtime.lane import CANCELLED, Lane, LaneKind, Records, release, within
from hub.runtime.logging import get
from hub.runtime.patience import be_patient
from hub.runtime.store import has_room
from hub.settings import Settings

log = get(__name__)

FETCH_S: Final = 1.0
RETRY_FIRST_S: Final = 0.2
RETRY_LAST_S: Final = 5.0
ROOM_LOOK_S: Final = 2.0
REBUILT: Final = "state_rebuilt"
MISPLACED_LIMIT: Final = 3
GAP_LIMIT: Final = 3
GAP_REMEDY: Final = (
    "Records that were acknowledged are missing from the broker: restore them from a replica or"
    " the archive, or start the lane from a named entry."
)
CRASH_EXIT_S: Final = 5.0
ENDS_S: Final = 8.0
"""How long a cancelled task may take to end; a rebalance waits no longer for anybody."""
CRASH_EXIT_CODE: Final = 71
DRAIN_SHARE: Final = 1 / 2
"""How much of the time that a worker has for its end its lanes have for what is in flight."""
BATCH_SHARE: Final = DRAIN_SHARE / 2
LEAVE_SHARE: Final = 1 / 4
"""And how much of it they have to leave their group."""


class LaneService(Service, ConsumerRebalanceListener):  # type: ignore[misc]  # mode is untyped
    """Runs one lane kind: its consumer, group and one task for each assigned partition."""

    def __init__(self, app: Any, kind: LaneKind, settings: Settings) -> None:  # noqa: ANN401
        """Prepare; the consumer starts with the service."""
        super().__init__(beacon=app.beacon, loop=app.loop)
        self.app = app
        self.kind = kind
        self.settings = settings
        self.consumer: AIOKafkaConsumer | None = None
        self.lanes: dict[TopicPartition, Lane] = {}
        self.warm: set[TopicPartition] = set()
        self.tasks: dict[TopicPartition, asyncio.Task[None]] = {}
        self.stopped: dict[int, str] = {}
        self.failures: Counter[str] = Counter()
        """How often something went wrong since the worker started, by its name."""
        self.died: str | None = None
        self.closing = False
        self.settled = False
        """Whether the group has said which partitions are this worker's."""
        self.on_death: Callable[[], None] = lambda: None
        """Called when this lane ends the worker, while the reason can still be told."""
        self._busy: dict[TopicPartition, asyncio.Lock] = {}
        self._quiescing = asyncio.Lock()

    async def on_start(self) -> None:
        """Begin to join the group, beside all else that starts; partitions come by callbacks."""
        if not self.closing:
            self.consumer = group_consumer(self.settings, self.kind.name)
            self.consumer.subscribe([self.kind.topic], listener=self)
            self.add_future(self._join(self.consumer))

    async def _join(self, consumer: AIOKafkaConsumer) -> None:
        """Join the group; what prevents it ends the worker, unless it is ending anyway."""
        try:
            await consumer.start()
            be_patient(consumer)
        except Exception as error:  # noqa: BLE001 - whatever it is, there is no lane without
            if not self.closing:
                self._die(error, f"{type(error).__name__}: {error}")

    async def on_stop(self) -> None:
        """Finish the transactions in flight, close every lane, leave the group: within a bound.

        What is cut short is in nobody's way: the fence of the next owner ends its transaction.
        """
        self.closing = True
        stop_s = self.settings.lane.stop_s
        if not await within(DRAIN_SHARE * stop_s, self._drain()):
            log.error("lane_not_drained", lane=self.kind.name)
        if self.consumer is not None:
            await release(self.consumer, LEAVE_SHARE * stop_s)

    async def _drain(self) -> None:
        await self._quiesce()
        await asyncio.gather(*(self._drop(tp) for tp in list(self.lanes)))

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Finish what is in flight within a bound; keep the lanes warm.

        Model: Revoke.
        """
        del revoked
        self.settled = False
        await self._quiesce()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Start a task for each partition and return at once: no heartbeat goes out meanwhile.

        Model: Assign.
        """
        mine = set(assigned)
        await asyncio.gather(*(self._drop(tp) for tp in list(self.lanes) if tp not in mine))
        if self.closing:  # a dying worker must not fence a healthy one
            return
        self.stopped = {}
        for tp in mine:
            self._consumer().pause(tp)
            self.tasks[tp] = asyncio.create_task(self._run(tp), name=f"{self.kind.name}-{tp}")
        self.settled = True

    def ready(self) -> bool:
        """Return whether every assigned partition is restored and consuming (or stopped).

        Not so in a rebalance, nor by a worker that ends.
        """
        known = self.settled and not self.closing
        return known and all(tp in self.warm or tp.partition in self.stopped for tp in self.tasks)

    def status(self) -> dict[str, Any]:
        """Return what `lianban status` shows of this lane."""
        return {
            "partitions": {
                str(tp.partition): lane.status()
                for tp, lane in sorted(self.lanes.items())
                if tp in self.warm
            },
            "opening": {
                str(tp.partition): lane.status()
                for tp, lane in sorted(self.lanes.items())
                if tp not in self.warm
            },
            "stopped": {str(partition): why for partition, why in self.stopped.items()},
            "failures": dict(self.failures),
        }

    def _consumer(self) -> AIOKafkaConsumer:
        if self.consumer is None:
            message = f"lane {self.kind.name} is not started"
            raise RuntimeError(message)
        return self.consumer

    async def _quiesce(self) -> None:
        """Stop all partition tasks; a lane whose batch had to be cancelled is dropped."""
        async with self._quiescing:
            tasks, self.tasks = self.tasks, {}
            await asyncio.gather(*(self._still(tp, task) for tp, task in tasks.items()))

    async def _still(self, tp: TopicPartition, task: "asyncio.Task[None]") -> None:
        lock = self._busy.setdefault(tp, asyncio.Lock())
        try:
            await asyncio.wait_for(lock.acquire(), self._batch_s())
            held = True
        except TimeoutError:
            held = False
            log.warning("batch_cancelled", lane=self.kind.name, partition=tp.partition)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=ENDS_S)
        if not done:
            log.error("partition_task_does_not_end", lane=self.kind.name, partition=tp.partition)
        if held:
            lock.release()
        if not (held and done) or tp not in self.warm:
            await self._drop(tp)

    def _batch_s(self) -> float:
        """Return how long a batch in flight may still take, in seconds."""
        lane = self.settings.lane
        share = BATCH_SHARE * lane.stop_s
        return min(lane.rebalance_ms / 2000, share) if self.closing else lane.rebalance_ms / 2000

    async def _drop(self, tp: TopicPartition) -> None:
        """Close the lane of a partition, if there is one. Model: Close."""
        self.warm.discard(tp)
        lane = self.lanes.pop(tp, None)
        if lane is not None:
            await lane.close()

    async def _run(self, tp: TopicPartition) -> None:
        """Keep one partition going: open, consume, and do what the failure table says.

        Model: Doubt, Yield.
        """
        wait_s = RETRY_FIRST_S
        gaps = 0
        while True:
            began = time.monotonic()
            least_s: float | None = 0.0
            try:
                await self._open(tp)
                await self._consume(tp)
            except asyncio.CancelledError:
                if _cancelled():
                    raise
                least_s = await self._after(tp, InDoubtError(CANCELLED), gaps)
            except Exception as error:  # noqa: BLE001 - the failure table decides about all
                gaps = gaps + 1 if isinstance(error, InputGapError) else 0
                least_s = await self._after(tp, error, gaps)
            if least_s is None or not self._owns(tp):
                return
            await self._drop(tp)
            if time.monotonic() - began > RETRY_LAST_S:
                wait_s = RETRY_FIRST_S
            await asyncio.sleep(max(wait_s, least_s))
            wait_s = min(wait_s * 2, RETRY_LAST_S)

    async def _after(self, tp: TopicPartition, error: Exception, gaps: int) -> float | None:
        """Return how long to leave a partition alone that failed, in seconds; None for good."""
        if not self._owns(tp):
            return None
        self.warm.discard(tp)
        if gaps >= GAP_LIMIT:
            error = LaneStoppedError(str(error), GAP_REMEDY)
        if not self._goes_on(tp, error):
            return None
        if isinstance(error, StoreFullError):
            await self._drop(tp)
            await self._until_room(error)
        return self._group_knows_s() if action_for(error) is Action.YIELD else 0.0

    def _owns(self, tp: TopicPartition) -> bool:
        """Return whether the partition is still this task's: aiokafka swallows cancellations."""
        return self.tasks.get(tp) is asyncio.current_task()

    def _group_knows_s(self) -> float:
        """Return after how long a member that lost its partitions has heard of it, in seconds.

        A worker that thaws finds itself fenced before its next heartbeat tells it why. Opening at
        once would fence the heir in turn; by then this task is cancelled.
        """
        return 2 * self.settings.lane.heartbeat_ms / 1000

    def _goes_on(self, tp: TopicPartition, error: Exception) -> bool:
        """Return whether the partition may be opened again; stop it or crash otherwise."""
        action = action_for(error)
        self.failures[type(error).__name__] += 1
        described = f"{type(error).__name__}: {error}"
        log.error(
            "lane_failed",
            lane=self.kind.name,
            partition=tp.partition,
            action=action.value,
            error=described,
            exc_info=action is Action.CRASH,
        )
        if action in (Action.RETRY, Action.YIELD):
            return True
        if action in (Action.STOP, Action.WAIT):
            self.stopped[tp.partition] = str(error)
        elif not self.closing:
            self._die(error, described)
        return action is Action.WAIT

    def _die(self, error: Exception, described: str) -> None:
        """End the worker; the orderly stop may hang, so a bound stands behind it."""
        self.closing = True
        self.died = described
        self.on_death()
        asyncio.get_running_loop().call_later(CRASH_EXIT_S, os._exit, CRASH_EXIT_CODE)
        self._crashing = asyncio.ensure_future(self.app.crash(error))

    async def _open(self, tp: TopicPartition) -> None:
        """Open the lane, or take it as it is when it was kept warm and nothing was in doubt.

        A warm lane that somebody fenced meanwhile notices at its next transaction, loudly.
        """
        if tp not in self.lanes or tp not in self.warm:
            await self._drop(tp)
            began = time.monotonic()
            lane = self.lanes[tp] = self.kind.make(tp.partition)
            lane.consumer = self.consumer
            try:
                await lane.open()
            finally:
                if self.lanes.get(tp) is not lane:  # given up meanwhile: nobody else closes it
                    await lane.close()
            if not self._owns(tp):
                raise asyncio.CancelledError
            self.warm.add(tp)
            self.stopped.pop(tp.partition, None)
            if lane.rebuilt is not None:
                self.failures[REBUILT] += 1
            log.info(
                "lane_open",
                lane=self.kind.name,
                partition=tp.partition,
                offset=lane.next_offset,
                duration_ms=round(1000 * (time.monotonic() - began)),
            )
        self._seek(tp, self.lanes[tp].next_offset)

    def _seek(self, tp: TopicPartition, offset: int) -> None:
        consumer = self._consumer()
        if tp in consumer.assignment():
            consumer.seek(tp, offset)
            consumer.resume(tp)

    async def _consume(self, tp: TopicPartition) -> None:
        lane = self.lanes[tp]
        beside = [asyncio.create_task(start()) for start in lane.companions()]
        try:
            await self._pump(tp, lane, beside)
        except Exception as error:
            stops = action_for(error) in (Action.STOP, Action.WAIT)
            if not (beside and stops and self._owns(tp)):
                raise
            self._goes_on(tp, error)
            await self._drop(tp)
            if isinstance(error, StoreFullError):
                await self._until_room(error, beside)
            else:
                await asyncio.gather(*beside)  # a stopped partition shuts nobody else's mouth
        finally:
            for task in beside:
                task.cancel()
            if beside:
                await asyncio.wait(beside, timeout=ENDS_S)

    async def _until_room(
        self, error: StoreFullError, beside: Sequence["asyncio.Task[None]"] = ()
    ) -> None:
        """Wait until a disk has room; what runs beside the partition goes on meanwhile."""
        while not has_room(error.folder):
            for task in beside:
                if task.done():
                    task.result()
            await asyncio.sleep(ROOM_LOOK_S)

    async def _pump(
        self, tp: TopicPartition, lane: Lane, beside: list["asyncio.Task[None]"]
    ) -> None:
        lock = self._busy.setdefault(tp, asyncio.Lock())
        misplaced = 0
        while True:
            got = await self._fetch(tp)
            fetched_s = time.monotonic()
            for task in beside:
                if task.done():
                    task.result()
            records = [record for record in got if record.offset >= lane.next_offset]
            async with lock:
                if not self._owns(tp):
                    return
                with self._unbroken(tp, lane):
                    if records and lane.begins(records[0]):
                        misplaced = 0
                        await lane.process(records, fetched_s)
                    elif got:
                        misplaced = self._seek_back(tp, lane, records, misplaced)
                    else:
                        await lane.idle()

    @contextmanager
    def _unbroken(self, tp: TopicPartition, lane: Lane) -> Iterator[None]:
        """Let nobody keep a lane that raised: a rebalance may wait for this very batch to end.

        What it committed may be missing from its state, so it must not be used further.
        """
        try:
            yield
        except BaseException:
            if self.lanes.get(tp) is lane:
                self.warm.discard(tp)
            raise

    def _seek_back(self, tp: TopicPartition, lane: Lane, records: Records, misplaced: int) -> int:
        """Something moved the position: go back; after three times open the lane anew.

        The opening checks that the topic still is the one that the journal knows.
        """
        log.warning(
            "position_moved",
            lane=self.kind.name,
            partition=tp.partition,
            expected=lane.next_offset,
            got=records[0].offset if records else None,
        )
        if misplaced >= MISPLACED_LIMIT:
            message = f"{tp}: no record at the expected offset {lane.next_offset}"
            raise InputGapError(message)
        self._seek(tp, lane.next_offset)
        return misplaced + 1

    async def _fetch(self, tp: TopicPartition) -> Records:
        """Return the next records, none after a second without any or during a rebalance."""
        consumer = self._consumer()
        try:
            if tp in consumer.assignment():
                batch = await consumer.getmany(
                    tp, timeout_ms=int(FETCH_S * 1000), max_records=self.settings.lane.max_batch
                )
                records: Records = batch.get(tp, [])
                return records
        except IllegalStateError:  # revoked while we asked
            pass
        await asyncio.sleep(0.05)
        return ()


def _cancelled() -> bool:
    """Return whether the running task is asked to end, and not only a client of its own."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
