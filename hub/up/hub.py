"""The hub as one thing that is started and stopped: by `lianban up`, the demo, and tests."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, Self

from hub.broker import Broker
from hub.broker.folder import make_writable, take
from hub.domain.catalogue import Catalogue
from hub.sample import district
from hub.settings import Settings
from hub.unfit import Unfit
from hub.up import status
from hub.up.publishing import publish_first
from hub.up.roads import make_topics
from hub.up.watch import keep_running
from hub.up.worker import Worker

READY_WITHIN_S = 120.0
GIVE_UP_AFTER_ENDS = 3
"""A worker that ends so often before it was ready will not be ready."""

POLL_S = 0.05
EMBEDDED_SESSION_MS = 10_000
EMBEDDED_REBALANCE_MS = 15_000
"""On one machine a frozen worker is a dead one soon; a cluster's default waits longer."""

WORKER = (sys.executable, "-m", "hub.worker")

OnStep = Callable[[str, float], None]


class Hub:
    """Broker (unless one is given by settings), topics, first catalogue, workers.

    `async with Hub(settings)` starts it all, waits until it is ready, and stops it in order. What
    dies is started again. `on_step(name, seconds)` is called after each step of the start, `say`
    with a sentence about each thing that died. Nothing of it outlives this process.
    """

    def __init__(
        self,
        settings: Settings,
        workers: int = 1,
        *,
        catalogue: Catalogue | None = None,
        on_step: OnStep | None = None,
        say: Callable[[str], None] | None = None,
        command: Sequence[str] = WORKER,
    ) -> None:
        self.settings = _complete(settings)
        self._catalogue = catalogue
        self._on_step = on_step or (lambda _name, _seconds: None)
        self._say = say or (lambda _sentence: None)
        self._count = workers
        self._command = command
        self._broker: Broker | None = None
        self._watch: asyncio.Task[None] | None = None
        self._workers: list[Worker] = []
        self._lock: IO[str] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def bootstrap(self) -> str:
        """Host and port of the broker, once started."""
        if self.settings.kafka.bootstrap is None:
            raise RuntimeError("The hub has not been started.")
        return self.settings.kafka.bootstrap

    @property
    def broker_pid(self) -> int | None:
        """The process id of the embedded broker; None where another broker is used."""
        return self._broker.pid if self._broker is not None else None

    @property
    def worker_pids(self) -> list[int | None]:
        """The process ids of the workers, None for one that is between two runs."""
        return [worker.pid for worker in self._workers]

    @property
    def ready(self) -> bool:
        """Whether every worker is ready, and all decide under one catalogue."""
        catalogues = {worker.status().get("catalogue") for worker in self._workers} - {None}
        return all(worker.ready for worker in self._workers) and len(catalogues) == 1

    async def start(self) -> None:
        """Start everything and wait until it is ready; raises Unfit. Leaves nothing on failure."""
        self._take_folder()
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """Stop everything in order: workers, then the broker; safe to call twice."""
        await asyncio.gather(*(worker.stop() for worker in self._workers))
        await self._stop_broker()
        if self._lock is not None:
            status.hub_file(self.settings).unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    async def restart_worker(self, index: int) -> None:
        """Stop one worker in order and start a new process; does not wait until it is ready."""
        await self._workers[index].restart()

    async def wait_ready(self, within_s: float = READY_WITHIN_S) -> None:
        """Wait until the hub is ready; raises Unfit when it takes longer or a worker gives up."""
        deadline = time.monotonic() + within_s
        while not self.ready:
            for worker in self._workers:
                _require_hope(worker)
            if time.monotonic() > deadline:
                raise Unfit(*_too_late(within_s, self._workers))
            await asyncio.sleep(POLL_S)

    def _take_folder(self) -> None:
        make_writable(self.settings.run)
        self._lock = take(self.settings.run / "lock", self.settings.data)

    async def _start(self) -> None:
        if self.settings.kafka.bootstrap is None:
            await self._start_broker()
        with self._step("sample district"):
            catalogue = self._catalogue
            if catalogue is None:
                catalogue = await asyncio.to_thread(district.load)
        with self._step("topics"):
            await make_topics(self.settings, self.bootstrap, catalogue.organisations)
        with self._step("catalogue"):
            await publish_first(self.settings, self.bootstrap, catalogue)
        with self._step("workers"):
            await self._start_workers()
            await self.wait_ready()

    async def _start_broker(self) -> None:
        broker = Broker(self.settings, self._on_step)
        await broker.start()
        self._broker = broker
        self.settings = _at(self.settings, broker.bootstrap)
        self._watch = asyncio.create_task(
            keep_running(broker.start, self._broker_ended, "broker", self._say, failure=Unfit),
            name="supervise broker",
        )

    async def _broker_ended(self) -> str:
        assert self._broker is not None  # noqa: S101 - for the type checker: it was started
        return f"with status {await self._broker.wait()}"

    async def _stop_broker(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.cancel()
            await asyncio.gather(watch, return_exceptions=True)
        if self._broker is not None:
            await self._broker.stop()

    async def _start_workers(self) -> None:
        self._workers = [
            Worker(f"worker-{number}", self.settings, self._command, self._say)
            for number in range(1, self._count + 1)
        ]
        for worker in self._workers:
            await worker.start()
        status.write(status.hub_file(self.settings), self._said())

    def _said(self) -> dict[str, Any]:
        return {
            "pid": os.getpid(),
            "bootstrap": self.bootstrap,
            "namespace": self.settings.namespace,
            "workers": [worker.name for worker in self._workers],
        }

    @contextlib.contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self._on_step(name, time.monotonic() - began)


def _complete(settings: Settings) -> Settings:
    """The settings that children get: paths that hold anywhere, times for one machine."""
    changes: dict[str, Any] = {"data": settings.data.absolute()}
    if settings.kafka.bootstrap is None and "session_ms" not in settings.lane.model_fields_set:
        changes["lane"] = settings.lane.model_copy(
            update={"session_ms": EMBEDDED_SESSION_MS, "rebalance_ms": EMBEDDED_REBALANCE_MS}
        )
    return settings.model_copy(update=changes)


def _at(settings: Settings, bootstrap: str) -> Settings:
    kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
    return settings.model_copy(update={"kafka": kafka})


def _require_hope(worker: Worker) -> None:
    if worker.ends >= GIVE_UP_AFTER_ENDS:
        raise Unfit(
            f"The {worker.name} ended {worker.ends} times before it was ready.",
            f"Look into {worker.log}.",
        )
    stopped = worker.status().get("stopped")
    if stopped:
        raise Unfit(f"The {worker.name} stopped: {stopped}", f"Look into {worker.log}.")


def _too_late(within_s: float, workers: Sequence[Worker]) -> tuple[str, str]:
    late = ", ".join(worker.name for worker in workers if not worker.ready)
    return (
        f"Not ready within {within_s:.0f} s: {late or 'workers differ in their catalogue'}.",
        f"Look into {workers[0].log.parent}.",
    )
