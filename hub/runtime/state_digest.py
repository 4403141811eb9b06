"""What a partition's local store holds, as one digest: equal for equal state, whatever its files.

Two workers that folded the same entries of a journal have the same digest, however often RocksDB
compacted; so an operator can compare them, or a store with one that was rebuilt.
"""

import fcntl
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rocksdict import AccessType, Options, Rdict

from hub.unfit import Unfit

LENGTH_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class StateDigest:
    """The state of one partition."""

    name: str
    """Lane and partition, as its folder is named: `case-0`."""
    keys: int
    digest: str
    """SHA-256 over all keys and values in the order of keys, each led by its length; hex."""


def digests(folder: Path) -> list[StateDigest]:
    """Return the digest of each partition's store in a stopped worker's folder, by name.

    Nothing is changed. Raises Unfit: there is none, a worker runs on one, one cannot be read.
    """
    stores = sorted(path.parent for path in folder.glob("*/CURRENT"))
    if not stores:
        raise Unfit(
            f"There is no state of a partition in {folder}.",
            "Name the folder of a worker: <data>/state/<worker>.",
        )
    return [digest_of_store(store) for store in stores]


def digest_of_store(store: Path) -> StateDigest:
    """Return the digest of one store. Raises Unfit as `digests` does."""
    _must_be_idle(store)
    hashed, keys = hashlib.sha256(), 0
    try:
        opened = Rdict(str(store), Options(raw_mode=True), access_type=AccessType.read_only())
        try:
            iterator = opened.iter()
            iterator.seek_to_first()
            while iterator.valid():
                for part in (iterator.key(), iterator.value()):
                    hashed.update(len(part).to_bytes(LENGTH_BYTES, "big") + part)
                keys += 1
                iterator.next()
            iterator.status()
        finally:
            opened.close()
    except Exception as error:
        raise Unfit(
            f"The state in {store} cannot be read: {error}",
            "Start its worker: it rebuilds the state from the journal.",
        ) from error
    return StateDigest(store.name, keys, hashed.hexdigest())


def _must_be_idle(store: Path) -> None:
    """Refuse a store that a process has open: it changes while it is read."""
    lock = store / "LOCK"
    if not lock.exists():
        return
    with lock.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Unfit(f"A worker runs on {store}.", "Stop it first.") from error
