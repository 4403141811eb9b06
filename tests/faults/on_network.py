"""What can happen between workers, clients and brokers; everything through the proxy."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from tests.faults.cluster import PEERS, VOTERS
from tests.faults.fault import Strike
from tests.faults.network import link
from tests.faults.proxy import DOWN, UP
from tests.faults.stage import CLIENTS, Stage

LONGEST_DELAY_S = 0.5
FARTHEST_CUT_BYTES = 40_000
CUTS = 5


async def cut(stage: Stage, strike: Strike) -> None:
    """Reset all connections of a worker, once."""
    await stage.network.order(_of(stage, strike.name), cut=True)


async def cut_in_a_message(stage: Stage, strike: Strike) -> None:
    """Reset connections of a worker after some more bytes, several times, in both directions."""
    after = 1 + int(strike.dose * FARTHEST_CUT_BYTES)
    for number in range(CUTS):
        way = UP if number % 2 else DOWN
        await stage.network.order(_of(stage, strike.name), cut_after=after, direction=way)
        await asyncio.sleep(strike.for_s / CUTS)


async def cut_off(stage: Stage, strike: Strike) -> None:
    """Let nothing pass between a worker and all brokers."""
    async with _during(stage, _of(stage, strike.name), hold=[UP, DOWN]):
        await asyncio.sleep(strike.for_s)


async def unheard(stage: Stage, strike: Strike) -> None:
    """Let nothing pass from a worker to the brokers, while it still hears them."""
    async with _during(stage, _of(stage, strike.name), hold=[UP]):
        await asyncio.sleep(strike.for_s)


async def deaf(stage: Stage, strike: Strike) -> None:
    """Let nothing pass from the brokers to a worker: what it writes arrives, no answer does."""
    async with _during(stage, _of(stage, strike.name), hold=[DOWN]):
        await asyncio.sleep(strike.for_s)


async def refused_by_one(stage: Stage, strike: Strike) -> None:
    """Let one broker refuse a worker that all others let in."""
    nodes = list(stage.cluster.nodes)
    one = link(strike.name, nodes[int(strike.dose * len(nodes))])
    async with _during(stage, [one], refuse=True):
        await asyncio.sleep(strike.for_s)


async def delayed(stage: Stage, strike: Strike) -> None:
    """Let everything between a worker and the brokers come later."""
    delay_s = strike.dose * LONGEST_DELAY_S
    async with _during(stage, _of(stage, strike.name), delay_s=delay_s):
        await asyncio.sleep(strike.for_s)


async def clients_cut(stage: Stage, strike: Strike) -> None:
    """Reset all connections of the clients, in the middle of messages."""
    after = 1 + int(strike.dose * FARTHEST_CUT_BYTES)
    await stage.network.order(_of(stage, CLIENTS), cut_after=after, direction=UP)
    await asyncio.sleep(strike.for_s)


async def broker_cut_off(stage: Stage, strike: Strike) -> None:
    """Let nothing reach a broker, neither workers nor clients nor its peers."""
    async with _during(stage, _to(strike.node, stage.parties), hold=[UP, DOWN]):
        await asyncio.sleep(strike.for_s)


async def broker_without_peers(stage: Stage, strike: Strike) -> None:
    """Let nobody copy from a broker or vote with it, while workers and clients still reach it."""
    async with _during(stage, _to(strike.node, [PEERS, VOTERS]), hold=[UP, DOWN]):
        await asyncio.sleep(strike.for_s)


@asynccontextmanager
async def _during(stage: Stage, links: Iterable[str], **what: Any) -> AsyncIterator[None]:  # noqa: ANN401 - JSON
    links = list(links)
    await stage.network.order(links, **what)
    try:
        yield
    finally:
        await stage.network.heal(links)


def _of(stage: Stage, party: str) -> list[str]:
    return [link(party, node) for node in stage.cluster.nodes]


def _to(node: int, parties: Iterable[str]) -> list[str]:
    return [link(party, node) for party in parties]
