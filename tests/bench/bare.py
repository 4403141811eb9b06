"""What it would cost without a hub: consume, decode, change, encode, produce; at least once.

The records are the same as the case lane's, with their headers; values go through fastavro. No
state, no transaction, no rules, no chain.
"""

import asyncio
import io
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import ConsumerRecord
from fastavro import schemaless_reader, schemaless_writer

from avro import registry
from hub.settings import Settings
from tests.bench.figures import Figures, Meter
from topics import names

HEADER_BYTES = 10
BATCH_BYTES = 200 * 1024


async def measure(settings: Settings, events: int) -> Figures:
    """CPU and pace of the bare loop over `events` records of the commands topic."""
    consumer = AIOKafkaConsumer(
        names.commands(settings.namespace),
        bootstrap_servers=settings.kafka.bootstrap,
        group_id=f"{settings.namespace}bare",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.kafka.bootstrap,
        linger_ms=5,
        max_batch_size=BATCH_BYTES,
        acks="all",
    )
    await consumer.start()
    await producer.start()
    target = names.journal(settings.namespace)
    await producer.partitions_for(target)
    try:
        return await _loop(consumer, producer, target, settings.lane.max_batch, events)
    finally:
        await producer.stop()
        await consumer.stop()


async def _loop(
    consumer: AIOKafkaConsumer, producer: AIOKafkaProducer, target: str, batch: int, events: int
) -> Figures:
    meter = Meter(events)
    done = 0
    while done < events:
        got = await consumer.getmany(timeout_ms=1000, max_records=batch)
        meter.start()
        sent = []
        for place, records in got.items():
            sent += await _produce(producer, target, place.partition, records)
            done += len(records)
        await asyncio.gather(*sent)
        if got:
            await consumer.commit()
    return meter.done()


async def _produce(
    producer: AIOKafkaProducer,
    target: str,
    partition: int,
    records: list["ConsumerRecord[bytes, bytes]"],
) -> list[Any]:
    sent = []
    batch = producer.create_batch()
    for record in records:
        value = _changed(record.value)
        headers = list(record.headers)
        if batch.append(key=record.key, value=value, timestamp=None, headers=headers) is None:
            sent.append(await producer.send_batch(batch, target, partition=partition))
            batch = producer.create_batch()
            batch.append(key=record.key, value=value, timestamp=None, headers=headers)
    sent.append(await producer.send_batch(batch, target, partition=partition))
    return sent


def _changed(value: bytes) -> bytes:
    buffer = io.BytesIO(value)
    header = buffer.read(HEADER_BYTES)
    schema = registry.writers()[header[2:]].schema
    datum = schemaless_reader(buffer, schema, None)
    if "actor" in datum:
        datum["actor"] = "staff-0815"
    out = io.BytesIO()
    out.write(header)
    schemaless_writer(out, schema, datum)
    return out.getvalue()
