"""A TCP proxy that does to connections what networks do; a process of its own.

`python -m tests.faults.proxy CONTROL_PORT NAME=LISTEN_PORT:TARGET_PORT …`. Each NAME is a link.
Every line to the control port is a JSON object; it is answered by `{"connections": n}`:

- `{"link": "…", "hold": ["up", "down"]}`: bytes of these directions go no further, an end of the
  connection neither; new connections are taken and reach nobody. Nothing is lost: TCP sends again
  when the cut is over. One direction alone makes a half-open connection.
- `{"link": "…", "delay_s": 0.2}`: every portion of bytes comes that much later, in order.
- `{"link": "…", "refuse": true}`: what is open is reset, and so is what is opened.
- `{"link": "…", "cut": true}`: what is open is reset, once.
- `{"link": "…", "cut_after": 900, "direction": "down"}`: the connection that first has carried
  that many more bytes is reset behind the last of them, in the middle of a message.
"""

import asyncio
import contextlib
import json
import socket
import struct
import sys
from dataclasses import dataclass, field
from typing import Any

UP, DOWN = "up", "down"
HOST = "127.0.0.1"
PORTION = 65_536
RESET = struct.pack("ii", 1, 0)


@dataclass
class Direction:
    """One way of a link: whether bytes may pass, and when the next connection breaks."""

    open: asyncio.Event = field(default_factory=asyncio.Event)
    bytes_left: int | None = None

    def __post_init__(self) -> None:
        self.open.set()

    def hold(self, held: bool) -> None:
        """Stop the bytes of this way, or let them go on."""
        if held:
            self.open.clear()
        else:
            self.open.set()

    def take(self, data: bytes) -> tuple[bytes, bool]:
        """Return what may still pass of `data`, and whether the connection breaks behind it."""
        if self.bytes_left is None:
            return data, False
        if len(data) < self.bytes_left:
            self.bytes_left -= len(data)
            return data, False
        kept, self.bytes_left = data[: self.bytes_left], None
        return kept, True


class Link:
    """One listener and its target; what is said of the link holds for all its connections."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._ways = {UP: Direction(), DOWN: Direction()}
        self._delay_s = 0.0
        self._refuses = False
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def connections(self) -> int:
        """How many connections are open on the near side."""
        return len(self._open) // 2

    def told(self, order: dict[str, Any]) -> None:
        """Do what an order says."""
        if "hold" in order:
            for name, way in self._ways.items():
                way.hold(name in order["hold"])
        self._delay_s = order.get("delay_s", self._delay_s)
        self._refuses = order.get("refuse", self._refuses)
        if "cut_after" in order:
            self._ways[order["direction"]].bytes_left = order["cut_after"]
        if order.get("cut") or self._refuses:
            for writer in list(self._open):
                reset(writer)

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either end closes it."""
        if self._refuses:
            reset(writer)
            return
        self._open.add(writer)
        other: asyncio.StreamWriter | None = None
        try:
            await self._ways[UP].open.wait()
            back, other = await asyncio.open_connection(HOST, self._target_port)
            self._open.add(other)
            await self._carry((reader, other), (back, writer))
        except OSError:
            pass
        finally:
            for end in (writer, other):
                if end is not None:
                    self._open.discard(end)
                    reset(end)

    async def _carry(
        self,
        up: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        down: tuple[asyncio.StreamReader, asyncio.StreamWriter],
    ) -> None:
        """Pump both ways until one of them has ended *and* its way is open to say so."""
        pumps = [
            asyncio.create_task(self._pump(*ends, self._ways[name]))
            for name, ends in ((UP, up), (DOWN, down))
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Direction
    ) -> None:
        while True:
            with contextlib.suppress(ConnectionError):  # a reset is told like an orderly end
                data = await reader.read(PORTION)
                if self._delay_s:
                    await asyncio.sleep(self._delay_s)
                await way.open.wait()
                kept, breaks = way.take(data)
                writer.write(kept)
                await writer.drain()
                if data and not breaks:
                    continue
                writer.close()  # what has passed arrives before the end does
                await writer.wait_closed()
            await way.open.wait()
            return


def reset(writer: asyncio.StreamWriter) -> None:
    """End a connection at once and tell the other side by a reset (SO_LINGER with no time)."""
    raw = writer.get_extra_info("socket")
    if raw is not None:
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()


class Proxy:
    """All links of one process, and the port where orders come in."""

    def __init__(self, links: dict[str, Link]) -> None:
        self._links = links

    async def control(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer orders until the connection ends."""
        while line := await reader.readline():
            order = json.loads(line)
            link = self._links[order["link"]]
            link.told(order)
            writer.write(json.dumps({"connections": link.connections}).encode() + b"\n")
            await writer.drain()
        writer.close()


async def main(arguments: list[str]) -> None:
    """Serve until killed."""
    links, servers = {}, []
    for argument in arguments[1:]:
        name, _, ports = argument.partition("=")
        listen, target = (int(port) for port in ports.split(":"))
        link = links[name] = Link(target)
        servers.append(await asyncio.start_server(link.accept, HOST, listen))
    servers.append(await asyncio.start_server(Proxy(links).control, HOST, int(arguments[0])))
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
