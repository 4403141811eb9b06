"""Which partition a key belongs to: Kafka's own rule, so that clients in any language agree.

Source: `org.apache.kafka.common.utils.Utils.murmur2` and `toPositive`, as used by the Java
producer's default partitioner (`BuiltInPartitioner.partitionForKey`).
"""

import struct
from functools import cache, lru_cache

_MASK = 0xFFFFFFFF
_POSITIVE = 0x7FFFFFFF
_MULTIPLIER = 0x5BD1E995
_SEED = 0x9747B28C


def murmur2(data: bytes) -> int:
    """Return the 32-bit murmur2 hash as Java's signed int."""
    length = len(data)
    words = length >> 2
    value = _SEED ^ length
    for word in struct.unpack_from(f"<{words}I", data):
        mixed = word * _MULTIPLIER & _MASK
        mixed = (mixed ^ mixed >> 24) * _MULTIPLIER & _MASK
        value = value * _MULTIPLIER & _MASK ^ mixed
    tail = data[words << 2 :]
    if tail:
        value = (value ^ int.from_bytes(tail, "little")) * _MULTIPLIER & _MASK
    value = (value ^ value >> 13) * _MULTIPLIER & _MASK
    value ^= value >> 15
    return value - (1 << 32) if value > _POSITIVE else value


def to_positive(value: int) -> int:
    """Return the hash without its sign bit: Kafka's `toPositive`, not the absolute value."""
    return value & _POSITIVE


@lru_cache(maxsize=16_384)
def partition_of(key: str, partitions: int) -> int:
    """Return the partition, from 0, that holds all records of `key` (UTF-8 on the wire)."""
    return to_positive(murmur2(key.encode())) % partitions


@cache
def partition_subject(partition: int, partitions: int) -> str:
    """Return a partition's own subject: the first `partition-<p>-<salt>` that hashes to it."""
    if not 0 <= partition < partitions:
        raise ValueError(f"partition {partition} is not one of 0 to {partitions - 1}")
    salt = 0
    while to_positive(murmur2(f"partition-{partition}-{salt}".encode())) % partitions != partition:
        salt += 1
    return f"partition-{partition}-{salt}"
