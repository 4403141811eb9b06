"""A worker that is told to end does, in order and soon, whatever its broker and group do."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor

from hub.broker import Broker
from hub.runtime.clients import group_id
from hub.settings import Settings
from tests.runtime.workbench import Bench, bench, mirror, numbers_in, until
from tests.runtime.worker_processes import LANE, WorkerProcess, worker_process

ENDS_WITHIN_S: Final = 25.0
"""The bound of a worker (`LIANBAN_LANE__STOP_S`) and what a process takes on a busy machine."""
MEMBER_WITHIN_S: Final = 60.0


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    """A broker of its own."""
    async with Broker(Settings(data=tmp_path / "broker", kafka={"heap_mb": 256})) as own:
        yield own


@contextmanager
def frozen(broker: Broker) -> Iterator[None]:
    """Stop a broker in the middle of whatever it does, for a while."""
    os.kill(broker.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(broker.pid, signal.SIGCONT)


async def left(worker: WorkerProcess) -> int:
    """Ask a worker to end and return with which status it did."""
    worker.signal(signal.SIGTERM)
    return await worker.ended(ENDS_WITHIN_S)


async def test_a_broker_that_answers_nobody_holds_up_no_end(broker: Broker, tmp_path: Path) -> None:
    """Neither a worker that is at work, nor one that restores its state."""
    numbers = numbers_in(0, 2)
    settings = Settings(
        data=tmp_path / "hub", partitions=2, kafka={"bootstrap": broker.bootstrap}, lane=LANE
    )
    async with bench(settings) as hub:
        lane = await hub.open()
        await hub.work(lane, *[mirror(number) for number in numbers])
        with worker_process(settings) as working:
            await working.until_ready()
            with frozen(broker):
                assert await left(working) == 0, working.log()
        with worker_process(settings, "worker-2") as restoring:
            await until(lambda: restoring.case().get("opening"), MEMBER_WITHIN_S)
            with frozen(broker):
                assert await left(restoring) == 0, restoring.log()
            assert not restoring.says()["ready"]


class SlowMember(ConsumerRebalanceListener):
    """A member of a group that holds up every rebalance."""

    def __init__(self) -> None:
        """Hold from the first rebalance after the first assignment on."""
        self.holds = asyncio.Event()
        self.released = asyncio.Event()

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Do not join again before it is told to."""
        if list(revoked):
            self.holds.set()
            await self.released.wait()

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Do nothing with them."""


@asynccontextmanager
async def member(settings: Settings, topic: str) -> AsyncIterator[SlowMember]:
    """Join the case lane's group, with a partition of the topic."""
    listener = SlowMember()
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.kafka.bootstrap,
        group_id=group_id(settings, "case"),
        enable_auto_commit=False,
        session_timeout_ms=30_000,
        rebalance_timeout_ms=60_000,
        partition_assignment_strategy=[StickyPartitionAssignor],
    )
    consumer.subscribe([topic], listener=listener)
    await consumer.start()
    try:
        yield listener
    finally:
        listener.released.set()
        await consumer.stop()


async def test_a_rebalance_that_does_not_end_holds_up_no_end(hub: Bench) -> None:
    """A worker that waits for the others of its group does not wait for them to leave."""
    settings = hub.settings.model_copy(update={"lane": LANE})
    with worker_process(settings) as worker:
        await worker.until_ready()
        async with member(settings, hub.commands) as slow:
            await worker.until_ready()
            with worker_process(settings, "worker-2") as joining:
                await asyncio.wait_for(slow.holds.wait(), MEMBER_WITHIN_S)
                await until(lambda: not worker.says()["ready"])
                assert await left(worker) == 0, worker.log()
                assert await left(joining) == 0, joining.log()
