"""One worker of the hub as a child process."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hub.broker.child import Child
from hub.settings import Settings
from hub.up import status
from hub.up.watch import Say, keep_running

STOP_WITHIN_S = 20.0


class Worker:
    """A worker process that is started again when it ends unasked."""

    def __init__(self, name: str, settings: Settings, command: Sequence[str], say: Say) -> None:
        self.name = name
        self._settings = settings
        self._command = command
        self._say = say
        self._child: Child | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self.ends = 0

    @property
    def pid(self) -> int | None:
        """The process id, None between two runs."""
        child = self._child
        return child.pid if child is not None and child.status is None else None

    @property
    def log(self) -> Path:
        """The file with what the process prints."""
        return self._settings.data / "logs" / f"{self.name}.log"

    def status(self) -> dict[str, Any]:
        """What the running process says of itself; empty until it says something."""
        found = status.read(status.worker_file(self._settings, self.name))
        return found if self.pid is not None and found.get("pid") == self.pid else {}

    @property
    def ready(self) -> bool:
        """Whether it says that all its partitions are restored and decide under a catalogue."""
        said = self.status()
        idle = not said.get("lanes", {}).get("case", {}).get("partitions")
        return bool(said.get("ready")) and (idle or said.get("catalogue") is not None)

    async def start(self) -> None:
        """Start the process and its supervision."""
        await self._launch()
        self._supervisor = asyncio.create_task(
            keep_running(self._launch, self._ended, self.name, self._say, failure=OSError),
            name=f"supervise {self.name}",
        )

    async def stop(self) -> None:
        """Stop it in order, hard after a bound; safe to call twice."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is not None:
            supervisor.cancel()
            await asyncio.gather(supervisor, return_exceptions=True)
        if self._child is not None:
            await self._child.stop(STOP_WITHIN_S)

    async def restart(self) -> None:
        """Stop it in order and start a new process."""
        await self.stop()
        await self.start()

    async def _launch(self) -> None:
        file = status.worker_file(self._settings, self.name).absolute()
        file.unlink(missing_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        own = self._settings.model_copy(update={"worker": self.name, "status_file": file})
        self._child = await Child.start(self._command, log=self.log, environment=own.environment())

    async def _ended(self) -> str:
        assert self._child is not None  # noqa: S101 - for the type checker: _launch came before
        code = await self._child.wait()
        self.ends += 1
        said = status.read(status.worker_file(self._settings, self.name)).get("stopped")
        return str(said) if said else _outcome(code, self.log)


def _outcome(code: int, log: Path) -> str:
    if code < 0:
        return f"by signal {signal.Signals(-code).name}"
    return f"with status {code}, see {log}"
