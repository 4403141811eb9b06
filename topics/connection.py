"""A short connection to the broker for questions about topics, or one that is already open."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaConnectionError, KafkaError, NotControllerError, for_code

from topics.errors import BrokerRefused, BrokerUnreachable

REQUEST_TIMEOUT_MS = 15_000
_ATTEMPTS = 3
_BACK_OFF_S = 0.1

Security: TypeAlias = Mapping[str, Any]
"""Keyword arguments for aiokafka clients, such as `security_protocol` and `ssl_context`."""

Client: TypeAlias = AIOKafkaClient | AIOKafkaConsumer | AIOKafkaProducer
"""Anything of aiokafka with an open connection."""


@asynccontextmanager
async def connect(
    bootstrap: str, security: Security | None = None
) -> AsyncIterator[AIOKafkaClient]:
    """Open a client, close it in the end. Raises BrokerUnreachable."""
    client = AIOKafkaClient(
        bootstrap_servers=bootstrap, request_timeout_ms=REQUEST_TIMEOUT_MS, **(security or {})
    )
    try:
        await client.bootstrap()
    except KafkaConnectionError as error:
        await client.close()
        raise BrokerUnreachable(bootstrap, "no connection, or not let in") from error
    try:
        yield client
    finally:
        await client.close()


def client_of(owner: Client) -> AIOKafkaClient:
    """Return the bare client inside a consumer or producer."""
    if isinstance(owner, AIOKafkaClient):
        return owner
    if isinstance(owner, AIOKafkaProducer):
        return owner.client
    return owner._client  # noqa: SLF001 - aiokafka has no public way to a consumer's client


async def ask(client: AIOKafkaClient, request: Any) -> Any:  # noqa: ANN401 - untyped in aiokafka
    """Send a request to any broker; another one is tried when a connection is lost.

    Raises KafkaError when no broker answers.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return await client.send(client.get_random_node(), request)
        except KafkaError as error:
            if not error.retriable:
                raise
            await asyncio.sleep(_BACK_OFF_S)
    return await client.send(client.get_random_node(), request)


async def ask_controller(client: AIOKafkaClient, request: Any) -> Any:  # noqa: ANN401 - as `ask`
    """Send a request to the broker that speaks for the controller. Raises KafkaError."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return await client.send(await _controller(client), request)
        except KafkaError as error:
            if not (error.retriable or isinstance(error, NotControllerError)):
                raise
            await client.force_metadata_update()
            await asyncio.sleep(_BACK_OFF_S)
    return await client.send(await _controller(client), request)


async def _controller(client: AIOKafkaClient) -> int:
    if client.cluster.controller is None:
        await client.force_metadata_update()
    node: int = client.cluster.controller.nodeId
    return node


def must_succeed(what: str, code: int, message: str | None = None) -> None:
    """Raise BrokerRefused unless the code of a response is 0."""
    if code:
        raise BrokerRefused(what, message or for_code(code).__name__)
