"""Two Kafka requests that aiokafka does not have, in the words of its own protocol classes.

Source: the message definitions of Apache Kafka (`MetadataRequest.json`, `MetadataResponse.json`,
`IncrementalAlterConfigsRequest.json`, KIP-339, KIP-516). Metadata version 12 carries topic ids
and is spoken by brokers from 3.0 on. aiokafka publishes no types: hence the `type: ignore` lines.
"""

from collections.abc import Sequence
from enum import IntEnum
from io import BytesIO
from typing import Any
from uuid import UUID

from aiokafka.protocol.abstract import AbstractType
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    Array,
    Boolean,
    CompactArray,
    CompactString,
    Int8,
    Int16,
    Int32,
    Schema,
    String,
    TaggedFields,
)

NO_ID = UUID(int=0)
TOPIC_RESOURCE = 2
BROKER_RESOURCE = 4


class Uuid(AbstractType[UUID]):  # type: ignore[misc] # base has no types
    """Kafka's uuid: 16 bytes, most significant first."""

    @classmethod
    def encode(cls, value: UUID) -> bytes:
        """Return the 16 bytes."""
        return value.bytes

    @classmethod
    def decode(cls, data: BytesIO) -> UUID:
        """Read 16 bytes; raises ValueError when there are fewer."""
        return UUID(bytes=data.read(16))


class MetadataResponse(Response):  # type: ignore[misc] # base has no types
    """Brokers and topics with their ids."""

    API_KEY = 3
    API_VERSION = 12
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "brokers",
            CompactArray(
                ("node_id", Int32),
                ("host", CompactString("utf-8")),
                ("port", Int32),
                ("rack", CompactString("utf-8")),
                ("tags", TaggedFields),
            ),
        ),
        ("cluster_id", CompactString("utf-8")),
        ("controller_id", Int32),
        (
            "topics",
            CompactArray(
                ("error_code", Int16),
                ("name", CompactString("utf-8")),
                ("topic_id", Uuid),
                ("is_internal", Boolean),
                (
                    "partitions",
                    CompactArray(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", CompactArray(Int32)),
                        ("isr", CompactArray(Int32)),
                        ("offline_replicas", CompactArray(Int32)),
                        ("tags", TaggedFields),
                    ),
                ),
                ("authorized_operations", Int32),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class MetadataStruct(RequestStruct):  # type: ignore[misc] # base has no types
    """Ask for some topics by name (None: for all)."""

    FLEXIBLE_VERSION = True
    API_KEY = 3
    API_VERSION = 12
    RESPONSE_TYPE = MetadataResponse
    SCHEMA = Schema(
        (
            "topics",
            CompactArray(
                ("topic_id", Uuid), ("name", CompactString("utf-8")), ("tags", TaggedFields)
            ),
        ),
        ("allow_auto_topic_creation", Boolean),
        ("include_authorized_operations", Boolean),
        ("tags", TaggedFields),
    )


class MetadataRequest(Request[MetadataStruct]):  # type: ignore[misc] # base has no types
    """Ask for topics with their ids; never creates one."""

    API_KEY = 3

    def __init__(self, topics: Sequence[str] | None) -> None:
        """Take the names to ask for, or None for every topic."""
        self._topics = topics

    def build(self, request_struct_class: type[MetadataStruct]) -> MetadataStruct:
        """Return the request as sent."""
        asked: list[Any] | None = None
        if self._topics is not None:
            asked = [(NO_ID, name, {}) for name in self._topics]
        return request_struct_class(asked, False, False, {})  # noqa: FBT003 - fields of the wire


class IncrementalAlterConfigsResponse(Response):  # type: ignore[misc] # base has no types
    """One line per resource: error code 0, or what was refused."""

    API_KEY = 44
    API_VERSION = 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "resources",
            Array(
                ("error_code", Int16),
                ("error_message", String("utf-8")),
                ("resource_type", Int8),
                ("resource_name", String("utf-8")),
            ),
        ),
    )


class IncrementalAlterConfigsStruct(RequestStruct):  # type: ignore[misc] # base has no types
    """Change single settings and leave the others alone."""

    API_KEY = 44
    API_VERSION = 0
    RESPONSE_TYPE = IncrementalAlterConfigsResponse
    SCHEMA = Schema(
        (
            "resources",
            Array(
                ("resource_type", Int8),
                ("resource_name", String("utf-8")),
                (
                    "configs",
                    Array(
                        ("name", String("utf-8")),
                        ("operation", Int8),
                        ("value", String("utf-8")),
                    ),
                ),
            ),
        ),
        ("validate_only", Boolean),
    )


class Operation(IntEnum):
    """What to do with one setting."""

    SET = 0
    DELETE = 1


class IncrementalAlterConfigsRequest(Request[IncrementalAlterConfigsStruct]):  # type: ignore[misc] # base has no types
    """Change settings of topics: name of the topic → (setting, operation, value) each."""

    API_KEY = 44

    def __init__(self, changes: dict[str, list[tuple[str, Operation, str | None]]]) -> None:
        """Take the changes by topic."""
        self._changes = changes

    def build(
        self, request_struct_class: type[IncrementalAlterConfigsStruct]
    ) -> IncrementalAlterConfigsStruct:
        """Return the request as sent."""
        resources: list[Any] = [
            (TOPIC_RESOURCE, topic, changes) for topic, changes in self._changes.items()
        ]
        return request_struct_class(resources, False)  # noqa: FBT003 - a field of the wire
