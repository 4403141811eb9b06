"""A worker that restores its state: not ready before it has, and the same whatever was left."""

import functools
import io
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from hub.catalogue import snapshot
from hub.documents.store import DocumentStore
from hub.domain.identity import command_id
from hub.sample import district
from hub.settings import LaneSettings, Settings
from tests.runtime.workbench import (
    ADMIN,
    Bench,
    Spoken,
    mirror,
    numbers_in,
    step,
    switch,
    until,
)
from tests.runtime.worker_processes import LANE, WorkerProcess, worker_process

NUMBERS: Final = numbers_in(0, 2)
ROUNDS: Final = 50
ENDS_WITHIN_S: Final = 30.0


def cases() -> list[Spoken]:
    """Return what opens every case."""
    return [mirror(number) for number in NUMBERS]


def steps(label: str) -> list[Spoken]:
    """Return a step of every case."""
    return [step(number, label) for number in NUMBERS]


async def test_a_worker_is_ready_when_it_has_restored_and_decides_nothing_before(
    hub: Bench,
) -> None:
    """As long as the last thing it needs is missing it is not ready; what waits comes after."""
    settings = hub.settings.model_copy(update={"lane": LANE})
    book = snapshot.to_bytes(district.load())
    lane = await hub.open()
    await hub.work(lane, switch(0, 2, snapshot.digest(book)), *cases())
    await hub.work(lane, *[each for label in range(ROUNDS) for each in steps(f"S{label}")])
    await lane.close()
    restored = lane.position.number
    await hub.write(*steps("waiting"))
    with worker_process(settings, "worker-2") as worker:
        said = await said_until(worker, lambda: _restored(worker) == restored)
        assert not any(each["ready"] for each in said)
        assert len(await hub.journal()) == restored
        with DocumentStore(settings.document_url, settings.keys_path) as documents:
            documents.put_public(io.BytesIO(book), kind="catalogue", media_type="text/plain")
        await worker.until_ready()
        assert worker.case()["opening"] == {}
        assert worker.case()["partitions"]["0"]["restored"] == restored
        await until(lambda: decided(hub, "waiting"))
    entries = await hub.journal()
    assert [entry.number for entry in entries] == list(range(len(entries)))


async def said_until(worker: WorkerProcess, condition: Callable[[], bool]) -> list[dict[str, Any]]:
    """Return everything that a worker said of itself until a condition holds."""
    said: list[dict[str, Any]] = []

    def look() -> bool:
        assert worker.runs, worker.log()
        if (now := worker.says()) and (not said or now != said[-1]):
            said.append(now)
        return condition()

    await until(look, ENDS_WITHIN_S)
    return said


def _restored(worker: WorkerProcess) -> int | None:
    """Return how many entries the opening lane of partition 0 has folded."""
    found: int | None = worker.case().get("opening", {}).get("0", {}).get("restored")
    return found


async def decided(hub: Bench, label: str) -> bool:
    """Return whether a step of every case has its one entry."""
    wanted = [command_id(ADMIN, f"s-{number}-{label}") for number in NUMBERS]
    ids = [entry.command.id for entry in await hub.journal()]
    assert all(ids.count(each) <= 1 for each in wanted)
    return set(wanted) <= set(ids)


def emptied(store: Path) -> None:
    """Nothing is left."""
    shutil.rmtree(store)
    store.mkdir()


def spoiled(pattern: str) -> Callable[[Path], None]:
    """Bytes are changed, all over files of a kind."""

    def spoil(store: Path) -> None:
        for file in _files(store, pattern):
            content = bytearray(file.read_bytes())
            for place in range(0, len(content), 64):
                content[place] ^= 0x41
            file.write_bytes(content)

    return spoil


def truncated(pattern: str) -> Callable[[Path], None]:
    """The second half of files of a kind is missing."""

    def cut(store: Path) -> None:
        for file in _files(store, pattern):
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return cut


def _files(store: Path, pattern: str) -> list[Path]:
    found = sorted(store.glob(pattern))
    assert found, f"no {pattern} in {store}"
    return found


DAMAGES: Final = (
    (emptied, {0}),
    (spoiled("*.sst"), {1}),
    (truncated("MANIFEST-*"), {0, 1}),
    (truncated("CURRENT"), {1}),
)
"""What befalls a store, and how often it is counted as damage.

With half its list of files a store may be whole, as it was at an earlier entry.
"""


async def test_a_store_that_is_lost_or_damaged_is_rebuilt_to_the_same_digest(hub: Bench) -> None:
    """Noticed, counted, folded anew, by a worker that goes on deciding; nothing counts twice."""
    settings = hub.settings.model_copy(update={"lane": LANE})
    store = settings.store_path / "case-0"
    await hub.write(*cases())
    with worker_process(settings) as worker:
        await worker.until_ready()
        await ended(worker)
    for index, (damage, counted) in enumerate(DAMAGES):
        damage(store)
        with worker_process(settings) as worker:
            await worker.until_ready()
            label = f"after-{index}"
            await hub.write(*steps(label))
            await until(functools.partial(decided, hub, label))
            await until(lambda: "0" in worker.case()["partitions"])
            rebuilt = worker.case()["failures"].get("state_rebuilt", 0)
            await ended(worker)
        assert rebuilt in counted, index
        assert digest(settings.store_path) == await folded_anew(hub, index), index


async def ended(worker: WorkerProcess) -> None:
    """Ask a worker to end and wait until it has."""
    worker.signal(signal.SIGTERM)
    assert await worker.ended(ENDS_WITHIN_S) == 0, worker.log()


def digest(folder: Path) -> object:
    """Return what `lianban state digest` says of partition 0."""
    command = [sys.executable, "-m", "hub.cli.main", "state", "digest", str(folder), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["case-0"]


async def folded_anew(hub: Bench, index: int) -> object:
    """Return the digest of partition 0 as its journal alone makes it, on an empty disk."""
    folder = hub.settings.data / f"anew-{index}"
    settings: Settings = hub.settings.model_copy(update={"lane": LaneSettings(store=folder)})
    lane = await hub.open(settings=settings)
    await lane.close()
    return digest(folder)
