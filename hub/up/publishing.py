"""The first catalogue: without one no case can be decided, so a new hub publishes the sample."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from avro.cloudevents import Event
from hub import wire
from hub.catalogue import snapshot
from hub.documents.store import DocumentStore
from hub.domain.catalogue import Catalogue
from hub.domain.commands import PublishCatalogue
from hub.domain.identity import CATALOGUE_REGISTER
from hub.settings import Settings
from topics import names

KIND = "catalogue"
MEDIA_TYPE = "application/json"
PUBLISHER, APPROVER = "sample-publisher", "sample-approver"
CHINA = ZoneInfo("Asia/Shanghai")


async def publish_first(settings: Settings, bootstrap: str, catalogue: Catalogue) -> bool:
    """Publish `catalogue` if the administration has never said anything; returns whether it did.

    Its bytes are in the document store before the command is in the administration's outbox. Run
    twice after an interruption it sends the same message again, which the hub answers as a repeat.
    """
    outbox = names.outbox(settings.administration, settings.namespace)
    if await _has_records(bootstrap, outbox):
        return False
    now = datetime.now(UTC)
    command = await asyncio.to_thread(_deposit, settings, catalogue, now)
    event = Event(
        id=f"first-catalogue-{command.snapshot.hex()[:16]}-{command.valid_from.isoformat()}",
        source=f"/organisation/{settings.administration}",
        type=wire.type_name(command),
        time=now,
        subject=CATALOGUE_REGISTER,
    )
    async with _producer(bootstrap) as producer:
        await producer.send_and_wait(
            outbox,
            wire.encode(command),
            key=CATALOGUE_REGISTER.encode(),
            headers=event.headers(),
        )
    return True


def _deposit(settings: Settings, catalogue: Catalogue, now: datetime) -> PublishCatalogue:
    store = DocumentStore(settings.document_url, settings.keys_path)
    reference = store.put_public(
        io.BytesIO(snapshot.to_bytes(catalogue)), kind=KIND, media_type=MEDIA_TYPE
    )
    return PublishCatalogue(
        snapshot=reference.digest,
        size_bytes=reference.size_bytes,
        valid_from=now.astimezone(CHINA).date(),
        publisher=PUBLISHER,
        approver=APPROVER,
    )


async def _has_records(bootstrap: str, topic: str) -> bool:
    """Whether anything was ever written to the one partition of a topic, kept or not."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False)
    await consumer.start()
    try:
        ends = await consumer.end_offsets([TopicPartition(topic, 0)])
    finally:
        await consumer.stop()
    return any(end > 0 for end in ends.values())


@asynccontextmanager
async def _producer(bootstrap: str) -> AsyncIterator[AIOKafkaProducer]:
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all", enable_idempotence=True)
    await producer.start()
    try:
        yield producer
    finally:
        await producer.stop()
