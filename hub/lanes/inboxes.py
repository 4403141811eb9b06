"""Which inboxes can be reached now: asked of the broker, outside any transaction."""

import time
from typing import Final

from aiokafka.client import AIOKafkaClient

from hub.runtime.clients import REQUEST_TIMEOUT_MS, connection
from hub.runtime.logging import get
from hub.settings import Settings
from topics import names
from topics.broker import topic_ids

log = get(__name__)

KNOWN_S: Final = 5.0


class Inboxes:
    """Answers for all partitions of a worker whether an organisation's inbox is there.

    An inbox that was found is believed for some seconds; a write that then fails marks it missing
    until it is found again.
    """

    def __init__(self, settings: Settings) -> None:
        """Connect on first use."""
        self._settings = settings
        self._client: AIOKafkaClient | None = None
        self._found_s: dict[str, float] = {}
        self._missing_s: dict[str, float] = {}

    async def reachable(self, organisations: set[str]) -> set[str]:
        """Return those of the organisations whose inbox exists; raises KafkaError."""
        now = time.monotonic()
        unknown = {
            code
            for code in organisations
            if now - self._found_s.get(code, float("-inf")) > KNOWN_S
            and now - self._missing_s.get(code, float("-inf")) > 1.0
        }
        if unknown:
            await self._ask(unknown, now)
        return {code for code in organisations if code in self._found_s}

    def forget(self) -> None:
        """Ask again for every inbox: a write failed, and it is not known to which."""
        self._found_s.clear()

    async def _ask(self, organisations: set[str], now: float) -> None:
        topic = {names.inbox(code, self._settings.namespace): code for code in organisations}
        found = await topic_ids(await self._connected(), list(topic))
        for name, code in topic.items():
            if name in found:
                self._found_s[code] = now
                self._missing_s.pop(code, None)
            else:
                if code not in self._missing_s:
                    log.warning("inbox_missing", organisation=code, topic=name)
                self._missing_s[code] = now
                self._found_s.pop(code, None)

    async def _connected(self) -> AIOKafkaClient:
        if self._client is None:
            client = AIOKafkaClient(
                **connection(self._settings), request_timeout_ms=REQUEST_TIMEOUT_MS
            )
            await client.bootstrap()
            self._client = client
        return self._client

    async def close(self) -> None:
        """Close the connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()
