"""Kafka for players: read the inboxes of some organisations, write each one's outbox."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from avro import cloudevents
from hub import wire
from hub.sample.script import Letter
from topics import names

MAX_REQUEST_BYTES = 2 * 1024 * 1024
FETCH_WAIT_MS = 100


@dataclass(frozen=True, slots=True)
class Received:
    """One inbox message as it arrived; `at` is when the hub made it."""

    organisation: str
    topic: str
    offset: int
    value: bytes
    event: cloudevents.Event

    @property
    def message(self) -> object:
        """The message itself, by the public contracts."""
        return wire.decode(self.value, limit_bytes=MAX_REQUEST_BYTES)


class Outbox:
    """The outbox of one organisation: idempotent, acknowledged by all replicas."""

    def __init__(self, bootstrap: str, organisation: str, namespace: str = "") -> None:
        self.organisation = organisation
        self.topic = names.outbox(organisation, namespace)
        self._producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap,
            client_id=f"player-{organisation}",
            enable_idempotence=True,
            acks="all",
            max_request_size=MAX_REQUEST_BYTES,
        )
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Connect. Raises KafkaConnectionError."""
        await self._producer.start()

    async def stop(self) -> None:
        """Send what is buffered and disconnect."""
        await self._producer.stop()

    async def send(self, letter: Letter) -> int:
        """Send and return the offset that the broker acknowledged. Raises KafkaError."""
        sent = await self._producer.send_and_wait(
            self.topic, value=letter.value, key=letter.key, headers=letter.headers
        )
        return int(sent.offset)

    async def send_together(self, letters: Sequence[Letter]) -> list[int]:
        """Send in one batch, so that nothing comes between; return the offsets.

        One after the other: aiokafka subtracts a wait anew from the patience of everybody who
        waits for a partition, each time that somebody else got it.

        Raises ValueError for more than fits into a batch, of which nothing is sent; KafkaError.
        """
        batch = self._producer.create_batch()
        for letter in letters:
            taken = batch.append(
                key=letter.key, value=letter.value, timestamp=None, headers=letter.headers
            )
            if taken is None:
                raise ValueError(f"{len(letters)} letters do not fit into one batch")
        async with self._turn:
            acknowledged = await self._producer.send_batch(batch, self.topic, partition=0)
        sent = await acknowledged
        return [int(sent.offset) + place for place in range(len(letters))]


class Inboxes:
    """The inboxes of several organisations, read committed, from their first message on."""

    def __init__(self, bootstrap: str, organisations: Iterable[str], namespace: str = "") -> None:
        self._owners = {names.inbox(code, namespace): code for code in organisations}
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap,
            client_id="player-inboxes",
            isolation_level="read_committed",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            fetch_max_wait_ms=FETCH_WAIT_MS,
        )

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        places = [TopicPartition(topic, 0) for topic in self._owners]
        self._consumer.assign(places)
        await self._consumer.seek_to_beginning(*places)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()

    async def batches(self) -> AsyncIterator[list[Received]]:
        """Yield what has arrived, in the order of each inbox; an empty batch when nothing has."""
        while True:
            fetched = await self._consumer.getmany(timeout_ms=200)
            yield [
                Received(
                    organisation=self._owners[record.topic],
                    topic=record.topic,
                    offset=record.offset,
                    value=record.value,
                    event=cloudevents.parse(record.headers),
                )
                for records in fetched.values()
                for record in records
            ]
