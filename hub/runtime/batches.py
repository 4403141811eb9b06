"""Batches of records as a stranger wrote them: read within bounds, whatever they claim.

aiokafka inflates a batch whole, fails on a compression it has no library for, and on a header name
that is no UTF-8. A broker takes all three, so one batch in an outbox would end the reader again and
again. Here a batch is inflated up to a bound, a name is read leniently, and a batch that cannot be
read at all becomes one record that says why (`deploy/decisions/0022`).
"""

import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import aiokafka.consumer.fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import DefaultRecordBatch
from aiokafka.record.util import decode_varint

INFLATED_LIMIT_BYTES: Final = 4 * 1024 * 1024
UNREADABLE: Final = "lb_unreadable"
"""Header of the record that stands for a batch that cannot be read; its value is a reason below."""
CODEC: Final = b"codec"
INFLATES: Final = b"inflates"
DAMAGED: Final = b"damaged"

_PREFIX: Final = struct.Struct(">qi")
_LENGTH_AT: Final = 8
_ATTRIBUTES_AT: Final = 21
_RECORDS_AT: Final = 61
_CODEC_MASK: Final = 0x07
_GZIP: Final = 1
_GZIP_WINDOW: Final = 31
"""zlib's word for a window of 32 KiB in a gzip frame."""


class PlainRecord(NamedTuple):
    """A record in the attributes that aiokafka's fetcher asks for."""

    offset: int
    timestamp: int
    timestamp_type: int
    key: bytes | None
    value: bytes | None
    headers: list[tuple[str, bytes | None]]
    checksum: None = None


class UnreadableBatchError(Exception):
    """A batch cannot be read: `reason` is CODEC, INFLATES or DAMAGED."""

    def __init__(self, reason: bytes) -> None:
        """Say why."""
        super().__init__(reason.decode())
        self.reason = reason


class Batches:
    """The batches in the answer to a fetch, in place of aiokafka's `MemoryRecords`."""

    def __init__(self, data: bytes) -> None:
        """Take the bytes as they came; a batch cut at the end is left for the next fetch."""
        self._data = data or b""
        self._position = 0

    def size_in_bytes(self) -> int:
        """Return the length of the answer."""
        return len(self._data)

    def has_next(self) -> bool:
        """Return whether a whole batch is left."""
        return self._end() is not None

    def next_batch(self) -> Any:  # noqa: ANN401 - aiokafka's batch, or one that is read like it
        """Return the next batch, None without any; raises CorruptRecordException."""
        end = self._end()
        if end is None:
            return None
        raw = self._data[self._position : end]
        if len(raw) < _RECORDS_AT:
            message = f"a batch of {len(raw)} bytes"
            raise CorruptRecordException(message)
        self._position = end
        batch = DefaultRecordBatch(raw)
        return batch if batch.is_control_batch else GuardedBatch(batch, raw)

    def _end(self) -> int | None:
        if len(self._data) - self._position < _PREFIX.size:
            return None
        length = _PREFIX.unpack_from(self._data, self._position)[1]
        end = self._position + _PREFIX.size + length
        return end if end <= len(self._data) else None


class GuardedBatch:
    """A batch of records that is read one by one and never raises for what its writer put there."""

    __slots__ = ("_batch", "_raw", "base_offset", "is_control_batch", "is_transactional")

    def __init__(self, batch: DefaultRecordBatch, raw: bytes) -> None:
        """Read the head of the batch only."""
        self._batch = batch
        self._raw = raw
        self.base_offset = batch.base_offset
        self.is_transactional = batch.is_transactional
        self.is_control_batch = False

    @property
    def producer_id(self) -> int:
        """The producer's id, as aiokafka's own batch has it."""
        return int(self._batch.producer_id)

    @property
    def next_offset(self) -> int:
        """The offset after the batch."""
        return int(self._batch.next_offset)

    def validate_crc(self) -> bool:
        """Return whether the bytes are those that the broker checked."""
        return bool(self._batch.validate_crc())

    def __iter__(self) -> Iterator[Any]:
        """Yield the records; for what cannot be read one record, the last of the batch."""
        try:
            plain = self._raw if not self._codec() else self._inflated()
            yield from self._records(plain)
        except UnreadableBatchError as error:
            yield self._standing_for_all(error.reason)

    def _codec(self) -> int:
        return int(self._batch.attributes) & _CODEC_MASK

    def _inflated(self) -> bytes:
        """Return the batch as it would be without compression; its checksum is void."""
        if self._codec() != _GZIP:
            raise UnreadableBatchError(CODEC)
        head = bytearray(self._raw[:_RECORDS_AT])
        head[_ATTRIBUTES_AT + 1] &= ~_CODEC_MASK & 0xFF
        plain = bytes(head) + gunzip(self._raw[_RECORDS_AT:], INFLATED_LIMIT_BYTES)
        return (
            plain[:_LENGTH_AT]
            + (len(plain) - _PREFIX.size).to_bytes(4, "big")
            + plain[_PREFIX.size :]
        )

    def _records(self, plain: bytes) -> Iterator[Any]:
        """Yield the records as aiokafka reads them; from the first that it cannot, as we do."""
        count = 0
        try:
            for record in DefaultRecordBatch(plain):
                count += 1
                yield record
        except (ValueError, CorruptRecordException):
            yield from self._leniently(plain, count)

    def _leniently(self, plain: bytes, skip: int) -> Iterator[PlainRecord]:
        position = _RECORDS_AT
        try:
            for index in range(self._batch.last_offset_delta + 1):
                record, position = self._record(plain, position)
                if index >= skip:
                    yield record
        except (ValueError, IndexError) as error:
            raise UnreadableBatchError(DAMAGED) from error

    def _record(self, plain: bytes, position: int) -> tuple[PlainRecord, int]:
        """Return the record at `position` and where the next one begins (Kafka protocol, v2)."""
        length, position = decode_varint(plain, position)
        end = position + length
        if not position < end <= len(plain):
            raise ValueError(length)
        age_ms, at = decode_varint(plain, position + 1)
        delta, at = decode_varint(plain, at)
        key, at = _bytes(plain, at, end)
        value, at = _bytes(plain, at, end)
        count, at = decode_varint(plain, at)
        headers: list[tuple[str, bytes | None]] = []
        for _ in range(count):
            name, at = _bytes(plain, at, end)
            content, at = _bytes(plain, at, end)
            headers.append(((name or b"").decode("utf-8", "replace"), content))
        batch = self._batch
        by_broker = batch.timestamp_type
        time_ms = batch.max_timestamp if by_broker else batch.first_timestamp + age_ms
        offset = self.base_offset + delta
        return PlainRecord(offset, time_ms, by_broker, key, value, headers), end

    def _standing_for_all(self, reason: bytes) -> PlainRecord:
        batch = self._batch
        return PlainRecord(
            batch.next_offset - 1,
            batch.max_timestamp,
            batch.timestamp_type,
            None,
            self._raw[_RECORDS_AT:],
            [(UNREADABLE, reason)],
        )


def gunzip(data: bytes, limit_bytes: int) -> bytes:
    """Return what gzip members hold, one after another.

    Never holds more than the limit. Raises UnreadableBatchError: it is more, or no gzip.
    """
    out = bytearray()
    while data:
        member = zlib.decompressobj(_GZIP_WINDOW)
        try:
            out += member.decompress(data, limit_bytes - len(out) + 1)
        except zlib.error as error:
            raise UnreadableBatchError(DAMAGED) from error
        if len(out) > limit_bytes:
            raise UnreadableBatchError(INFLATES)
        if not member.eof:
            raise UnreadableBatchError(DAMAGED)
        data = member.unused_data
    return bytes(out)


def _bytes(data: bytes, at: int, end: int) -> tuple[bytes | None, int]:
    """Return length-prefixed bytes and where they end; raises ValueError past `end`."""
    size, at = decode_varint(data, at)
    if size < 0:
        return None, at
    if at + size > end:
        raise ValueError(size)
    return data[at : at + size], at + size


def guard() -> None:
    """Let every consumer of this process read its batches so."""
    aiokafka.consumer.fetcher.MemoryRecords = Batches
