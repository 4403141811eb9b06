"""Workers as processes of their own, and what they say of themselves."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from hub.settings import LaneSettings, Settings
from hub.up.status import read
from tests.runtime.workbench import until

ROOT: Final = Path(__file__).parent.parent.parent
READY_WITHIN_S: Final = 60.0
LANE: Final = LaneSettings(session_ms=6_000, heartbeat_ms=500, rebalance_ms=8_000)
"""A group that notices soon what happens to its members."""


class WorkerProcess:
    """A running worker; its folder is `<data>/state/<name>` unless the settings name another."""

    def __init__(self, settings: Settings, status: Path) -> None:
        """Start it; it says in the file `status` how it is."""
        self.settings = settings
        self._status = status
        self._log = status.with_suffix(".log")
        status.unlink(missing_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "hub.worker"],
                env={
                    **os.environ,
                    **settings.model_copy(update={"status_file": status}).environment(),
                    "PYTHONPATH": str(ROOT),
                },
                stdout=log,
                stderr=log,
            )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def says(self) -> dict[str, Any]:
        """Return its status; empty before it said anything."""
        return read(self._status)

    def case(self) -> dict[str, Any]:
        """Return what it says of its case lane."""
        said: dict[str, Any] = self.says().get("lanes", {}).get("case", {})
        return said

    async def until_ready(self) -> None:
        """Wait until all its partitions are restored and heard."""

        def ready() -> bool:
            assert self.runs, self.log()
            return bool(self.says().get("ready"))

        await until(ready, READY_WITHIN_S)

    def signal(self, number: signal.Signals) -> None:
        """Freeze it, thaw it, or ask it to end."""
        self._process.send_signal(number)

    async def ended(self, within_s: float) -> int:
        """Return its exit status once it has ended."""
        await until(lambda: not self.runs, within_s)
        return int(self._process.returncode)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def log(self) -> str:
        """Return the end of what it printed."""
        return self._log.read_text()[-4000:]


@contextmanager
def worker_process(settings: Settings, name: str = "worker-1") -> Iterator[WorkerProcess]:
    """Run a worker of this name, killed at the end if it still runs."""
    settings.data.mkdir(parents=True, exist_ok=True)
    own = settings.model_copy(update={"worker": name})
    process = WorkerProcess(own, settings.data / f"{name}.json")
    try:
        yield process
    finally:
        process.kill()
