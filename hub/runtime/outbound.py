"""What one transaction writes: records gathered by topic and partition, then committed as one."""

import asyncio
from collections.abc import Mapping
from typing import Any

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from hub.runtime.failures import InDoubtError
from hub.runtime.fence import Fence


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
    ) -> dict[TopicPartition, int]:
        """Write and commit; return for each partition the offset after its last record.

        Every produce future is awaited, since the commit itself does not report a batch that
        failed; the first batch of every partition goes first, so that one request adds them all
        to the transaction; offsets are sent only after the acknowledgements, because a concurrent
        AddOffsetsToTxn makes the broker's check of the first produce fail now and then.
        Raises whatever aiokafka raises, and InDoubtError when a connection was lost; the lane must
        then be dropped, its end is in doubt.
        """
        self._fence.watch()
        try:
            return await self._commit(group, offsets)
        except KafkaError as error:
            if type(error) is KafkaError:  # aiokafka's sender ended, whatever the cause
                raise InDoubtError(str(error)) from error
            raise

    async def _commit(
        self, group: str | None, offsets: Mapping[TopicPartition, OffsetAndMetadata] | None
    ) -> dict[TopicPartition, int]:
        producer = self._producer
        try:
            await producer.begin_transaction()
        except AssertionError as error:  # its state forbids it: something failed before
            raise InDoubtError(str(error)) from error
        sent = [await self._send(target, 0) for target in self._batches]
        for target, batches in self._batches.items():
            sent += [await self._send(target, index) for index in range(1, len(batches))]
        ends: dict[TopicPartition, int] = {}
        for (target, records), metadata in zip(
            [place for place, _ in sent],
            await asyncio.gather(*(future for _, future in sent)),
            strict=True,
        ):
            ends[target] = max(ends.get(target, 0), metadata.offset + records)
        if group is not None and offsets is not None:
            await producer.send_offsets_to_transaction(dict(offsets), group)
        await producer.commit_transaction()
        return ends

    async def _send(
        self, target: TopicPartition, index: int
    ) -> tuple[tuple[TopicPartition, int], "asyncio.Future[Any]"]:
        batch = self._batches[target][index]
        future = await self._producer.send_batch(batch, target.topic, partition=target.partition)
        return (target, batch.record_count()), future
