"""Reads topics from their first to their last committed record."""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from hub.sample.oracle.verdict import CannotCheckError

OPEN_TRANSACTION_S = 60.0
SILENT_S = 60.0
FETCH_BYTES = 8 * 1024 * 1024


class Record(Protocol):
    """A record as Kafka keeps it."""

    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


def header(record: Record, name: str) -> str:
    """Return a header as text, empty if there is none."""
    for key, value in record.headers:
        if key == name:
            return value.decode(errors="replace")
    return ""


class Tape:
    """Read-committed access to the topics of one namespace."""

    def __init__(self, bootstrap: str, namespace: str = "") -> None:
        """Give the broker as host:port and the prefix of all topic names."""
        self.bootstrap = bootstrap
        self.namespace = namespace
        self.commands = f"{namespace}hub.commands"
        self.journal = f"{namespace}hub.journal"
        self._eye = self._consumer("read_committed")
        self._far_eye = self._consumer("read_uncommitted")
        self._admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)

    async def __aenter__(self) -> Self:
        """Connect; raises CannotCheckError when no broker answers."""
        try:
            await self._eye.start()
            await self._far_eye.start()
            await self._admin.start()
        except KafkaError as error:
            await self._close()
            raise CannotCheckError(
                f"no Kafka broker answers at {self.bootstrap}: {error}"
            ) from error
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Disconnect."""
        await self._close()

    async def _close(self) -> None:
        await self._admin.close()
        await self._far_eye.stop()
        await self._eye.stop()

    async def organisations(self, direction: str) -> list[str]:
        """Return the organisations that have an inbox ("in") or outbox ("out")."""
        name = re.compile(rf"{re.escape(self.namespace)}org\.([a-z][a-z0-9-]*)\.{direction}")
        found = (name.fullmatch(topic) for topic in await self._admin.list_topics())
        return sorted(match[1] for match in found if match)

    def box(self, organisation: str, direction: str) -> str:
        """Return the topic of an inbox ("in") or outbox ("out")."""
        return f"{self.namespace}org.{organisation}.{direction}"

    def plain(self, source: str) -> str:
        """Return a `topic:offset` without the namespace."""
        return source.removeprefix(self.namespace)

    async def expect_partitions(self, topic: str, partitions: int) -> None:
        """Raise CannotCheckError unless the topic has exactly so many partitions."""
        if topic not in await self._admin.list_topics():
            raise CannotCheckError(f"topic {topic} does not exist at {self.bootstrap}")
        (description,) = await self._admin.describe_topics([topic])
        found = len(description["partitions"])
        if found != partitions:
            raise CannotCheckError(f"topic {topic} has {found} partitions, not {partitions}")

    async def read(self, topic: str, partition: int = 0) -> AsyncIterator[Record]:
        """Yield every committed record; raises CannotCheckError when the beginning is gone."""
        place = TopicPartition(topic, partition)
        first = (await self._eye.beginning_offsets([place]))[place]
        if first:
            raise CannotCheckError(f"{topic}-{partition} begins at {first}: records were deleted")
        async for record in self._from(place, 0):
            yield record

    async def last(self, topic: str, partition: int, look_back: int = 100) -> Record | None:
        """Return the last committed record within the last offsets, if any."""
        place = TopicPartition(topic, partition)
        end = (await self._eye.end_offsets([place]))[place]
        found = None
        async for record in self._from(place, max(0, end - look_back)):
            found = record
        return found

    async def _from(self, place: TopicPartition, offset: int) -> AsyncIterator[Record]:
        end = await self._committed_end(place)
        if end <= offset:
            return
        consumer = self._consumer("read_committed")
        await consumer.start()
        try:
            consumer.assign([place])
            consumer.seek(place, offset)
            silent_since = time.monotonic()
            while (position := await consumer.position(place)) < end:
                for batch in (await consumer.getmany(place, timeout_ms=500)).values():
                    for record in batch:
                        yield record
                if await consumer.position(place) != position:
                    silent_since = time.monotonic()
                elif time.monotonic() - silent_since > SILENT_S:
                    raise CannotCheckError(f"{place.topic} gives nothing after {position} of {end}")
        finally:
            await consumer.stop()

    async def _committed_end(self, place: TopicPartition) -> int:
        """Return the end; waits for open transactions, which would hide what follows them."""
        target = (await self._far_eye.end_offsets([place]))[place]
        deadline = time.monotonic() + OPEN_TRANSACTION_S
        while time.monotonic() < deadline:
            end: int = (await self._eye.end_offsets([place]))[place]
            if end >= target:
                return end
            await asyncio.sleep(0.2)
        raise CannotCheckError(f"{place.topic}-{place.partition}: a transaction is open")

    def _consumer(self, isolation: str) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap,
            isolation_level=isolation,
            enable_auto_commit=False,
            auto_offset_reset="none",
            fetch_max_bytes=FETCH_BYTES,
            max_partition_fetch_bytes=FETCH_BYTES,
            fetch_max_wait_ms=50,
            retry_backoff_ms=20,
            check_crcs=True,
        )
