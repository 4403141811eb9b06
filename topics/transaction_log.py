"""What a transaction coordinator wrote down of one transactional id: its last word on each place.

Source: `TransactionLogKey.json`, `TransactionLogValue.json` of Apache Kafka, versions 0 and 1. The
log is compacted, but not while its segment is written: a decision of a moment ago is there.
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.types import (
    Array,
    CompactArray,
    CompactString,
    Int8,
    Int16,
    Int32,
    Int64,
    Schema,
    String,
    TaggedFields,
)

from topics.connection import ask, client_of
from topics.wire import MetadataRequest

TRANSACTION_LOG: Final = "__transaction_state"
OFFSETS: Final = "__consumer_offsets"
TAIL_RECORDS: Final = 100_000
"""How far back the log is read: some minutes of a busy coordinator."""
_WAIT_MS: Final = 500

_KEY: Final = Schema(("version", Int16), ("transactional_id", String("utf-8")))
_PLACES = ("topic", String("utf-8")), ("partitions", Array(Int32))
_OLD_VALUE: Final = Schema(
    ("producer_id", Int64),
    ("producer_epoch", Int16),
    ("timeout_ms", Int32),
    ("status", Int8),
    ("places", Array(*_PLACES)),
)
_VALUE: Final = Schema(
    ("producer_id", Int64),
    ("producer_epoch", Int16),
    ("timeout_ms", Int32),
    ("status", Int8),
    (
        "places",
        CompactArray(
            ("topic", CompactString("utf-8")),
            ("partitions", CompactArray(Int32)),
            ("tags", TaggedFields),
        ),
    ),
)
_VALUES: Final = {0: _OLD_VALUE, 1: _VALUE}


class Word(Enum):
    """What a coordinator says of a transaction that touched a place."""

    OPEN = "open"
    COMMIT = "commit"
    ABORT = "abort"


_WORDS: Final = {1: Word.OPEN, 2: Word.COMMIT, 3: Word.ABORT, 7: Word.ABORT}
"""By status: ongoing, prepare commit, prepare abort, prepare epoch fence; others name no place."""


@dataclass(frozen=True, slots=True)
class Said:
    """The last word on a place, and by which producer it had been written to."""

    word: Word
    producer_id: int
    producer_epoch: int


def java_partition(name: str, partitions: int) -> int:
    """Return the partition that Kafka gives a transactional id or group (String.hashCode)."""
    code = 0
    for (unit,) in struct.iter_unpack(">H", name.encode("utf-16-be")):
        code = (31 * code + unit) & 0xFFFFFFFF
    signed = code - (1 << 32) if code >> 31 else code
    return (0 if signed == -(1 << 31) else abs(signed)) % partitions


async def partitions_of(client: AIOKafkaClient, topic: str) -> int:
    """Return how many partitions a topic has, 0 where there is none; raises KafkaError."""
    response = await ask(client, MetadataRequest([topic]))
    return next((len(found) for code, _, _, _, found, *_ in response.topics if not code), 0)


async def offsets_place(client: AIOKafkaClient, group: str) -> TopicPartition:
    """Return where the positions of a group are kept; raises KafkaError."""
    count = await partitions_of(client, OFFSETS)
    return TopicPartition(OFFSETS, java_partition(group, max(count, 1)))


async def last_words(
    consumer: AIOKafkaConsumer, transactional_id: str
) -> dict[TopicPartition, Said]:
    """Return the coordinator's last word on each place that an id's transactions touched.

    `consumer` is open and of no group; it is assigned to the log. Raises KafkaError.
    """
    count = await partitions_of(client_of(consumer), TRANSACTION_LOG)
    place = TopicPartition(TRANSACTION_LOG, java_partition(transactional_id, count))
    consumer.assign([place])
    begin = (await consumer.beginning_offsets([place]))[place]
    end = (await consumer.end_offsets([place]))[place]
    consumer.seek(place, max(begin, end - TAIL_RECORDS))
    said: dict[TopicPartition, Said] = {}
    while await consumer.position(place) < end:
        batch = await consumer.getmany(place, timeout_ms=_WAIT_MS)
        records = [(r.key, r.value) for r in batch.get(place, []) if r.key and r.value]
        said |= words(records, transactional_id)
    return said


def words(
    records: Iterable[tuple[bytes, bytes]], transactional_id: str
) -> dict[TopicPartition, Said]:
    """Return the last word on each place in records of the log, given oldest first."""
    said: dict[TopicPartition, Said] = {}
    for key, value in records:
        if _KEY.decode(BytesIO(key))[1] == transactional_id:
            said |= _read(value)
    return said


def _read(value: bytes) -> dict[TopicPartition, Said]:
    stream = BytesIO(value)
    schema = _VALUES.get(Int16.decode(stream))
    if schema is None:
        return {}
    producer_id, epoch, _, status, places = schema.decode(stream)
    word = _WORDS.get(status)
    if word is None or places is None:
        return {}
    said = Said(word, producer_id, epoch)
    return {
        TopicPartition(topic, number): said for topic, numbers, *_ in places for number in numbers
    }
