"""Whether the hub has done all it was told: everything read, decided and announced."""

import asyncio
import time

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

QUIET_S = 6.0
Ends = dict[TopicPartition, int]


class Progress:
    """Asks the brokers how far outboxes, journal and dispatch are."""

    def __init__(self, bootstrap: str, partitions: int) -> None:
        self._bootstrap = bootstrap
        self._journal = [TopicPartition("hub.journal", p) for p in range(partitions)]

    async def drained(self, outboxes: list[str], within_s: float) -> bool:
        """Wait until ingress has read all outboxes and journal and dispatch stand still."""
        places = [TopicPartition(topic, 0) for topic in outboxes]
        deadline = time.monotonic() + within_s
        before, since = None, time.monotonic()
        while time.monotonic() < deadline:
            now = await self._standing(places)
            if now is None or now != before:
                before, since = now, time.monotonic()
            elif time.monotonic() - since > QUIET_S:
                return True
            await asyncio.sleep(1.0)
        return False

    async def _standing(self, outboxes: list[TopicPartition]) -> dict[str, Ends] | None:
        """Return journal ends and dispatch positions once ingress has read everything."""
        try:
            read = await self._committed("lianban-ingress")
            ends = await self._ends(outboxes)
            if any(end and read.get(tp) != end for tp, end in ends.items()):
                return None
            dispatched = await self._committed("lianban-dispatch")
            return {"journal": await self._ends(self._journal), "dispatch": dispatched}
        except (KafkaError, TimeoutError):
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

    async def _committed(self, group: str) -> Ends:
        admin = AIOKafkaAdminClient(bootstrap_servers=self._bootstrap)
        await admin.start()
        try:
            found = await admin.list_consumer_group_offsets(group)
            return {tp: kept.offset for tp, kept in found.items()}
        finally:
            await admin.close()
