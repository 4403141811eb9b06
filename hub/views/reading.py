"""Reading the journal as an auditor does: committed entries only, from the first to the last."""

from collections.abc import AsyncIterator

from aiokafka import AIOKafkaConsumer, TopicPartition

from hub.runtime.clients import reader
from hub.runtime.lane import release
from hub.settings import Settings
from hub.unfit import Unfit
from hub.views.told import Teller, Told
from topics import names
from topics.partitioning import partition_of

BATCH = 2_000


async def read_journal(settings: Settings, subject: str | None = None) -> AsyncIterator[Told]:
    """Yield all entries that are in the journal now, or those of one subject, in order.

    Of one subject only its partition is read. Raises Unfit when there is no journal.
    """
    consumer = reader(settings)
    await consumer.start()
    try:
        topic = await _topic(consumer, settings)
        teller = Teller()
        everywhere = range(settings.partitions)
        places = [partition_of(subject, settings.partitions)] if subject else everywhere
        for partition in places:
            async for value, key in _values(consumer, TopicPartition(topic, partition)):
                if subject is None or key == subject.encode():
                    yield teller.tell(partition, value)
    finally:
        await release(consumer)


async def read_values(
    settings: Settings, portion: int = BATCH
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Yield the encoded entries of all partitions, in order, each time up to `portion` of one.

    Raises Unfit when there is no journal.
    """
    consumer = reader(settings)
    await consumer.start()
    try:
        topic = await _topic(consumer, settings)
        for partition in range(settings.partitions):
            gathered: list[bytes] = []
            async for value, _ in _values(consumer, TopicPartition(topic, partition)):
                gathered.append(value)
                if len(gathered) == portion:
                    yield partition, gathered
                    gathered = []
            if gathered:
                yield partition, gathered
    finally:
        await release(consumer)


async def _topic(consumer: AIOKafkaConsumer, settings: Settings) -> str:
    topic = names.journal(settings.namespace)
    if topic not in await consumer.topics():
        raise Unfit(
            f"There is no topic {topic}.", "Start the hub or make it: `lianban topics apply`."
        )
    return topic


async def _values(
    consumer: AIOKafkaConsumer, place: TopicPartition
) -> AsyncIterator[tuple[bytes, bytes]]:
    consumer.assign([place])
    end = (await consumer.end_offsets([place]))[place]
    consumer.seek(place, (await consumer.beginning_offsets([place]))[place])
    while await consumer.position(place) < end:
        batch = await consumer.getmany(place, timeout_ms=50, max_records=BATCH)
        for record in batch.get(place, []):
            if record.offset < end and record.value is not None:
                yield record.value, record.key or b""
