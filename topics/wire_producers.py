"""DescribeProducers and WriteTxnMarkers, which aiokafka does not have.

Source: `DescribeProducersRequest.json`, `WriteTxnMarkersRequest.json` of Apache Kafka and their
responses; KIP-664 (finding and ending transactions that hang). Brokers from 2.8 on.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactString,
    Int16,
    Int32,
    Int64,
    Schema,
    TaggedFields,
)

_PARTITIONS_BY_TOPIC = CompactArray(
    ("topic", CompactString("utf-8")),
    ("partitions", CompactArray(Int32)),
    ("tags", TaggedFields),
)


class DescribeProducersResponse(Response):  # type: ignore[misc] # base has no types
    """For each partition the producers that its leader remembers, and where each has begun."""

    API_KEY = 61
    API_VERSION = 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "topics",
            CompactArray(
                ("topic", CompactString("utf-8")),
                (
                    "partitions",
                    CompactArray(
                        ("partition", Int32),
                        ("error_code", Int16),
                        ("error_message", CompactString("utf-8")),
                        (
                            "producers",
                            CompactArray(
                                ("producer_id", Int64),
                                ("producer_epoch", Int32),
                                ("last_sequence", Int32),
                                ("last_timestamp", Int64),
                                ("coordinator_epoch", Int32),
                                ("transaction_start", Int64),
                                ("tags", TaggedFields),
                            ),
                        ),
                        ("tags", TaggedFields),
                    ),
                ),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class DescribeProducersStruct(RequestStruct):  # type: ignore[misc] # base has no types
    """Ask the leader of some partitions for their producers."""

    FLEXIBLE_VERSION = True
    API_KEY = 61
    API_VERSION = 0
    RESPONSE_TYPE = DescribeProducersResponse
    SCHEMA = Schema(("topics", _PARTITIONS_BY_TOPIC), ("tags", TaggedFields))


class DescribeProducersRequest(Request[DescribeProducersStruct]):  # type: ignore[misc] # base has no types
    """Ask which producers have written to partitions, and which have a transaction open there."""

    API_KEY = 61

    def __init__(self, partitions: Mapping[str, Sequence[int]]) -> None:
        """Take, for each topic, the partitions to ask for."""
        self._partitions = partitions

    def build(self, request_struct_class: type[DescribeProducersStruct]) -> DescribeProducersStruct:
        """Return the request as sent."""
        return request_struct_class(_asked(self._partitions), {})


class WriteTxnMarkersResponse(Response):  # type: ignore[misc] # base has no types
    """One error code for each producer and partition."""

    API_KEY = 27
    API_VERSION = 1
    SCHEMA = Schema(
        (
            "markers",
            CompactArray(
                ("producer_id", Int64),
                (
                    "topics",
                    CompactArray(
                        ("topic", CompactString("utf-8")),
                        (
                            "partitions",
                            CompactArray(
                                ("partition", Int32),
                                ("error_code", Int16),
                                ("tags", TaggedFields),
                            ),
                        ),
                        ("tags", TaggedFields),
                    ),
                ),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class WriteTxnMarkersStruct(RequestStruct):  # type: ignore[misc] # base has no types
    """Write the marker that ends one producer's transaction on some partitions."""

    FLEXIBLE_VERSION = True
    API_KEY = 27
    API_VERSION = 1
    RESPONSE_TYPE = WriteTxnMarkersResponse
    SCHEMA = Schema(
        (
            "markers",
            CompactArray(
                ("producer_id", Int64),
                ("producer_epoch", Int16),
                ("committed", Boolean),
                ("topics", _PARTITIONS_BY_TOPIC),
                ("coordinator_epoch", Int32),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class WriteTxnMarkersRequest(Request[WriteTxnMarkersStruct]):  # type: ignore[misc] # base has no types
    """End a producer's transaction on one partition as its coordinator had decided."""

    API_KEY = 27

    def __init__(  # the fields of the wire
        self,
        producer: tuple[int, int],
        coordinator_epoch: int,
        partitions: Mapping[str, Sequence[int]],
        *,
        committed: bool,
    ) -> None:
        """Take the producer's id and epoch, its coordinator's epoch, and where to write."""
        self._producer = producer
        self._coordinator_epoch = coordinator_epoch
        self._partitions = partitions
        self._committed = committed

    def build(self, request_struct_class: type[WriteTxnMarkersStruct]) -> WriteTxnMarkersStruct:
        """Return the request as sent."""
        asked = _asked(self._partitions)
        marker: tuple[Any, ...] = (
            *self._producer,
            self._committed,
            asked,
            self._coordinator_epoch,
            {},
        )
        return request_struct_class([marker], {})


def _asked(partitions: Mapping[str, Sequence[int]]) -> list[Any]:
    return [(topic, list(numbers), {}) for topic, numbers in partitions.items()]
