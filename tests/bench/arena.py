"""A corner of the broker for one measurement: its topics, filled with the load."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from aiokafka import AIOKafkaProducer, TopicPartition

from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import SwitchCatalogue
from hub.domain.identity import follow_up_id
from hub.lanes.commands import hub_headers
from hub.settings import Settings
from hub.up.roads import make_topics
from tests.bench.load import BEGIN, Message
from tests.bench.town import town
from topics import names
from topics.partitioning import partition_subject

PARTITIONS = 4
SNAPSHOT = hashlib.sha256(b"bench").digest()
FUTURES = 5_000


def settings_of(bootstrap: str, namespace: str, folder: str) -> Settings:
    """Settings of a hub in its own corner of the broker."""
    return Settings(
        data=Path(folder),
        namespace=namespace,
        partitions=PARTITIONS,
        kafka={"bootstrap": bootstrap},
    )


def catalogue(_digest: bytes) -> Catalogue:
    """The town's catalogue, whatever digest is asked for."""
    return town()


async def prepare(settings: Settings) -> None:
    """Make the topics."""
    await make_topics(settings, settings.kafka.bootstrap or "", town().organisations)


async def fill(settings: Settings, messages: Sequence[Message]) -> None:
    """Write the catalogue's switch to every partition, then the messages."""
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.kafka.bootstrap, linger_ms=20, max_batch_size=1 << 17
    )
    await producer.start()
    try:
        sent = []
        for each in [*_switches(settings.partitions), *messages]:
            sent.append(await _send(producer, settings, each))
            if len(sent) == FUTURES:
                await asyncio.gather(*sent)
                sent = []
        await asyncio.gather(*sent)
    finally:
        await producer.stop()


async def _send(
    producer: AIOKafkaProducer, settings: Settings, each: Message
) -> "asyncio.Future[object]":
    future: asyncio.Future[object] = await producer.send(
        names.commands(settings.namespace),
        each.value,
        key=each.key,
        partition=each.partition,
        headers=each.headers,
    )
    return future


def _switches(partitions: int) -> list[Message]:
    command = SwitchCatalogue(snapshot=SNAPSHOT, size_bytes=1, valid_from=date(2026, 1, 1))
    made = []
    for place in range(partitions):
        subject = partition_subject(place, partitions)
        headers = hub_headers(follow_up_id(0, 0, place), command, subject, BEGIN)
        made.append(Message(place, subject.encode(), wire.encode(command), headers))
    return made


def sources(settings: Settings, topic: str) -> list[TopicPartition]:
    """All partitions of one of the hub's own topics."""
    return [TopicPartition(topic, place) for place in range(settings.partitions)]
