"""Reading that checks on the way: the end is only let out when all of it was right."""

import hashlib
import io
from collections.abc import Iterator
from typing import BinaryIO

from hub.documents.errors import DocumentAltered
from hub.documents.sealing import Source
from hub.domain.documents import DocumentReference

READ_BYTES = 65_536


class Checked:
    """A source that raises DocumentAltered unless its bytes are those of the reference."""

    def __init__(self, source: Source, reference: DocumentReference) -> None:
        """Take the stored bytes and the reference they must match."""
        self._source = source
        self._reference = reference
        self._digest = hashlib.sha256()
        self._read_bytes = 0

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; the empty answer at the end comes only if all was right."""
        data = self._source.read(size)
        self._digest.update(data)
        self._read_bytes += len(data)
        if self._read_bytes > self._reference.size_bytes:
            raise self._altered("it is longer than the reference says")
        if not data and self._read_bytes < self._reference.size_bytes:
            raise self._altered("it is shorter than the reference says")
        if not data and self._digest.digest() != self._reference.digest:
            raise self._altered("its digest is another one")
        return data

    def _altered(self, how: str) -> DocumentAltered:
        return DocumentAltered(self._reference.digest, how)


class _Raw(io.RawIOBase):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int] | bytearray", /) -> int:  # type: ignore[override] # narrower than typeshed's Buffer
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = memoryview(chunk)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def as_file(chunks: Iterator[bytes]) -> BinaryIO:
    """Return a file to read the chunks from, one after another."""
    return io.BufferedReader(_Raw(chunks), READ_BYTES)
