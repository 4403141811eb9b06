"""Kafka's hash of a key, written from the description of the Java client's default partitioner."""

SEED = 0x9747B28C
M = 0x5BD1E995
MASK = 0xFFFFFFFF


def partition_of(key: bytes, partitions: int) -> int:
    """Return the partition (from 0) that any Kafka client's default partitioner gives a key."""
    return (murmur2(key) & 0x7FFFFFFF) % partitions


def murmur2(data: bytes) -> int:
    """Return the unsigned 32-bit murmur2 of the bytes with Kafka's seed."""
    size = len(data)
    value = (SEED ^ size) & MASK
    whole = size & ~3
    for at in range(0, whole, 4):
        word = int.from_bytes(data[at : at + 4], "little") * M & MASK
        word = (word ^ word >> 24) * M & MASK
        value = (value * M & MASK) ^ word
    if size > whole:
        value = (value ^ int.from_bytes(data[whole:], "little")) * M & MASK
    value = (value ^ value >> 13) * M & MASK
    return value ^ value >> 15
