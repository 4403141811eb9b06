"""The systems outside the hub as processes: clients that speak, a department that is carried to."""

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from hub.broker.child import Child
from tests.faults.network import ROOT
from tests.faults.receiver import HOST, PATH

CLIENT_ENDS_WITHIN_S = 300.0
RECEIVER_ENDS_WITHIN_S = 10.0
SERVES_WITHIN_S = 30.0
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


@dataclass(slots=True)
class Client:
    """Says its part of the script; one that was killed comes again as somebody who knows nothing.

    What it sent and did not write down before it was killed was acknowledged to nobody.
    """

    number: int
    options: list[str]
    log: Path
    lives: int = 0
    _child: Child | None = None

    async def start(self) -> None:
        """Start it, with a life of its own."""
        command = [sys.executable, "-m", "tests.faults.load", *self.options]
        command += ["--client", str(self.number), "--life", str(self.lives)]
        self.lives += 1
        self._child = await Child.start(command, log=self.log, environment=ENVIRONMENT, folder=ROOT)

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self._child is not None:
            self._child.kill()
            await self._child.wait()

    async def end(self) -> int:
        """Ask it to end and wait for what it sent; return how it ended."""
        if self._child is None:
            return 0
        await self._child.stop(CLIENT_ENDS_WITHIN_S)
        return self._child.status or 0


@dataclass(slots=True)
class Department:
    """A department without a Kafka client: what its inbox has is posted to it."""

    organisation: str
    port: int
    record: Path
    log: Path
    _child: Child | None = field(default=None)

    @property
    def door(self) -> dict[str, object]:
        """Its row in the file of doors."""
        patience = {"retry_first_s": 0.2, "retry_last_s": 3.0, "remind_s": 2.0, "timeout_s": 5.0}
        url = f"http://{HOST}:{self.port}{PATH}"
        return {"organisation": self.organisation, "kind": "http", "url": url, **patience}

    async def start(self) -> None:
        """Start it and wait until it listens."""
        command = [sys.executable, "-m", "tests.faults.receiver", "--port", str(self.port)]
        command += ["--record", str(self.record), "--topic", f"org.{self.organisation}.in"]
        self._child = await Child.start(command, log=self.log, environment=ENVIRONMENT, folder=ROOT)
        deadline = time.monotonic() + SERVES_WITHIN_S
        while not await self._listens() and time.monotonic() < deadline:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.1)

    async def _listens(self) -> bool:
        try:
            _, writer = await asyncio.open_connection(HOST, self.port)
        except OSError:
            return False
        writer.close()
        return True

    async def kill(self) -> None:
        """End it as a power cut would."""
        if self._child is not None:
            self._child.kill()
            await self._child.wait()

    def signal(self, number: signal.Signals) -> None:
        """Freeze or thaw it."""
        if self._child is not None and self._child.status is None:
            os.kill(self._child.pid, number)

    async def stop(self) -> None:
        """Ask it to end."""
        if self._child is not None:
            await self._child.stop(RECEIVER_ENDS_WITHIN_S)
