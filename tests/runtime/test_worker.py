"""A worker process: ready, then asked to end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from hub.broker import Broker
from hub.domain.vocabulary import OutcomeKind
from hub.settings import Settings
from hub.up.roads import make_topics
from hub.up.status import read
from hub.worker import HubWorker
from tests.runtime.workbench import BOOK, Bench, mirror, numbers_in, until
from tests.runtime.worker_processes import READY_WITHIN_S, worker_process

ROOT = Path(__file__).parent.parent.parent
DRAINED_WITHIN_S = 25.0


async def test_a_worker_told_to_end_drains_and_exits_in_order(hub: Bench, tmp_path: Path) -> None:
    """What it began it finishes; it ends by itself, with 0, and says so to nobody's harm."""
    status = tmp_path / "status.json"
    settings = hub.settings.model_copy(update={"status_file": status})
    with (tmp_path / "worker.log").open("wb") as log:
        worker = subprocess.Popen(  # noqa: ASYNC220 - starting it takes no time worth waiting for
            [sys.executable, "-m", "hub.worker"],
            env={**os.environ, **settings.environment(), "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
        )
    try:
        await until(lambda: status.exists() and json.loads(status.read_text())["ready"], 40)
        numbers = numbers_in(0, 2)[:10]
        await hub.write(*[mirror(number) for number in numbers])

        async def begun() -> bool:
            return any(e.outcome is OutcomeKind.FACTS for e in await hub.journal())

        await until(begun)
        worker.send_signal(signal.SIGTERM)
        told_s = time.monotonic()
        await until(lambda: worker.poll() is not None, DRAINED_WITHIN_S)
        assert worker.returncode == 0, (tmp_path / "worker.log").read_text()[-3000:]
        assert time.monotonic() - told_s < DRAINED_WITHIN_S
    finally:
        worker.kill()
        worker.wait()
    lane = await hub.open(settings=settings)
    await hub.work(lane)
    opened = [e for e in await hub.journal() if e.command.id.startswith("admin/")]
    assert len(opened) == 10


async def test_a_worker_that_is_there_before_its_broker_waits_for_it(tmp_path: Path) -> None:
    """As after a power cut: whoever starts first is no failure that somebody must look at."""
    broker = Broker(Settings(data=tmp_path))
    await broker.start()
    settings = Settings(data=tmp_path, partitions=1, kafka={"bootstrap": broker.bootstrap})
    try:
        await make_topics(settings, broker.bootstrap, BOOK.organisations)
        await broker.stop()
        with worker_process(settings) as worker:
            await until(lambda: "broker_does_not_answer" in worker.log(), READY_WITHIN_S)
            assert worker.runs
            assert not worker.says()
            await broker.start()
            await worker.until_ready()
    finally:
        await broker.stop()


async def test_a_status_that_cannot_be_written_is_not_left_as_it_was(
    settings: Settings, tmp_path: Path
) -> None:
    """On a full disk nobody takes an old word for the present state."""
    status = tmp_path / "status.json"
    worker = HubWorker(settings.model_copy(update={"status_file": status}))
    worker._tell()
    assert read(status)["ready"] is False
    status.with_name(f"status.json.{os.getpid()}").mkdir()  # what is written first cannot be
    worker._tell()
    assert not status.exists()
