"""Whether the hub has done all it was told: everything read, decided and announced."""

import asyncio
import time
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

QUIET_S = 10.0
"""Longer than a lane waits before it tries again."""
Ends = dict[TopicPartition, int]


@dataclass(frozen=True, slots=True)
class _Standing:
    """How far the hub is.

    `done`: all that was sent is read, nobody's inbox is held, all that is carried is signed for.
    """

    read: Ends
    journal: Ends
    dispatched: dict[TopicPartition, OffsetAndMetadata]
    carried: Ends
    done: bool


class Progress:
    """Asks the brokers how far outboxes, journal and dispatch are."""

    def __init__(self, bootstrap: str, partitions: int) -> None:
        self._bootstrap = bootstrap
        self._journal = [TopicPartition("hub.journal", p) for p in range(partitions)]

    async def drained(self, outboxes: list[str], doors: list[str], patience_s: float) -> bool:
        """Wait until all outboxes are read, nobody waits for an inbox, and everything stands still.

        `doors` are inboxes whose owners are carried to: all in them must be signed for.
        False when nothing moves any more for `patience_s` and yet something is left to do.
        """
        places = [TopicPartition(topic, 0) for topic in outboxes]
        owed = [TopicPartition(topic, 0) for topic in doors]
        before: _Standing | None = None
        since = time.monotonic()
        while time.monotonic() - since < patience_s:
            now = await self._standing(places, owed)
            if now is not None and now != before:
                before, since = now, time.monotonic()
            elif now is not None and now.done and time.monotonic() - since > QUIET_S:
                return True
            await asyncio.sleep(1.0)
        return False

    async def _standing(
        self, outboxes: list[TopicPartition], doors: list[TopicPartition]
    ) -> "_Standing | None":
        """Return how far everything is; None while a broker does not tell."""
        try:
            read = await self._committed("lianban-ingress")
            dispatched = await self._committed("lianban-dispatch")
            sent = await self._ends(outboxes)
            carried = await self._committed("lianban-delivery")
            owed = await self._ends(doors)
            return _Standing(
                read={place: read[place].offset for place in read},
                journal=await self._ends(self._journal),
                dispatched=dispatched,
                carried={place: kept.offset for place, kept in carried.items()},
                done=all(not end or read[place].offset == end for place, end in sent.items())
                and not any("held" in kept.metadata for kept in dispatched.values())
                and all(not end or carried[place].offset == end for place, end in owed.items()),
            )
        except (KafkaError, TimeoutError, KeyError):
            return None

    async def _ends(self, places: list[TopicPartition]) -> Ends:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self._bootstrap,
            isolation_level="read_committed",
            enable_auto_commit=False,
            request_timeout_ms=5000,
        )
        try:
            async with asyncio.timeout(10):
                await consumer.start()
                found: Ends = await consumer.end_offsets(places)
                return found
        finally:
            await consumer.stop()

    async def _committed(self, group: str) -> dict[TopicPartition, OffsetAndMetadata]:
        admin = AIOKafkaAdminClient(bootstrap_servers=self._bootstrap)
        await admin.start()
        try:
            found: dict[TopicPartition, OffsetAndMetadata]
            found = await admin.list_consumer_group_offsets(group)
            return found
        finally:
            await admin.close()
