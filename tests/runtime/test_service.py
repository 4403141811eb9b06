"""The service that runs lanes: rebalances, faults and companions, with a toy lane on real Kafka."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from hub.runtime.failures import InDoubtError, LaneStoppedError, StoreFullError
from hub.runtime.lane import Lane, LaneKind, Records
from hub.runtime.service import LaneService
from hub.settings import KafkaSettings, Settings
from tests.runtime.small_disk import limited_files
from tests.runtime.workbench import Bench, mirror, numbers_in, until

HERE, THERE = numbers_in(0, 2), numbers_in(1, 2)


class World:
    """What all toy lanes of a test share: their durable position, and what befalls them."""

    def __init__(self) -> None:
        """Begin without any mishap."""
        self.positions = {0: 0, 1: 0}
        self.heard: dict[int, list[int]] = {0: [], 1: []}
        self.opened = {0: 0, 1: 0}
        self.closed = {0: 0, 1: 0}
        self.mishaps: dict[int, list[BaseException]] = {0: [], 1: []}
        self.beats = {0: 0, 1: 0}
        self.open_gate = asyncio.Event()
        self.open_gate.set()
        self.late: list[bool] = []
        self.fetch_ended_s = 0.0


class Toy(Lane):
    """A lane that only notes what it hears."""

    def __init__(self, settings: Settings, partition: int, world: World) -> None:
        """Take part in a world."""
        super().__init__(settings, partition)
        self.world = world

    async def open(self) -> None:
        """Wait for the gate, then begin where the world says."""
        await self.world.open_gate.wait()
        self.world.opened[self.partition] += 1
        self.next_offset = self.world.positions[self.partition]

    async def process(self, records: Records, fetched_at_s: float) -> None:
        """Note the records, unless something befalls the lane."""
        world = self.world
        world.late.append(fetched_at_s >= world.fetch_ended_s)
        await asyncio.sleep(0)
        if world.mishaps[self.partition]:
            raise world.mishaps[self.partition].pop()
        world.heard[self.partition] += [record.offset for record in records]
        self.next_offset = world.positions[self.partition] = records[-1].offset + 1

    async def close(self) -> None:
        """Count."""
        self.world.closed[self.partition] += 1

    def companions(self) -> Sequence[Callable[[], Awaitable[None]]]:
        """Return a heart that beats beside the lane."""
        return (self._beat,)

    async def _beat(self) -> None:
        while True:
            self.world.beats[self.partition] += 1
            await asyncio.sleep(0.01)


class Running:
    """A service that runs, and what it said of a crash."""

    def __init__(
        self, settings: Settings, topic: str, make: Callable[[int], Lane] | None = None
    ) -> None:
        """Prepare; the lanes are toys unless `make` makes others."""
        self.world = World()
        self.crashes: list[Exception] = []
        make = make or (lambda partition: Toy(settings, partition, self.world))
        kind = LaneKind("case", topic, make)
        app = SimpleNamespace(beacon=None, loop=asyncio.get_running_loop(), crash=self.crash)
        self.service = LaneService(app, kind, settings)

    async def crash(self, error: Exception) -> None:
        """Take the place of the application's end."""
        self.crashes.append(error)

    def places(self) -> list[TopicPartition]:
        """Return both partitions."""
        return [TopicPartition(self.service.kind.topic, partition) for partition in (0, 1)]


@asynccontextmanager
async def running(hub: Bench, make: Callable[[int], Lane] | None = None) -> AsyncIterator[Running]:
    """Run a service until its partitions are ready, stop it at the end."""
    made = Running(hub.settings, hub.commands, make)
    await made.service.start()
    try:
        await until(made.service.ready)
        yield made
    finally:
        await made.service.stop()


async def test_every_record_is_heard_once_in_order(hub: Bench) -> None:
    """Both partitions go on beside each other, and the time of a batch lies after its fetch."""
    async with running(hub) as made:
        fetch = made.service._fetch

        async def noting(tp: TopicPartition) -> Any:  # noqa: ANN401 - as the original
            records = await fetch(tp)
            made.world.fetch_ended_s = time.monotonic()
            return records

        made.service._fetch = noting  # type: ignore[method-assign]
        await hub.write(*[mirror(number) for number in HERE[:20] + THERE[:20]])
        await until(lambda: made.world.positions == {0: 20, 1: 20})
        assert made.world.heard == {0: list(range(20)), 1: list(range(20))}
        assert made.world.late
        assert all(made.world.late[2:])


async def test_after_a_doubt_the_lane_is_opened_anew_and_nothing_is_skipped(hub: Bench) -> None:
    """A lane that raised is never used again; its successor begins where the journal says."""
    async with running(hub) as made:
        made.world.mishaps[0] = [InDoubtError("x"), InDoubtError("y")]
        await hub.write(*[mirror(number) for number in HERE[:5]])
        await until(lambda: made.world.positions[0] == 5)
        assert made.world.heard[0] == list(range(5))
        assert (made.world.opened[0], made.world.closed[0]) == (3, 2)
        assert made.crashes == []


async def test_a_cancellation_that_nobody_asked_for_is_a_doubt_and_no_end(hub: Bench) -> None:
    """Kafka's client lets those of its own tasks through: the partition would be silent."""
    async with running(hub) as made:
        made.world.mishaps[0] = [asyncio.CancelledError()]
        await hub.write(*[mirror(number) for number in HERE[:5]])
        await until(lambda: made.world.positions[0] == 5)
        assert made.world.heard[0] == list(range(5))
        assert made.service.status()["failures"] == {"InDoubtError": 1}


async def test_a_stopped_partition_says_why_and_the_others_go_on(hub: Bench) -> None:
    """What runs beside it goes on too: a stop shuts nobody's mouth and holds no clock."""
    async with running(hub) as made:
        made.world.mishaps[0] = [LaneStoppedError("It broke.", "Mend it.")]
        await hub.write(mirror(HERE[0]), mirror(THERE[0]))
        await until(lambda: made.service.stopped)
        assert made.service.stopped == {0: "It broke. Mend it."}
        assert made.world.closed[0] == 1
        beats = made.world.beats[0]
        await until(lambda: made.world.beats[0] > beats + 3)
        await hub.write(mirror(THERE[1]))
        await until(lambda: made.world.positions[1] == 2)
        assert made.world.positions[0] == 0
        assert made.service.ready()
        assert made.crashes == []
    assert made.world.opened[0] == 1


async def test_a_partition_without_room_waits_and_what_runs_beside_it_does_not(
    hub: Bench, tmp_path: Path
) -> None:
    """It says so until there is room; then it is opened anew where its journal says."""
    with limited_files(tmp_path / "disk") as disk:
        async with running(hub) as made:
            made.world.mishaps[0] = [StoreFullError(disk.folder, "No space left on device")]
            disk.fill()
            await hub.write(mirror(HERE[0]))
            await until(lambda: made.service.stopped)
            assert "No space left on device" in made.service.stopped[0]
            beats = made.world.beats[0]
            await until(lambda: made.world.beats[0] > beats + 3)
            assert (made.world.opened[0], made.world.closed[0]) == (1, 1)
            disk.make_room()
            await until(lambda: made.world.positions[0] == 1)
            assert made.service.stopped == {}
            assert made.service.status()["failures"] == {"StoreFullError": 1}
            assert made.world.opened[0] == 2
            assert made.crashes == []


async def test_the_unexpected_ends_the_worker(hub: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the table does not name crashes the application, once, and opens nothing more."""
    monkeypatch.setattr("hub.runtime.service.os._exit", lambda _: None)
    async with running(hub) as made:
        made.world.mishaps[0] = [ZeroDivisionError("a bug")]
        await hub.write(mirror(HERE[0]))
        await until(lambda: made.crashes)
        assert isinstance(made.crashes[0], ZeroDivisionError)
        opened = dict(made.world.opened)
        await made.service.on_partitions_revoked([])
        await made.service.on_partitions_assigned(made.places())
        assert made.world.opened == opened
        assert made.service.tasks == {}


async def test_a_group_that_cannot_be_joined_ends_the_worker_and_says_why(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Joining goes on beside the start, and its failure is nobody's secret."""
    monkeypatch.setattr("hub.runtime.service.os._exit", lambda _: None)
    nowhere = settings.model_copy(update={"kafka": KafkaSettings(bootstrap="127.0.0.1:9")})
    made = Running(nowhere, "nothing")
    await made.service.start()
    await until(lambda: made.crashes)
    assert made.service.died is not None
    assert "127.0.0.1" in made.service.died
    assert not made.service.ready()
    await made.service.stop()


async def test_a_warm_lane_is_used_again_only_at_once(hub: Bench) -> None:
    """Assigned again it goes on without opening; assigned elsewhere it is closed."""
    async with running(hub) as made:
        both = made.places()
        await made.service.on_partitions_revoked(both)
        await hub.write(mirror(HERE[0]), mirror(THERE[0]))
        await made.service.on_partitions_assigned(both)
        await until(lambda: made.world.positions == {0: 1, 1: 1})
        assert made.world.opened == {0: 1, 1: 1}
        await made.service.on_partitions_revoked(both)
        await made.service.on_partitions_assigned(both[:1])
        await until(lambda: made.world.closed[1] == 1)
        assert made.world.closed == {0: 0, 1: 1}
        await made.service.on_partitions_revoked(both[:1])
        await made.service.on_partitions_assigned(both)
        await until(lambda: made.world.opened[1] == 2)
        await hub.write(mirror(THERE[1]))
        await until(lambda: made.world.positions[1] == 2)
        assert made.world.heard == {0: [0], 1: [0, 1]}


async def test_a_rebalance_does_not_wait_for_a_lane_that_is_opening(hub: Bench) -> None:
    """An opening that hangs is given up, closed, and begun again when the partition comes back."""
    made = Running(hub.settings, hub.commands)
    made.world.open_gate.clear()
    await made.service.start()
    try:
        await until(lambda: len(made.service.lanes) == 2)
        await asyncio.wait_for(made.service.on_partitions_revoked(made.places()), 5)
        assert made.world.closed == {0: 1, 1: 1}
        assert made.service.lanes == {}
        made.world.open_gate.set()
        await made.service.on_partitions_assigned(made.places())
        await until(made.service.ready)
    finally:
        await asyncio.wait_for(made.service.stop(), 20)
    assert made.world.closed == {0: 2, 1: 2}
