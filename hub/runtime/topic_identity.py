"""Is a topic still the one we know? A topic made again under its name has another id."""

import asyncio
import time

from aiokafka.client import AIOKafkaClient

from hub.runtime.clients import REQUEST_TIMEOUT_MS, connection
from hub.settings import Settings
from topics.broker import topic_ids


class TopicIdentity:
    """Answers, for all partitions of a worker together, which id a topic has now.

    A batch is only committed after an answer that was asked for after the batch was fetched: ids
    never come back, so the same id then and at the opening proves whose records these are.
    """

    def __init__(self, settings: Settings, topic: str) -> None:
        """Connect on first use."""
        self._settings = settings
        self._topic = topic
        self._client: AIOKafkaClient | None = None
        self._lock = asyncio.Lock()
        self._asked_s = float("-inf")
        self._id = ""

    async def current(self, since_s: float) -> str:
        """Return the topic's id, asked for after `since_s` (`time.monotonic()`); '' if no topic.

        Raises KafkaError when the broker does not answer.
        """
        if self._asked_s <= since_s:
            async with self._lock:
                if self._asked_s <= since_s:
                    asked_s = time.monotonic()
                    self._id = await self._ask()
                    self._asked_s = asked_s
        return self._id

    async def _ask(self) -> str:
        client = self._client
        if client is None:
            client = AIOKafkaClient(
                **connection(self._settings), request_timeout_ms=REQUEST_TIMEOUT_MS
            )
            await client.bootstrap()
            self._client = client
        ids = await topic_ids(client, [self._topic])
        return ids.get(self._topic, "")

    async def close(self) -> None:
        """Close the connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()
