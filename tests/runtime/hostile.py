"""Batches that no library of ours would write, put into a topic as they are."""

import gzip
from typing import Final

from aiokafka import AIOKafkaProducer
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

Headers = list[tuple[str, bytes]]
RECORDS_AT: Final = 61
CHECKSUM_AT: Final = 17
CHECKED_AT: Final = 21
CODECS: Final = {"gzip": 1, "snappy": 2, "lz4": 3, "zstd": 4}


def batch(*messages: tuple[bytes, Headers]) -> bytes:
    """Return messages as one batch without compression."""
    builder = DefaultRecordBatchBuilder(
        magic=2,
        compression_type=0,
        is_transactional=0,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=-1,
        batch_size=1 << 30,
    )
    for offset, (value, headers) in enumerate(messages):
        builder.append(offset, timestamp=None, key=None, value=value, headers=headers)
    return bytes(builder.build())


def compressed(plain: bytes, codec: str) -> bytes:
    """Return a batch as a sender with this compression would write it."""
    records = plain[RECORDS_AT:]
    match codec:
        case "gzip":
            packed = gzip.compress(records, 9)
        case "lz4":
            packed = _lz4(records)
        case _:
            raise ValueError(codec)
    return sealed(plain[:22] + bytes([plain[22] | CODECS[codec]]) + plain[23:RECORDS_AT] + packed)


def sealed(raw: bytes) -> bytes:
    """Return a batch with the length and the checksum that its bytes have."""
    checked = raw[CHECKED_AT:]
    length = (len(raw) - 12).to_bytes(4, "big")
    return (
        raw[:8] + length + raw[12:CHECKSUM_AT] + calc_crc32c(checked).to_bytes(4, "big") + checked
    )


def _lz4(data: bytes) -> bytes:
    """Return a frame of stored blocks of at most 64 KiB (LZ4 frame format 1.6)."""
    frame = bytearray(bytes.fromhex("04224d18604082"))
    for start in range(0, len(data), 1 << 16):
        block = data[start : start + (1 << 16)]
        frame += (len(block) | 1 << 31).to_bytes(4, "little") + block
    return bytes(frame) + bytes(4)


def bomb(headers: Headers, inflated_bytes: int) -> bytes:
    """Return a batch of one record that inflates to so many bytes."""
    return compressed(batch((bytes(inflated_bytes), headers)), "gzip")


async def put(producer: AIOKafkaProducer, topic: str, raw: bytes) -> int:
    """Append a batch as it is; return the offset of its first record."""
    builder = producer.create_batch()
    builder.append(timestamp=None, key=None, value=b"x")
    builder.close()
    builder._buffer = raw  # no library writes such a batch willingly
    sent = await (await producer.send_batch(builder, topic, partition=0))
    return int(sent.offset)
