"""Kafka clients as the lanes need them: every setting that carries a guarantee is said here."""

from collections.abc import Mapping
from typing import Any, Final

import aiokafka.producer.sender
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor

from hub.runtime import batches
from hub.settings import Settings

BATCH_BYTES: Final = 200 * 1024
REQUEST_BYTES: Final = 4 * 1024 * 1024
FETCH_BYTES: Final = 2 * 1024 * 1024
RETRY_BACKOFF_MS: Final = 10
REQUEST_TIMEOUT_MS: Final = 6_000
"""With several brokers a broker that is cut off stalls its partitions as long as this, since its
connections do not break. Longer than an answer takes on a busy machine, shorter than a session."""
TRANSACTION_BACKOFF_S: Final = 0.002
MAX_POLL_MS: Final = 600_000

# The wait after CONCURRENT_TRANSACTIONS is a constant of aiokafka 0.14 with no setting for it:
# 20 ms costs 27 ms for each back-to-back transaction, 2 ms costs 6 (deploy/decisions/0004).
aiokafka.producer.sender.BACKOFF_OVERRIDE = TRANSACTION_BACKOFF_S
batches.guard()


def transactional_id(settings: Settings, lane: str, partition: int) -> str:
    """Return the name whose owner alone may write for this lane and partition (the fence)."""
    return f"{settings.namespace}lianban-{lane}-{partition}"


def group_id(settings: Settings, lane: str) -> str:
    """Return the consumer group of a lane."""
    return f"{settings.namespace}lianban-{lane}"


def connection(settings: Settings) -> Mapping[str, Any]:
    """Return how every client of the hub reaches the broker."""
    return {"bootstrap_servers": settings.kafka.bootstrap}


def transactional_producer(settings: Settings, name: str) -> AIOKafkaProducer:
    """Return a producer whose start fences whoever held `name` before it."""
    return AIOKafkaProducer(
        **connection(settings),
        transactional_id=name,
        acks="all",
        transaction_timeout_ms=settings.lane.transaction_ms,
        linger_ms=0,
        max_batch_size=BATCH_BYTES,
        max_request_size=REQUEST_BYTES,
        retry_backoff_ms=RETRY_BACKOFF_MS,
        request_timeout_ms=REQUEST_TIMEOUT_MS,
    )


def idempotent_producer(
    settings: Settings, patience_ms: int = REQUEST_TIMEOUT_MS
) -> AIOKafkaProducer:
    """Return a producer that keeps order and never doubles within its own life.

    A record that is not written within `patience_ms` is given up, and only it: where order matters
    the patience must be longer than the bound after which the caller drops the producer.
    """
    return AIOKafkaProducer(
        **connection(settings),
        enable_idempotence=True,
        acks="all",
        linger_ms=0,
        max_batch_size=BATCH_BYTES,
        max_request_size=REQUEST_BYTES,
        retry_backoff_ms=RETRY_BACKOFF_MS,
        request_timeout_ms=patience_ms,
    )


def reader(settings: Settings, *, group: str | None = None, wait_ms: int = 50) -> AIOKafkaConsumer:
    """Return a consumer for hand-assigned partitions that sees committed records only.

    Positions are always set by hand: a position that is missing or out of range raises.
    """
    return AIOKafkaConsumer(
        **connection(settings),
        group_id=group,
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="none",
        fetch_max_wait_ms=wait_ms,
        max_partition_fetch_bytes=FETCH_BYTES,
        fetch_max_bytes=2 * FETCH_BYTES,
        retry_backoff_ms=RETRY_BACKOFF_MS,
        request_timeout_ms=REQUEST_TIMEOUT_MS + 5_000,
    )


def group_consumer(settings: Settings, lane: str) -> AIOKafkaConsumer:
    """Return a consumer in the group of a lane; it commits nothing by itself."""
    of_lanes = settings.lane
    return AIOKafkaConsumer(
        **connection(settings),
        group_id=group_id(settings, lane),
        enable_auto_commit=False,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        fetch_max_wait_ms=of_lanes.fetch_wait_ms,
        max_partition_fetch_bytes=FETCH_BYTES,
        session_timeout_ms=of_lanes.session_ms,
        heartbeat_interval_ms=of_lanes.heartbeat_ms,
        rebalance_timeout_ms=of_lanes.rebalance_ms,
        request_timeout_ms=max(REQUEST_TIMEOUT_MS, of_lanes.rebalance_ms) + 5_000,
        max_poll_interval_ms=MAX_POLL_MS,
        partition_assignment_strategy=[StickyPartitionAssignor],
    )
