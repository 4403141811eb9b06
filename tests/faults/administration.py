"""Changing topics from outside while everything else fails: tried until the brokers do it."""

import asyncio
from collections.abc import Awaitable, Callable

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from hub.unfit import Unfit
from topics.connection import ask, connect, must_succeed
from topics.declared import INBOX_LIMIT_BYTES
from topics.errors import TopicsError
from topics.wire import IncrementalAlterConfigsRequest, MetadataRequest, Operation

QUORUM = 2
"""Replicas that must hold a record of a topic with three of them, as it is declared."""
WITHIN_S = 120.0
AGAIN_S = 0.5


async def persist(act: Callable[[], Awaitable[object]]) -> None:
    """Do something to the cluster, again and again until it is done; raises what it says last."""
    deadline = asyncio.get_running_loop().time() + WITHIN_S
    while True:
        try:
            await act()
        except (KafkaError, TopicsError, Unfit, TimeoutError, OSError):
            if asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(AGAIN_S)
        else:
            return


async def set_limit(bootstrap: str, organisation: str, limit_bytes: int | None) -> None:
    """Let an inbox take messages of so many bytes; None: as many as it is declared to."""
    await _set(bootstrap, organisation, "max.message.bytes", limit_bytes or INBOX_LIMIT_BYTES)


async def set_quorum(bootstrap: str, organisation: str, replicas: int) -> None:
    """Let an inbox take messages only while so many replicas hold all before."""
    await _set(bootstrap, organisation, "min.insync.replicas", replicas)


async def _set(bootstrap: str, organisation: str, setting: str, value: int) -> None:
    changes = {f"org.{organisation}.in": [(setting, Operation.SET, str(value))]}

    async def act() -> None:
        async with connect(bootstrap) as client:
            response = await ask(client, IncrementalAlterConfigsRequest(changes))
            for code, message, _, name in response.resources:
                must_succeed(f"change {setting} of {name}", code, message)

    await persist(act)


async def in_sync(bootstrap: str) -> None:
    """Wait until every replica of every partition has caught up with its leader."""

    async def look() -> None:
        async with connect(bootstrap) as client:
            answer = await ask(client, MetadataRequest(None))
        behind = [
            f"{topic}-{partition}"
            for _, topic, _, _, partitions, *_ in answer.topics
            for _, partition, _, _, replicas, isr, *_ in partitions
            if len(isr) < len(replicas)
        ]
        if behind:
            raise TimeoutError(f"{len(behind)} partitions, the first {behind[0]}")

    await persist(look)


async def delete(bootstrap: str, topic: str) -> None:
    """Delete a topic."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([topic])
    finally:
        await admin.close()
