"""Broker, two workers and the load as processes that can be killed, frozen and restarted."""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from aiokafka.admin import AIOKafkaAdminClient

from hub.broker import Broker
from hub.broker.child import Child
from hub.settings import Settings
from hub.up.publishing import publish_first
from hub.up.roads import make_topics
from hub.up.status import read
from tests.faults import district
from tests.faults.schedule import WORKERS, Fault, Kind

ROOT = Path(__file__).parent.parent.parent
STOP_S = 30.0


class Stage:
    """Everything that runs in a fault run; what ends unasked is noted and started again."""

    def __init__(self, data: Path, partitions: int, control: str | None) -> None:
        self.base = Settings(
            data=data,
            partitions=partitions,
            lane={"session_ms": 6000, "heartbeat_ms": 1500, "rebalance_ms": 10_000},
        )
        self.settings = self.base
        self.unplanned: list[str] = []
        self.faults: Counter[str] = Counter()
        self._command = [sys.executable, "-m", "hub.worker"]
        if control is not None:
            self._command = [sys.executable, "-m", "tests.faults.broken_worker", control]
        self._broker = Broker(self.base)
        self._workers: list[Child | None] = [None] * WORKERS
        self._again_s = [0.0] * WORKERS
        self._thaw_s: dict[int, float] = {}
        self._asked: set[int] = set()
        self._load: Child | None = None
        self._organisations = district.load().organisations
        self._stopping = False

    @property
    def bootstrap(self) -> str:
        """Host and port of the broker."""
        return self._broker.bootstrap

    @property
    def records(self) -> Path:
        """Where the load writes down what was acknowledged."""
        return self.base.data / "records"

    async def open(self) -> None:
        """Start broker and workers; one inbox does not exist yet."""
        await self._broker.start()
        kafka = self.base.kafka.model_copy(update={"bootstrap": self.bootstrap})
        self.settings = self.base.model_copy(update={"kafka": kafka})
        for folder in ("logs", "run"):
            (self.base.data / folder).mkdir(parents=True, exist_ok=True)
        await make_topics(self.settings, self.bootstrap, self._organisations)
        await self._take_inbox_away()
        await publish_first(self.settings, self.bootstrap, district.load())
        for index in range(WORKERS):
            await self._start(index)

    async def _take_inbox_away(self) -> None:
        """Delete an inbox that nothing was ever written to: so no message is lost by us."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap)
        await admin.start()
        try:
            await admin.delete_topics([f"org.{district.LATE_DEPARTMENT}.in"])
        finally:
            await admin.close()

    async def make_inbox(self) -> None:
        """Make the missing inbox, as an operator would with `lianban topics apply`."""
        await make_topics(self.settings, self.bootstrap, self._organisations)
        self.faults[Kind.INBOX] += 1

    async def begin_load(self, rate: float, seed: int) -> None:
        """Start the load."""
        command = [sys.executable, "-m", "tests.faults.load", "--bootstrap", self.bootstrap]
        command += ["--records", str(self.records), "--rate", str(rate), "--seed", str(seed)]
        log = self.base.data / "logs" / "load.log"
        self._load = await Child.start(command, log=log, environment=self._paths(), folder=ROOT)

    async def end_load(self) -> int:
        """Ask the load to end, wait for what it sent; return its exit status."""
        if self._load is None:
            return -1
        await self._load.stop(300.0)
        return self._load.status or 0

    async def inflict(self, fault: Fault) -> bool:
        """Do what the fault says; return whether there was something to do it to."""
        if fault.kind is Kind.BROKER:
            await self._kill_broker(fault.for_s)
            self.faults[fault.kind] += 1
            return True
        index = self._victim(fault.worker)
        if index is None:
            return False
        child = self._workers[index]
        assert child is not None
        if fault.kind in {Kind.FROZEN, Kind.PAUSED}:
            os.kill(child.pid, signal.SIGSTOP)
            self._thaw_s[index] = time.monotonic() + fault.for_s
        else:
            self._asked.add(child.pid)
            self._again_s[index] = time.monotonic() + fault.for_s
            os.kill(child.pid, signal.SIGKILL if fault.kind is Kind.KILLED else signal.SIGTERM)
        self.faults[fault.kind] += 1
        return True

    def _victim(self, wanted: int) -> int | None:
        """Return a worker that runs and is not frozen, that one if it can be."""
        order = [wanted, *range(WORKERS)]
        return next((i for i in order if self._workers[i] and i not in self._thaw_s), None)

    async def _kill_broker(self, for_s: float) -> None:
        self._broker.kill()
        await self._broker.wait()
        await asyncio.sleep(for_s)
        await self._broker.start()

    async def supervise(self) -> None:
        """Thaw what was frozen long enough and start again what ended, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(0.1)

    async def look(self) -> None:
        """Do once what is due."""
        now = time.monotonic()
        for index, at in list(self._thaw_s.items()):
            if now >= at:
                self._thaw(index)
        for index, child in enumerate(self._workers):
            if child is not None and child.status is not None:
                self._ended(index, child)
            if self._workers[index] is None and now >= self._again_s[index]:
                await self._start(index)

    def _thaw(self, index: int) -> None:
        del self._thaw_s[index]
        child = self._workers[index]
        if child is not None and child.status is None:
            os.kill(child.pid, signal.SIGCONT)

    def _ended(self, index: int, child: Child) -> None:
        self._workers[index] = None
        if child.pid not in self._asked:
            said = read(self._status_file(index)).get("stopped") or f"status {child.status}"
            self.unplanned.append(f"worker-{index + 1}: {said}"[:160])

    async def _start(self, index: int) -> None:
        name = f"worker-{index + 1}"
        status = self._status_file(index)
        status.unlink(missing_ok=True)
        own = self.settings.model_copy(update={"worker": name, "status_file": status})
        log = self.base.data / "logs" / f"{name}.log"
        environment = {**own.environment(), **self._paths()}
        self._workers[index] = await Child.start(
            self._command, log=log, environment=environment, folder=ROOT
        )

    def _status_file(self, index: int) -> Path:
        return self.base.data / "run" / f"worker-{index + 1}.json"

    def _paths(self) -> dict[str, str]:
        return {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}

    async def thaw_all(self) -> None:
        """End all freezing."""
        for index in list(self._thaw_s):
            self._thaw(index)

    async def close_workers(self) -> None:
        """Stop the workers in order."""
        await self.thaw_all()
        children = [child for child in self._workers if child is not None]
        await asyncio.gather(*(child.stop(STOP_S) for child in children))

    async def close(self) -> None:
        """Stop everything."""
        await self.close_workers()
        if self._load is not None:
            await self._load.stop(STOP_S)
        await self._broker.stop()
