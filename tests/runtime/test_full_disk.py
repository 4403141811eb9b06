"""A disk without room for the local state: said, waited for, and nothing lost or done twice."""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.domain.commands import MirrorCase
from hub.domain.identity import case_id
from hub.runtime.failures import Action, StoreFullError, action_for
from hub.runtime.state_digest import StateDigest, digest_of_store
from hub.runtime.store import PartitionStore, has_room
from hub.settings import LaneSettings
from tests.runtime.small_disk import KINDS, Disk
from tests.runtime.workbench import ADMIN, Bench, Spoken, mirror, numbers_in, said, until
from tests.runtime.worker_processes import LANE, worker_process

ENDS_WITHIN_S = 30.0

VALUE_BYTES = 4096
ROUNDS = 100
"""More than any of the disks has room for once it is filled."""


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    """A disk that can be filled, of each kind that this machine lets tests make."""
    with request.param(tmp_path / "disk") as made:
        yield made


def fill_store(store: PartitionStore, start: int = 0, rounds: int = ROUNDS) -> int:
    """Write under growing numbers; return the last that was written before the disk was full."""
    for number in range(start, start + rounds):
        store.apply({b"%d" % number: os.urandom(VALUE_BYTES)}, b"%d" % number)
    return start + rounds - 1


def written_until_full(store: PartitionStore) -> int:
    """Return the last number that was written before the disk was full."""
    for number in range(ROUNDS):
        try:
            fill_store(store, number, 1)
        except StoreFullError:
            return number - 1
    raise AssertionError("the disk was never full")


def test_a_write_without_room_is_named_and_changes_nothing(disk: Disk) -> None:
    """The error says what, where and the remedy; the store is whole at the last entry before."""
    folder = disk.folder / "case-0"
    store = PartitionStore(folder)
    disk.fill()
    last = written_until_full(store)
    with pytest.raises(StoreFullError) as full:
        store.apply({b"more": bytes(VALUE_BYTES)}, b"more")
    disk.make_room()
    assert str(folder) in full.value.what
    assert "LIANBAN_LANE__STORE" in full.value.remedy
    assert action_for(full.value) is Action.WAIT
    store.close()
    again = PartitionStore(folder)
    assert again.rebuilt is None
    assert again.position() == (None if last < 0 else b"%d" % last)
    assert again.get(b"%d" % (last + 1)) is None
    again.close()


def test_a_store_is_kept_when_it_cannot_be_opened_for_lack_of_room(disk: Disk) -> None:
    """What is whole is not thrown away: room is all that is missing."""
    folder = disk.folder / "case-0"
    store = PartitionStore(folder)
    last = fill_store(store)
    store._db.flush()
    store.close()
    disk.fill()
    with pytest.raises(StoreFullError):
        fill_store(PartitionStore(folder))
    disk.make_room()
    again = PartitionStore(folder)
    assert again.rebuilt is None
    assert again.get(b"%d" % last) is not None
    again.close()


def test_room_is_found_only_where_there_is_some(disk: Disk) -> None:
    """The look leaves nothing behind and makes the folder that a new store needs."""
    folder = disk.folder / "case-0"
    disk.fill()
    assert not has_room(folder)
    disk.make_room()
    assert has_room(folder)
    assert list(folder.iterdir()) == []


def large(number: str) -> Spoken:
    """Return a case whose state takes some room."""
    command = MirrorCase(
        business_number=number,
        system="wabo",
        item="i" * VALUE_BYTES,
        department="Group 1",
        opened_at=datetime(2026, 1, 5, tzinfo=UTC),
        actor="x",
    )
    return said(command, case_id(ADMIN, number), message_id=f"m-{number}")


async def test_a_worker_without_room_for_one_partition_waits_with_it_alone(
    hub: Bench, disk: Disk
) -> None:
    """It says why, hears its other partitions, goes on by itself, and each command counts once."""
    here, there = numbers_in(0, 2), numbers_in(1, 2)
    settings = hub.settings.model_copy(update={"lane": LANE})
    settings.store_path.mkdir(parents=True)
    (disk.folder / "case-0").mkdir()
    (settings.store_path / "case-0").symlink_to(disk.folder / "case-0")
    with worker_process(settings) as worker:
        await worker.until_ready()
        disk.fill(worker.pid)
        await hub.write(*[large(number) for number in here])
        await until(lambda: "0" in worker.case()["stopped"])
        said = worker.says()
        assert (said["ready"], said["lanes"]["case"]["failures"]) == (False, {"StoreFullError": 1})
        assert str(disk.folder / "case-0") in said["stopped"]
        await hub.write(mirror(there[0]))
        await until(lambda: decided(hub, 1))
        assert worker.runs, worker.log()
        disk.make_room(worker.pid)
        await worker.until_ready()
        await until(lambda: decided(hub, 0, len(here)))
        worker.signal(signal.SIGTERM)
        assert await worker.ended(ENDS_WITHIN_S) == 0
    ids = [entry.command.id for entry in await hub.journal()]
    assert [each for each in ids if each.startswith("admin/")] == [f"admin/m-{n}" for n in here]
    assert digest_of_store(settings.store_path / "case-0") == await folded_anew(hub)


async def decided(hub: Bench, partition: int, cases: int = 1) -> bool:
    """Return whether at least so many cases were opened in a partition."""
    ids = [entry.command.id for entry in await hub.journal(partition)]
    return sum(each.startswith("admin/") for each in ids) >= cases


async def folded_anew(hub: Bench) -> StateDigest:
    """Return the digest of partition 0 as its journal alone makes it."""
    lane = await hub.open(
        settings=hub.settings.model_copy(
            update={"lane": LaneSettings(store=hub.settings.data / "anew")}
        )
    )
    await lane.close()
    return digest_of_store(hub.settings.data / "anew" / "case-0")
