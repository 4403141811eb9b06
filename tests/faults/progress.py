"""How far the hub is: committed ends of the journal, and whether all was read and told."""

import asyncio
import time
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

POLL_S = 0.25
QUIET_S = 6.0
Ends = dict[TopicPartition, int]


@dataclass(slots=True)
class _Wait:
    """A fault and what the journal must go past until it is recovered from."""

    began_s: float
    ends: Ends


class Progress:
    """Watches the journal while faults come; `recovered_s` has the seconds each one cost."""

    def __init__(self, bootstrap: str, partitions: int) -> None:
        self._bootstrap = bootstrap
        self._journal = [TopicPartition("hub.journal", p) for p in range(partitions)]
        self._ends: Ends = {}
        self._waits: list[_Wait] = []
        self.recovered_s: list[float] = []

    def fault(self) -> None:
        """Start the clock of one fault: it stops when every partition has written again."""
        self._waits.append(_Wait(time.monotonic(), dict(self._ends)))

    @property
    def waiting(self) -> int:
        """How many faults are not recovered from."""
        return len(self._waits)

    async def watch(self) -> None:
        """Poll until cancelled."""
        while True:
            try:
                self._ends = await self.ends(self._journal)
            except (KafkaError, TimeoutError):
                await asyncio.sleep(POLL_S)
                continue
            for wait in list(self._waits):
                if all(self._ends[tp] > end for tp, end in wait.ends.items()):
                    self._waits.remove(wait)
                    self.recovered_s.append(time.monotonic() - wait.began_s)
            await asyncio.sleep(POLL_S)

    async def ends(self, places: list[TopicPartition]) -> Ends:
        """Return the committed ends; raises KafkaError or TimeoutError while there is no broker."""
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
        read = await self._committed("lianban-ingress")
        ends = await self.ends(outboxes)
        if any(end and read.get(tp) != end for tp, end in ends.items()):
            return None
        dispatched = await self._committed("lianban-dispatch")
        return {"journal": await self.ends(self._journal), "dispatch": dispatched}

    async def _committed(self, group: str) -> Ends:
        admin = AIOKafkaAdminClient(bootstrap_servers=self._bootstrap)
        await admin.start()
        try:
            found = await admin.list_consumer_group_offsets(group)
            return {tp: kept.offset for tp, kept in found.items()}
        finally:
            await admin.close()
