"""The proxy does to a connection what it says, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.network import Network, take_ports
from tests.faults.proxy import HOST

LONG_ENOUGH_S = 0.3
"""Nothing can be awaited that must not come."""


@pytest.fixture
async def network(tmp_path: Path) -> AsyncIterator[Network]:
    """A proxy before a server that sends back what it gets."""
    front, behind, control = take_ports(3)

    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(100_000):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, HOST, behind)
    made = Network({"a>1": (front, behind)}, control)
    await made.start(tmp_path / "proxy.log")
    try:
        yield made
    finally:
        await made.stop()
        server.close()


class Client:
    """A connection through the proxy."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    @classmethod
    async def open(cls, network: Network) -> "Client":
        """Connect."""
        host, _, port = network.address("a>1").partition(":")
        return cls(*await asyncio.open_connection(host, int(port)))

    def say(self, data: bytes) -> None:
        """Send."""
        self.writer.write(data)

    async def hears(self, count: int) -> bytes:
        """Return the next bytes; fewer when the connection ends."""
        try:
            async with asyncio.timeout(20):
                return await self._reader.readexactly(count)
        except asyncio.IncompleteReadError as error:
            return error.partial
        except ConnectionError:
            return b""

    async def hears_nothing(self) -> bool:
        """Return whether neither bytes nor an end come for a while."""
        try:
            await asyncio.wait_for(self._reader.read(1), LONG_ENOUGH_S)
        except TimeoutError:
            return True
        return False


async def test_what_is_held_comes_later_and_whole(network: Network) -> None:
    """Neither a way that is held nor both lose or swap a byte."""
    client = await Client.open(network)
    client.say(b"one")
    assert await client.hears(3) == b"one"
    for held in (["up"], ["down"], ["up", "down"]):
        await network.order(["a>1"], hold=held)
        client.say(b"two")
        assert await client.hears_nothing()
        client.say(b"three")
        await network.heal(["a>1"])
        assert await client.hears(8) == b"twothree"


async def test_an_end_does_not_pass_either_while_its_way_is_held(network: Network) -> None:
    """The other side of a half-open connection does not know that nobody is there."""
    client = await Client.open(network)
    client.say(b"one")
    assert await client.hears(3) == b"one"
    await network.order(["a>1"], hold=["up"])
    client.writer.write_eof()
    assert await client.hears_nothing()
    await network.heal(["a>1"])
    assert await client.hears(1) == b""


async def test_a_connection_made_while_all_is_held_reaches_nobody_until_later(
    network: Network,
) -> None:
    """It is taken, as by a network that still sends the first packet again."""
    await network.order(["a>1"], hold=["up", "down"])
    client = await Client.open(network)
    client.say(b"one")
    assert await client.hears_nothing()
    await network.heal(["a>1"])
    assert await client.hears(3) == b"one"


async def test_a_cut_ends_what_is_open_and_nothing_else(network: Network) -> None:
    """The next connection is a good one."""
    client = await Client.open(network)
    client.say(b"one")
    assert await client.hears(3) == b"one"
    await network.order(["a>1"], cut=True)
    assert await client.hears(1) == b""
    client = await Client.open(network)
    client.say(b"two")
    assert await client.hears(3) == b"two"


@pytest.mark.parametrize("direction", ["up", "down"])
async def test_a_message_is_cut_behind_a_byte(network: Network, direction: str) -> None:
    """So many bytes arrive, then the connection ends; the one after it is whole."""
    client = await Client.open(network)
    await network.order(["a>1"], cut_after=5, direction=direction)
    client.say(b"0123456789")
    heard = await client.hears(10)
    assert heard == b"01234" if direction == "down" else len(heard) <= 5
    client = await Client.open(network)
    client.say(b"0123456789")
    assert await client.hears(10) == b"0123456789"


async def test_who_refuses_takes_nobody(network: Network) -> None:
    """Not even who was there before."""
    client = await Client.open(network)
    client.say(b"one")
    assert await client.hears(3) == b"one"
    await network.order(["a>1"], refuse=True)
    assert await client.hears(1) == b""
    try:
        other = await Client.open(network)
    except ConnectionError:
        pass
    else:
        other.say(b"two")
        assert await other.hears(3) == b""
    await network.heal(["a>1"])
    client = await Client.open(network)
    client.say(b"three")
    assert await client.hears(5) == b"three"


async def test_what_is_delayed_comes_in_order(network: Network) -> None:
    """Later, but all of it."""
    await network.order(["a>1"], delay_s=0.1)
    client = await Client.open(network)
    client.say(b"one")
    client.say(b"two")
    assert await client.hears(6) == b"onetwo"
