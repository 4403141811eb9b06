"""What one transaction writes: records gathered by topic and partition, then committed as one."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from aiokafka import TopicPartition
from aiokafka.errors import (
    InvalidMessageError,
    InvalidTopicError,
    MessageSizeTooLargeError,
    PolicyViolationError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
)
from aiokafka.structs import OffsetAndMetadata

from hub.runtime.failures import InDoubtError, UnwritableError
from hub.runtime.fence import Fence

REFUSALS: Final = (
    InvalidMessageError,
    InvalidTopicError,
    MessageSizeTooLargeError,
    PolicyViolationError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
)
"""What a broker says of one topic that does not take a batch, however often it is sent."""

_Sent: TypeAlias = "tuple[TopicPartition, int, asyncio.Future[Any]]"
"""Where a batch goes, how many records it has, and its acknowledgement."""


class Outbound:
    """The records of one transaction; nothing is sent before `commit`."""

    __slots__ = ("_batches", "_fence", "_producer", "count", "size_bytes")

    def __init__(self, fence: Fence) -> None:
        """Begin with nothing; raises InDoubtError when the lane is closed."""
        self._fence = fence
        self._producer = fence.open()
        self._batches: dict[TopicPartition, list[Any]] = {}
        self.count = 0
        self.size_bytes = 0

    @property
    def topics(self) -> set[str]:
        """Names of the topics it writes to."""
        return {target.topic for target in self._batches}

    def add(
        self,
        target: TopicPartition,
        key: bytes,
        value: bytes,
        headers: list[tuple[str, bytes]] | None = None,
    ) -> None:
        """Append a record; a batch that is full is closed and the next one begun."""
        batches = self._batches.get(target)
        if batches is None:
            batches = self._batches[target] = [self._producer.create_batch()]
        if batches[-1].append(key=key, value=value, timestamp=None, headers=headers) is None:
            batches.append(self._producer.create_batch())
            batches[-1].append(key=key, value=value, timestamp=None, headers=headers)
        self.count += 1
        self.size_bytes += len(value)

    async def commit(
        self,
        group: str | None = None,
        offsets: Mapping[TopicPartition, OffsetAndMetadata] | None = None,
        within_s: float | None = None,
    ) -> dict[TopicPartition, int]:
        """Write and commit; return for each partition the offset after its last record.

        Model: Begin, Write, WritePosition, Commit.

        Every produce future is awaited, since the commit itself does not report a batch that
        failed; the first batch of every partition goes first, so that one request adds them all
        to the transaction; offsets are sent only after the acknowledgements, because a concurrent
        AddOffsetsToTxn makes the broker's check of the first produce fail now and then.

        Raises UnwritableError for topics that refuse what is written or, with `within_s`, do not
        acknowledge it in that time, InDoubtError when a connection was lost before; else whatever
        aiokafka raises, a bare KafkaError for a connection lost before the acknowledgements. The
        lane must then be dropped, the transaction's end is in doubt.
        """
        self._fence.watch()
        producer = self._producer
        try:
            await producer.begin_transaction()
        except AssertionError as error:  # its state forbids it: something failed before
            raise InDoubtError(str(error)) from error
        sent = [await self._send(target, 0) for target in self._batches]
        for target, batches in self._batches.items():
            sent += [await self._send(target, index) for index in range(1, len(batches))]
        ends = await _acknowledged(sent, within_s)
        self._fence.let_go()
        if group is not None and offsets is not None:
            await producer.send_offsets_to_transaction(dict(offsets), group)
        await producer.commit_transaction()
        return ends

    async def _send(self, target: TopicPartition, index: int) -> _Sent:
        batch = self._batches[target][index]
        future = await self._producer.send_batch(batch, target.topic, partition=target.partition)
        return target, batch.record_count(), future


async def _acknowledged(sent: Sequence[_Sent], within_s: float | None) -> dict[TopicPartition, int]:
    """Return the offset after the last record of each partition once all are acknowledged."""
    for _, _, future in sent:
        future.add_done_callback(_look)
    if sent:
        await asyncio.wait(
            [future for _, _, future in sent],
            timeout=within_s,
            return_when=asyncio.FIRST_EXCEPTION,
        )
    refused = {
        target.topic: future.exception()
        for target, _, future in sent
        if future.done() and isinstance(future.exception(), REFUSALS)
    }
    if refused:
        raise UnwritableError(frozenset(refused), repr(next(iter(refused.values()))))
    ends: dict[TopicPartition, int] = {}
    for target, records, future in sent:
        if future.done():
            ends[target] = max(ends.get(target, 0), future.result().offset + records)
    silent = frozenset(target.topic for target, _, future in sent if not future.done())
    if silent:
        raise UnwritableError(silent, f"no acknowledgement within {within_s} s", silent=True)
    return ends


def _look(future: "asyncio.Future[Any]") -> None:
    """Take note of how a batch ended, so that nobody complains that nobody did."""
    if not future.cancelled():
        future.exception()
