"""The local state of one partition: a cache of the journal's fold that may be deleted any time."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

from rocksdict import BlockBasedOptions, Cache, Options, Rdict, RdictIter, ReadOptions, WriteBatch

from hub.runtime.failures import StoreDamagedError, StoreFullError
from hub.runtime.logging import get

log = get(__name__)

POSITION: Final = b"\x00position"
BEHIND_ALL: Final = b"\xff" * 8
WRITE_BUFFER_BYTES: Final = 2 << 20
OPEN_FILES: Final = 64
CACHE_BYTES: Final = 8 << 20
FILTER_BITS: Final = 10
"""For each key: nearly every command id is new, and a filter says so without a look at the disk."""

_cache: Final = Cache(CACHE_BYTES)
LOCK_FILE: Final = "/LOCK"
DAMAGED: Final = "damaged"
NOT_WHOLE: Final = ("Corruption", os.strerror(errno.ENOENT))
"""How RocksDB words content that it did not write, and a file of its own that is gone."""
NO_ROOM: Final = tuple([os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)])
"""How RocksDB words a disk that is full, a quota that is used up, a file that may not grow."""
ROOM_BYTES: Final = 2 * WRITE_BUFFER_BYTES
"""Room for the log of what is in memory and for the file it is flushed to."""


def _options() -> Options:
    options = Options(raw_mode=True)
    options.create_if_missing(True)  # noqa: FBT003 - rocksdict's interface
    options.set_max_open_files(OPEN_FILES)
    options.set_write_buffer_size(WRITE_BUFFER_BYTES)
    options.set_keep_log_file_num(1)
    blocks = BlockBasedOptions()
    blocks.set_bloom_filter(FILTER_BITS, block_based=False)
    blocks.set_block_cache(_cache)  # one for all partitions of a worker
    options.set_block_based_table_factory(blocks)
    return options


class PartitionStore:
    """RocksDB in one folder: values and the position they belong to change in one atomic write."""

    def __init__(self, folder: Path) -> None:
        """Open the store, or an empty one beside it when another process still holds the lock.

        Raises StoreFullError.
        """
        self.folder = folder.resolve()  # a link to another disk is emptied as a folder is
        self.rebuilt: str | None = None
        """Why what lay there was not used, None if it was; all is folded from the journal then."""
        self._fronts: dict[bytes, bytes] = {}
        self._db = self._open()

    def _open(self) -> Rdict:
        """Open what is there; what a frozen process locks or is damaged is begun anew."""
        damaged = self.folder / DAMAGED
        if damaged.exists():
            self._begin_anew("found damaged when it was read")
        try:
            return self._opened()
        except Exception as error:
            if _lacks_room(error):
                raise self._judged(error) from error
            if LOCK_FILE in str(error):
                self.folder = self.folder.with_name(f"{self.folder.name}-{os.getpid()}")
            self._begin_anew(str(error))
        try:
            return self._opened()
        except Exception as error:
            raise self._judged(error) from error

    def _opened(self) -> Rdict:
        self.folder.mkdir(parents=True, exist_ok=True)
        opened = Rdict(str(self.folder), _options())
        self._sweep()
        return opened

    def _begin_anew(self, reason: str) -> None:
        log.warning("store_rebuilt", folder=str(self.folder), reason=reason)
        self.rebuilt = reason
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sweep(self) -> None:
        """Take away what processes that are gone left beside the store while it was locked."""
        for beside in self.folder.parent.glob(f"{self.folder.name}-*"):
            pid = beside.name.rpartition("-")[2]
            if pid.isdecimal() and not Path("/proc", pid).exists():
                shutil.rmtree(beside, ignore_errors=True)

    def get(self, key: bytes) -> bytes | None:
        """Return the committed value under `key`, or None. Raises StoreDamagedError."""
        try:
            value: bytes | None = self._db.get(key)
        except Exception as error:
            raise self._judged(error) from error
        return value

    def get_many(self, keys: list[bytes]) -> list[bytes | None]:
        """Return the committed value under each key, in half the time of asking one by one."""
        try:
            return cast("list[bytes | None]", self._db.get(cast("Any", keys)))
        except Exception as error:
            raise self._judged(error) from error

    def scan(self, start: bytes, stop: bytes) -> Iterator[bytes]:
        """Yield the keys from `start` up to, not including, `stop`, in order."""
        iterator = self._db.iter(ReadOptions())
        iterator.seek(start)
        yield from self._until(iterator, stop)

    def queue(self, prefix: bytes, stop: bytes) -> Iterator[bytes]:
        """Yield the keys under a prefix of one byte up to, not including, `stop`, in order.

        What was taken from the front since the last look is passed over once, not at every look:
        RocksDB walks through deleted keys until it compacts them.
        """
        iterator = self._db.iter(ReadOptions())
        iterator.seek(self._fronts.get(prefix, prefix))
        self._fronts[prefix] = iterator.key() if iterator.valid() else BEHIND_ALL
        yield from self._until(iterator, stop)

    def front(self, prefix: bytes) -> bytes:
        """Return where the next look at a queue begins: no key of it lies before."""
        return self._fronts.get(prefix, prefix)

    def _until(self, iterator: RdictIter, stop: bytes) -> Iterator[bytes]:
        while iterator.valid():
            key: bytes = iterator.key()
            if key >= stop:
                return
            yield key
            iterator.next()
        try:
            iterator.status()
        except Exception as error:
            raise self._judged(error) from error

    def _judged(self, error: Exception) -> Exception:
        """Mark a store that RocksDB finds corrupt: it is empty when it is opened next."""
        lack = _lacks_room(error)
        if lack is not None:
            return StoreFullError(self.folder, lack)
        if not any(word in str(error) for word in NOT_WHOLE):
            return error
        with contextlib.suppress(OSError):  # no folder, no room: then it is found damaged again
            (self.folder / DAMAGED).touch()
        return StoreDamagedError(f"{self.folder}: {error}")

    def apply(self, changes: dict[bytes, bytes | None], position: bytes) -> None:
        """Write all changes (None deletes) and the position, atomically. Raises StoreFullError."""
        batch, fronts = WriteBatch(raw_mode=True), self._fronts
        for key, value in changes.items():
            if value is None:
                batch.delete(key)
            else:
                batch.put(key, value)
                front = fronts.get(key[:1])
                if front is not None and key < front:
                    fronts[key[:1]] = key
        batch.put(POSITION, position)
        try:
            self._db.write(batch)
        except Exception as error:
            raise self._judged(error) from error

    def position(self) -> bytes | None:
        """Return the position last written, or None for an empty store."""
        return self.get(POSITION)

    def wipe(self) -> None:
        """Delete everything; the store is empty and usable afterwards."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        self._fronts.clear()
        self._db = self._open()

    def close(self) -> None:
        """Release the folder."""
        with contextlib.suppress(Exception):
            self._db.close()


def has_room(folder: Path) -> bool:
    """Return whether a state that found its disk full may be opened again; leaves nothing there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            os.posix_fallocate(file.fileno(), 0, ROOM_BYTES)
    except OSError:
        return False
    return True


def _lacks_room(error: Exception) -> str | None:
    """Return how the disk said that it has no room, None where it said something else."""
    return next((word for word in NO_ROOM if word in str(error)), None)


class Overlay:
    """A view of the store with the changes of a batch on top, simply dropped when it fails."""

    __slots__ = ("changes", "store")

    def __init__(self, store: PartitionStore) -> None:
        """Begin with no change."""
        self.store = store
        self.changes: dict[bytes, bytes | None] = {}

    def get(self, key: bytes) -> bytes | None:
        """Return the value as this batch sees it."""
        if key in self.changes:
            return self.changes[key]
        return self.store.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Set a value within this batch."""
        self.changes[key] = value

    def delete(self, key: bytes) -> None:
        """Delete a key within this batch."""
        self.changes[key] = None
