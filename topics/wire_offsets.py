"""OffsetFetch version 7, which aiokafka does not have: only offsets that no transaction may change.

Source: `OffsetFetchRequest.json`, `OffsetFetchResponse.json` of Apache Kafka, KIP-447. Without
`require_stable` a coordinator answers with the offset before a transaction that is already decided
but whose markers it has not read yet: whoever starts there does everything a second time.
"""

from collections.abc import Mapping, Sequence

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

UNSTABLE_OFFSET_COMMIT = 88
"""Error of a partition with offsets of a transaction whose end is not yet known here."""


class StableOffsetFetchResponse(Response):  # type: ignore[misc] # base has no types
    """Offset, leader epoch, metadata and error of each partition; one error for all of it."""

    API_KEY = 9
    API_VERSION = 7
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
                        ("offset", Int64),
                        ("leader_epoch", Int32),
                        ("metadata", CompactString("utf-8")),
                        ("error_code", Int16),
                        ("tags", TaggedFields),
                    ),
                ),
                ("tags", TaggedFields),
            ),
        ),
        ("error_code", Int16),
        ("tags", TaggedFields),
    )


class StableOffsetFetchStruct(RequestStruct):  # type: ignore[misc] # base has no types
    """Ask for the positions of a group on some partitions."""

    FLEXIBLE_VERSION = True
    API_KEY = 9
    API_VERSION = 7
    RESPONSE_TYPE = StableOffsetFetchResponse
    SCHEMA = Schema(
        ("group", CompactString("utf-8")),
        (
            "topics",
            CompactArray(
                ("topic", CompactString("utf-8")),
                ("partitions", CompactArray(Int32)),
                ("tags", TaggedFields),
            ),
        ),
        ("require_stable", Boolean),
        ("tags", TaggedFields),
    )


class StableOffsetFetchRequest(Request[StableOffsetFetchStruct]):  # type: ignore[misc] # base has no types
    """Ask what a group has committed for good."""

    API_KEY = 9

    def __init__(self, group: str, partitions: Mapping[str, Sequence[int]]) -> None:
        """Take the group and, for each topic, the partitions to ask for."""
        self._group = group
        self._partitions = partitions

    def build(self, request_struct_class: type[StableOffsetFetchStruct]) -> StableOffsetFetchStruct:
        """Return the request as sent."""
        asked: list[tuple[str, list[int], dict[int, bytes]]] = [
            (topic, list(numbers), {}) for topic, numbers in self._partitions.items()
        ]
        return request_struct_class(self._group, asked, True, {})  # noqa: FBT003 - field of the wire
