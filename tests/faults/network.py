"""The links between workers, clients and brokers, all through the proxy, and orders to it."""

import asyncio
import json
import os
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hub.broker.child import Child
from hub.broker.folder import is_free
from tests.faults.proxy import HOST

ROOT = Path(__file__).parent.parent.parent
BELOW_EPHEMERAL = (18_000, 31_000)
"""Ports that no outgoing connection takes while their owner is down (Linux: 32768 and up)."""
SERVES_WITHIN_S = 30.0
STOP_S = 5.0


def take_ports(count: int) -> list[int]:
    """Return that many free ports in a row."""
    chance = random.Random(os.urandom(8))
    while True:
        first = chance.randrange(*BELOW_EPHEMERAL)
        ports = list(range(first, first + count))
        if all(is_free(port) for port in ports):
            return ports


def link(party: str, node: int) -> str:
    """Return the name of the link from a party (a worker, the clients, the peers) to a broker."""
    return f"{party}>{node}"


class Network:
    """The proxy as a process, and a connection to tell it what to do."""

    def __init__(self, links: dict[str, tuple[int, int]], control_port: int) -> None:
        """Take for each link the port to listen on and the port it leads to."""
        self.links = links
        self._port = control_port
        self._child: Child | None = None
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def start(self, log: Path) -> None:
        """Start the proxy and wait until it takes orders."""
        command = [sys.executable, "-m", "tests.faults.proxy", str(self._port)]
        command += [f"{name}={listen}:{target}" for name, (listen, target) in self.links.items()]
        self._child = await Child.start(
            command, log=log, environment={"PYTHONPATH": str(ROOT)}, folder=ROOT
        )
        async with asyncio.timeout(SERVES_WITHIN_S):
            while self._ends is None:
                try:
                    self._ends = await asyncio.open_connection(HOST, self._port)
                except OSError:
                    await asyncio.sleep(0.05)

    def address(self, name: str) -> str:
        """Return host and port where a link is entered."""
        return f"{HOST}:{self.links[name][0]}"

    async def order(self, names: Iterable[str], **what: Any) -> None:  # noqa: ANN401 - JSON
        """Tell the proxy what to do to some links (see `tests.faults.proxy`)."""
        assert self._ends is not None
        reader, writer = self._ends
        async with self._one_at_a_time:
            for name in names:
                writer.write(json.dumps({"link": name, **what}).encode() + b"\n")
                await writer.drain()
                assert await reader.readline()

    async def heal(self, names: Iterable[str]) -> None:
        """Make links whole again; connections that survived go on."""
        await self.order(names, hold=[], delay_s=0.0, refuse=False)

    async def stop(self) -> None:
        """End the proxy."""
        if self._ends is not None:
            self._ends[1].close()
        if self._child is not None:
            await self._child.stop(STOP_S)
