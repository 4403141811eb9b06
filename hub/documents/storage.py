"""Where bytes lie: under their own SHA-256, in a folder or any other place that fsspec knows."""

import contextlib
import hashlib
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO, cast

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from hub.documents.errors import DocumentMissing

_ABANDONED_AFTER = timedelta(days=1)


class Shelf(StrEnum):
    """What kind of bytes: sealed for a data subject, or open to everybody."""

    SEALED = "sealed"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Stored:
    """Digest (SHA-256) and length of what was stored."""

    digest: bytes
    size_bytes: int


class Storage:
    """Content-addressed files. Written under a passing name, then renamed: never seen half."""

    def __init__(self, url: str) -> None:
        """Take a path or an fsspec URL such as `s3://bucket/documents`; makes the folder."""
        # Another process may store at any time: what a listing said a while ago says nothing.
        files, root = url_to_fs(url, use_listings_cache=False)
        self._files = files
        self._root = str(root).rstrip("/")
        self._local = isinstance(files, LocalFileSystem)
        files.makedirs(f"{self._root}/incoming", exist_ok=True)
        self._sweep()

    def write(self, shelf: Shelf, pieces: Iterable[bytes]) -> Stored:
        """Store what the pieces are together; the same bytes stored twice are there once.

        Durable on return where the storage is a local folder (fsync of file and folders).
        """
        incoming = f"{self._root}/incoming/{uuid.uuid4().hex}"
        try:
            stored = self._write(incoming, pieces)
            self._publish(incoming, self._path(shelf, stored.digest))
        except (
            BaseException
        ):  # whatever stopped it, nothing half-written stays; and it is raised on
            self._discard(incoming)
            raise
        return stored

    def open(self, shelf: Shelf, digest: bytes) -> BinaryIO:
        """Open the bytes for reading. Raises DocumentMissing."""
        try:
            return cast("BinaryIO", self._files.open(self._path(shelf, digest), "rb"))
        except FileNotFoundError as error:
            raise DocumentMissing(digest) from error

    def shelf_of(self, digest: bytes) -> Shelf | None:
        """Return where bytes of this digest lie, or None."""
        found = (shelf for shelf in Shelf if self._files.exists(self._path(shelf, digest)))
        return next(found, None)

    def _path(self, shelf: Shelf, digest: bytes) -> str:
        name = digest.hex()
        return f"{self._root}/{shelf}/{name[:2]}/{name[2:4]}/{name}"

    def _write(self, path: str, pieces: Iterable[bytes]) -> Stored:
        digest = hashlib.sha256()
        size_bytes = 0
        with self._files.open(path, "wb") as file:
            for piece in pieces:
                file.write(piece)
                digest.update(piece)
                size_bytes += len(piece)
            if self._local:
                _sync_file(file)
        return Stored(digest=digest.digest(), size_bytes=size_bytes)

    def _publish(self, incoming: str, path: str) -> None:
        folder = path.rpartition("/")[0]
        self._files.makedirs(folder, exist_ok=True)
        if not self._local:
            self._files.mv(incoming, path)
            return
        Path(incoming).replace(path)
        for level in (Path(folder), *Path(folder).parents[:3]):
            _sync_folder(level)

    def _sweep(self) -> None:
        """Remove what writers left behind that were killed more than a day ago."""
        for path in self._files.ls(f"{self._root}/incoming", detail=False):
            with contextlib.suppress(FileNotFoundError):  # another process sweeps as well
                if datetime.now(UTC) - self._files.modified(path) > _ABANDONED_AFTER:
                    self._files.rm(path)

    def _discard(self, incoming: str) -> None:
        if self._files.exists(incoming):
            self._files.rm(incoming)


def _sync_file(file: Any) -> None:  # noqa: ANN401 - fsspec has no type for it
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
