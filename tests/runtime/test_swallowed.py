"""A task whose cancellation aiokafka swallowed ends when its partition is somebody else's.

Python 3.11 and aiokafka lose a cancellation that comes together with what was waited for: the task
goes on with a batch, a failure or an open lane in its hands, beside the task that came after it.
"""

import asyncio
from typing import Any

import pytest

from hub.runtime.failures import InDoubtError
from hub.runtime.lane import Lane, Records
from hub.settings import Settings
from tests.runtime.test_service import Running, Toy, World, running
from tests.runtime.workbench import Bench, mirror, numbers_in, until

HERE = numbers_in(0, 2)


class Deaf:
    """Takes the task of partition 0 at a fetch that brought records, and keeps it there."""

    def __init__(self, made: Running, then: Exception | None = None) -> None:
        """Stand between the service and its consumer; after the heir came, fail or go on."""
        self.task = made.service.tasks[made.places()[0]]
        self.then = then
        self.asked = False
        self.holds = False
        self.heir_came = asyncio.Event()
        consumer = made.service._consumer()
        self._getmany = consumer.getmany
        consumer.getmany = self.getmany

    async def getmany(self, *places: Any, **how: Any) -> Any:  # noqa: ANN401 - as the original
        """Fetch; the old task's records come together with its cancellation, which is lost."""
        mine = asyncio.current_task() is self.task
        self.asked |= mine
        got = await self._getmany(*places, **how)
        if mine and got and not self.holds:
            self.holds = True
            try:
                await self.heir_came.wait()
            except asyncio.CancelledError:
                await self.heir_came.wait()
            if self.then is not None:
                raise self.then
        return got


async def succeeded(hub: Bench, made: Running, deaf: Deaf) -> None:
    """Let the deaf task hold a record, and its partition go to an heir that hears the record."""
    await until(lambda: deaf.asked)
    await hub.write(mirror(HERE[0]))
    await until(lambda: deaf.holds)
    await made.service.on_partitions_revoked(made.places())
    assert not deaf.task.done()
    await made.service.on_partitions_assigned(made.places())
    await until(lambda: made.world.positions[0] == 1)
    deaf.heir_came.set()
    await until(deaf.task.done)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait only a moment for a task that does not end; a crash does not end the tests."""
    monkeypatch.setattr("hub.runtime.service.ENDS_S", 0.1)
    monkeypatch.setattr("hub.runtime.service.os._exit", lambda _: None)


async def test_a_batch_is_not_processed_after_the_partition_went(hub: Bench) -> None:
    """The old task ends with its records unheard, and neither closes nor repeats the heir's."""
    async with running(hub) as made:
        await succeeded(hub, made, Deaf(made))
        await hub.write(mirror(HERE[1]))
        await until(lambda: made.world.positions[0] == 2)
        assert made.world.heard[0] == [0, 1]
        assert (made.world.opened[0], made.world.closed[0]) == (2, 1)
        assert made.service.ready()


@pytest.mark.parametrize("failure", [InDoubtError("late"), ZeroDivisionError("late")])
async def test_a_failure_after_the_partition_went_is_nobodys(
    hub: Bench, failure: Exception
) -> None:
    """It neither takes the heir's lane away nor ends the worker."""
    async with running(hub) as made:
        await succeeded(hub, made, Deaf(made, failure))
        assert made.service.ready()
        assert made.crashes == []
        await hub.write(mirror(HERE[1]))
        await until(lambda: made.world.positions[0] == 2)
        assert made.world.heard[0] == [0, 1]
        assert (made.world.opened[0], made.world.closed[0]) == (2, 1)


class Stubborn(Toy):
    """A toy that opens however often it is cancelled, as soon as it may."""

    def __init__(self, settings: Settings, partition: int, world: World) -> None:
        """Wait at a gate of its own."""
        super().__init__(settings, partition, world)
        self.gate = asyncio.Event()
        self.closings = 0

    async def open(self) -> None:
        """Lose one cancellation at the gate."""
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            await self.gate.wait()
        await super().open()

    async def close(self) -> None:
        """Count for this lane alone too."""
        self.closings += 1
        await super().close()


class Breaking(Toy):
    """A toy whose first batch fails, once it may."""

    def __init__(self, settings: Settings, partition: int, world: World) -> None:
        """Wait at a gate of its own."""
        super().__init__(settings, partition, world)
        self.gate = asyncio.Event()
        self.holds = False

    async def process(self, records: Records, fetched_at_s: float) -> None:
        """Fail once; whoever went on after that would be heard as if nothing had happened."""
        if self.world.opened[self.partition] == 1 and not self.holds:
            self.holds = True
            await self.gate.wait()
            raise InDoubtError("its outcome is not in the store")
        await super().process(records, fetched_at_s)


async def test_a_lane_whose_batch_failed_while_a_rebalance_waited_for_it_is_not_kept(
    hub: Bench,
) -> None:
    """Else it would go on behind its fence from a state that lacks what it has committed."""
    lanes: list[Breaking] = []

    def make(partition: int) -> Lane:
        if partition:
            return Toy(hub.settings, partition, made.world)
        lanes.append(Breaking(hub.settings, partition, made.world))
        return lanes[-1]

    made = Running(hub.settings, hub.commands, make)
    await made.service.start()
    try:
        await until(made.service.ready)
        await hub.write(mirror(HERE[0]))
        await until(lambda: lanes[0].holds)
        revoking = asyncio.create_task(made.service.on_partitions_revoked(made.places()))
        await until(lambda: not made.service.tasks)
        lanes[0].gate.set()
        await revoking
        await made.service.on_partitions_assigned(made.places())
        await until(lambda: made.world.positions[0] == 1)
        assert (len(lanes), made.world.opened[0], made.world.closed[0]) == (2, 2, 1)
    finally:
        await made.service.stop()


async def test_a_lane_that_opened_after_the_partition_went_is_closed(hub: Bench) -> None:
    """An heir that is still opening is not taken for open, and nobody listens in its place."""
    lanes: list[Stubborn] = []

    def make(partition: int) -> Lane:
        if partition:
            return Toy(hub.settings, partition, made.world)
        lanes.append(Stubborn(hub.settings, partition, made.world))
        return lanes[-1]

    made = Running(hub.settings, hub.commands, make)
    await made.service.start()
    try:
        await until(lambda: lanes and made.service.tasks)
        old = made.service.tasks[made.places()[0]]
        await made.service.on_partitions_revoked(made.places())
        await made.service.on_partitions_assigned(made.places())
        await until(lambda: len(lanes) == 2)
        closings = lanes[0].closings
        lanes[0].gate.set()
        await until(old.done)
        assert lanes[0].closings > closings
        assert not made.service.ready()
        lanes[1].gate.set()
        await hub.write(mirror(HERE[0]))
        await until(lambda: made.world.positions[0] == 1)
        assert made.world.heard[0] == [0]
        assert made.service.ready()
    finally:
        for lane in lanes:
            lane.gate.set()
        await made.service.stop()
