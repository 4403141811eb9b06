"""One worker process that can be killed, frozen, restarted, and put on a machine that lies."""

import asyncio
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hub.broker.child import Child
from hub.settings import Settings
from hub.up.status import read
from tests.faults.network import ROOT
from tests.faults.releases import LEVEL, Release

LEAVES_WITHIN_S = 30.0
READY_WITHIN_S = 90.0
SMALL_DISK_BYTES = 96 * 1024
POLL_S = 0.1
AGAIN_AFTER_S = 1.0
TELLS_WITHIN_S = 2.0
"""Time for a process that does not end to print where it hangs."""


class Member:
    """A worker; what ends without being asked is told and started again after a moment."""

    def __init__(
        self, settings: Settings, control: str | None, tell: Callable[[str], None]
    ) -> None:
        """Take the settings of this one worker; `tell` hears of every end that nobody asked for."""
        self.name = settings.worker
        self._settings = settings
        self._tell = tell
        self._child: Child | None = None
        self._control: Sequence[str] = [] if control is None else ["--control", control]
        self._release, self._level = Release.NEWER, 1
        self._limit = resource.RLIM_INFINITY
        self._wanted = False
        self._ended_s = 0.0
        self._changing = asyncio.Lock()
        """Who starts again what ended must not meet a fault that does the same."""

    @property
    def _status(self) -> Path:
        return self._settings.data / "run" / f"{self.name}.json"

    @property
    def _clock(self) -> Path:
        return self._settings.data / "run" / f"{self.name}.clock"

    @property
    def store(self) -> Path:
        """The folder of its local state."""
        return self._settings.store_path

    def says(self) -> dict[str, object]:
        """Return what the running process says of itself; nothing until it says something."""
        said = read(self._status)
        return said if self._child is not None and said.get("pid") == self._child.pid else {}

    def partitions(self) -> list[int]:
        """Return the partitions whose cases it says it hears."""
        lanes = self.says().get("lanes")
        return [int(p) for p in lanes["case"]["partitions"]] if isinstance(lanes, dict) else []

    async def start(self) -> None:
        """Start a process; a disk that is full stays full until there is room again."""
        async with self._changing:
            await self._start()

    async def _start(self) -> None:
        self._ended_s = 0.0
        self._status.unlink(missing_ok=True)
        options = ["--clock", str(self._clock), "--release", self._release, *self._control]
        level = LEVEL if self._release is Release.NEWER else 1
        own = self._settings.model_copy(
            update={"status_file": self._status, "level": min(level, self._level)}
        )
        paths = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self._child = await Child.start(
            [sys.executable, "-m", "tests.faults.worker_process", *options],
            log=self._settings.data / "logs" / f"{self.name}.log",
            environment={**own.environment(), **paths},
            folder=ROOT,
        )
        self._set_limit()
        self._wanted = True

    async def supervise(self) -> None:
        """Start again, after a moment, what ended unasked; until cancelled."""
        while True:
            await self._look()
            await asyncio.sleep(POLL_S)

    async def _look(self) -> None:
        async with self._changing:
            child = self._child
            if not self._wanted or child is None or child.status is None:
                return
            if not self._ended_s:
                self._ended_s = time.monotonic()
                self._note(child.status)
            if time.monotonic() - self._ended_s > AGAIN_AFTER_S:
                await self._start()

    def _note(self, status: int) -> None:
        if self._limit == resource.RLIM_INFINITY:
            said = read(self._status).get("stopped") or f"status {status}"
            self._tell(f"{self.name}: {said}"[:240])

    async def kill(self) -> None:
        """End it as a power cut would."""
        async with self._changing:
            self._wanted = False
            if self._child is not None:
                self._child.kill()
                await self._child.wait()

    async def leave(self) -> None:
        """Ask it to end; that it does not within a bound is told."""
        async with self._changing:
            self._wanted = False
            if self._child is None:
                return
            self.signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(self._child.wait(), LEAVES_WITHIN_S)
            except TimeoutError:
                self._tell(f"{self.name}: did not leave within {LEAVES_WITHIN_S:.0f} s")
                self.signal(signal.SIGUSR1)
                await self._child.stop(TELLS_WITHIN_S)

    def signal(self, number: signal.Signals) -> None:
        """Freeze or thaw it."""
        if self._child is not None and self._child.status is None:
            os.kill(self._child.pid, number)

    def wipe(self) -> None:
        """Take its local state away."""
        shutil.rmtree(self.store, ignore_errors=True)

    def set_clock(self, off_s: float) -> None:
        """Let its wall clock jump to so many seconds beside the real one."""
        self._clock.write_text(str(off_s))

    def fill_disk(self) -> None:
        """From now on its disk has next to no room, however often it is started."""
        self._limit = SMALL_DISK_BYTES
        self._set_limit()

    def make_room(self) -> None:
        """Its disk has room again."""
        self._limit = resource.RLIM_INFINITY
        self._set_limit()

    def _set_limit(self) -> None:
        """Let no file of the process grow past the limit, its log neither.

        EFBIG is told where a full disk tells ENOSPC; a store meets both as a write that fails.
        """
        if self._child is not None and self._child.status is None:
            limits = (self._limit, resource.RLIM_INFINITY)
            resource.prlimit(self._child.pid, resource.RLIMIT_FSIZE, limits)

    def install(self, release: Release) -> None:
        """From the next start on it runs this release."""
        self._release = release

    def raise_level(self) -> None:
        """From the next start on its settings ask for the level of the newer release."""
        self._level = LEVEL

    async def until(
        self, condition: Callable[[], object], within_s: float = READY_WITHIN_S
    ) -> bool:
        """Wait for a condition; return whether it came within the bound."""
        deadline = time.monotonic() + within_s
        while not condition():
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(POLL_S)
        return True

    async def until_ready(self, within_s: float = READY_WITHIN_S) -> bool:
        """Wait until it says that all its partitions are restored and heard."""
        return await self.until(lambda: self.says().get("ready"), within_s)
