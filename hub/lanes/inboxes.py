"""Which inboxes can be reached now: asked of the broker, outside any transaction.

That an inbox is there does not mean that it takes anything: its broker may refuse what is written
(full, too small a limit, no right) or never have enough replicas to acknowledge it. Such an inbox
is left alone for a while, longer each time; then one partition of the worker tries it.
"""

import time
from dataclasses import dataclass
from typing import Final

from aiokafka.client import AIOKafkaClient

from hub.runtime.clients import REQUEST_TIMEOUT_MS, connection
from hub.runtime.logging import get
from hub.settings import Settings
from topics import names
from topics.broker import topic_ids

log = get(__name__)

KNOWN_S: Final = 5.0
REFUSED_FIRST_S: Final = 5.0
REFUSED_LAST_S: Final = 300.0


@dataclass(slots=True)
class _Refusal:
    """How long an inbox that refuses is left alone: twice as long after each attempt."""

    wait_s: float = 0.0
    until_s: float = 0.0

    def again(self) -> None:
        """Leave it alone from now on, for longer than before."""
        self.wait_s = min(2 * self.wait_s or REFUSED_FIRST_S, REFUSED_LAST_S)
        self.wait()

    def wait(self) -> None:
        """Leave it alone from now on, for as long as before."""
        self.until_s = time.monotonic() + self.wait_s


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
        self._refusing: dict[str, _Refusal] = {}
        self._suspects: set[frozenset[str]] = set()

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
        return {code for code in organisations if code in self._found_s and self._may_try(code)}

    def refused(self, organisations: set[str]) -> None:
        """Leave inboxes alone that did not take what was written."""
        for code in organisations:
            self._refusing.setdefault(code, _Refusal()).again()
            log.error("inbox_refuses", organisation=code, wait_s=self._refusing[code].wait_s)

    def suspect(self, organisations: frozenset[str]) -> None:
        """Leave inboxes alone that together did not answer, but not before the second time."""
        if organisations in self._suspects:
            self._suspects.discard(organisations)
            self.refused(set(organisations))
        else:
            self._suspects.add(organisations)

    def accepted(self, organisations: set[str]) -> None:
        """Take inboxes for good that took what was written."""
        self._suspects = {each for each in self._suspects if not each & organisations}
        for code in organisations & self._refusing.keys():
            del self._refusing[code]

    def _may_try(self, code: str) -> bool:
        """Return whether an inbox may be written to; of one that refused, one asker only is told.

        The others are told after it was accepted, or after as long again.
        """
        refusal = self._refusing.get(code)
        if refusal is None:
            return True
        if time.monotonic() < refusal.until_s:
            return False
        refusal.wait()
        return True

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
