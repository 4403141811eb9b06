"""Keys go where Kafka's own clients put them."""

import pytest
from aiokafka.partitioner import murmur2 as peer_murmur2
from hypothesis import given
from hypothesis import strategies as st

from topics.partitioning import murmur2, partition_of, partition_subject, to_positive

# org.apache.kafka.common.utils.UtilsTest.testMurmur2
KAFKA_VECTORS = {
    "21": -973932308,
    "foobar": -790332482,
    "a-little-bit-long-string": -985981536,
    "a-little-bit-longer-string": -1486304829,
    "lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    "abc": 479470107,
}


@pytest.mark.parametrize(("key", "expected"), KAFKA_VECTORS.items())
def test_vectors_of_kafka(key: str, expected: int) -> None:
    """The hash is the one in Kafka's own test suite."""
    assert murmur2(key.encode()) == expected


@given(st.binary(max_size=200))
def test_agrees_with_another_implementation(data: bytes) -> None:
    """Any bytes hash as aiokafka hashes them."""
    assert murmur2(data) & 0xFFFFFFFF == peer_murmur2(data)


@pytest.mark.parametrize(
    ("value", "positive"), [(0, 0), (1, 1), (-1, 0x7FFFFFFF), (-(2**31), 0), (2**31 - 1, 2**31 - 1)]
)
def test_to_positive_drops_the_sign_bit(value: int, positive: int) -> None:
    """Kafka masks the sign: the least int becomes 0, and -1 the greatest."""
    assert to_positive(value) == positive


@given(st.text(max_size=50), st.integers(1, 100))
def test_partition_is_one_of_the_topic(key: str, partitions: int) -> None:
    """Whatever the key, its partition exists."""
    assert 0 <= partition_of(key, partitions) < partitions


@pytest.mark.parametrize("partitions", [1, 2, 12, 100])
def test_a_partition_has_a_subject_of_its_own(partitions: int) -> None:
    """The subject of a partition hashes to it and names it."""
    for partition in range(partitions):
        subject = partition_subject(partition, partitions)
        assert subject.startswith(f"partition-{partition}-")
        assert partition_of(subject, partitions) == partition


def test_the_first_salt_is_taken() -> None:
    """With one partition the first subject serves."""
    assert partition_subject(0, 1) == "partition-0-0"


@pytest.mark.parametrize("partition", [-1, 3])
def test_no_subject_for_a_partition_that_is_not(partition: int) -> None:
    """A partition outside the topic is an error, not an endless search."""
    with pytest.raises(ValueError, match="0 to 2"):
        partition_subject(partition, 3)
