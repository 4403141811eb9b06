"""One key per data subject, in SQLite, wrapped by a master key in a file of its own.

Destroying a subject's key erases all that was sealed for that person. Safe with several processes
and threads; nothing is cached, so a key destroyed by one process is destroyed for all.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.documents.errors import KeyDestroyed, KeysUnusable
from hub.documents.sealing import KEY_BYTES, KEY_ID_BYTES

BUSY_TIMEOUT_S: Final = 30.0
_NONCE_BYTES = 12
_OWNER_ONLY = 0o600
_SCHEMA = """
CREATE TABLE IF NOT EXISTS subject_key (
    key_id BLOB PRIMARY KEY,
    data_subject TEXT NOT NULL,
    wrapped BLOB,
    created_at TEXT NOT NULL,
    destroyed_at TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS subject_key_in_use
    ON subject_key (data_subject) WHERE wrapped IS NOT NULL;
"""


@dataclass(frozen=True, slots=True)
class SubjectKey:
    """A key in use, and the id under which sealed documents name it."""

    key_id: bytes
    key: bytes

    def __repr__(self) -> str:
        return f"SubjectKey(key_id={self.key_id.hex()})"


class KeyStore:
    """The keys of all data subjects. `path` is the database, `path` + `.master` the master key."""

    def __init__(self, path: Path) -> None:
        """Open, or make, both files (mode 0600). Raises KeysUnusable."""
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Making the files is the one moment that SQLite's own locks do not cover.
            with _file_lock(path.with_name(path.name + ".lock")):
                self._database = _open_database(path)
                self._master = AESGCM(self._master_key(path.with_name(path.name + ".master")))
        except (OSError, sqlite3.Error) as error:
            raise KeysUnusable(
                f"The keys at {path} cannot be opened ({error})", "Check disk, owner and rights"
            ) from error

    def key_of(self, data_subject: str) -> SubjectKey:
        """Return the key in use of a data subject; makes one for a new subject."""
        with self._lock:
            found = self._in_use(data_subject)
        if found:
            return found
        with self._transaction() as database:
            # Another process may have made it since.
            if found := self._in_use(data_subject):
                return found
            made = SubjectKey(os.urandom(KEY_ID_BYTES), os.urandom(KEY_BYTES))
            database.execute(
                "INSERT INTO subject_key (key_id, data_subject, wrapped, created_at)"
                " VALUES (?, ?, ?, ?)",
                (made.key_id, data_subject, self._wrap(made), _now()),
            )
            return made

    def key(self, key_id: bytes) -> bytes:
        """Return a key by its id. Raises KeyDestroyed, KeysUnusable (not a key of this store)."""
        with self._lock:
            row = self._database.execute(
                "SELECT wrapped FROM subject_key WHERE key_id = ?", (key_id,)
            ).fetchone()
        if row is None:
            raise KeysUnusable(
                f"The key {key_id.hex()} is not in {self._path}",
                "Use the keys that belong to this document store",
            )
        if row[0] is None:
            raise KeyDestroyed(key_id)
        return self._unwrap(key_id, row[0])

    def data_subject(self, key_id: bytes) -> str | None:
        """Return whose key that is or was, None for one that is not of this store."""
        with self._lock:
            row = self._database.execute(
                "SELECT data_subject FROM subject_key WHERE key_id = ?", (key_id,)
            ).fetchone()
        return None if row is None else str(row[0])

    def destroy(self, data_subject: str) -> bool:
        """Overwrite the key of a data subject for good; return whether there was one.

        Raises KeysUnusable if the write-ahead log, where the key may still lie, stays in use.
        """
        with self._transaction() as database:
            destroyed = database.execute(
                "UPDATE subject_key SET wrapped = NULL, destroyed_at = ?"
                " WHERE data_subject = ? AND wrapped IS NOT NULL",
                (_now(), data_subject),
            ).rowcount
        with self._lock:
            busy, *_ = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise KeysUnusable(
                "The key is destroyed, but its old bytes may still lie in the log of the database",
                "Destroy it again when no other process reads the keys",
            )
        return bool(destroyed)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._database.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            with self._database:
                yield self._database

    def _in_use(self, data_subject: str) -> SubjectKey | None:
        row = self._database.execute(
            "SELECT key_id, wrapped FROM subject_key"
            " WHERE data_subject = ? AND wrapped IS NOT NULL",
            (data_subject,),
        ).fetchone()
        return SubjectKey(row[0], self._unwrap(*row)) if row else None

    def _wrap(self, made: SubjectKey) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._master.encrypt(nonce, made.key, made.key_id)

    def _unwrap(self, key_id: bytes, wrapped: bytes) -> bytes:
        nonce, sealed = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
        try:
            return self._master.decrypt(nonce, sealed, key_id)
        except InvalidTag as error:
            raise KeysUnusable(
                f"The master key does not open the keys in {self._path}",
                f"Put back the master key that belongs to them ({self._path.name}.master)",
            ) from error

    def _master_key(self, path: Path) -> bytes:
        if path.exists():
            key = path.read_bytes()
            if len(key) != KEY_BYTES:
                raise KeysUnusable(f"{path} is not a master key", "Put back the right file")
            return key
        if self._database.execute("SELECT 1 FROM subject_key LIMIT 1").fetchone():
            raise KeysUnusable(
                f"The master key {path} is missing", "Put it back: without it nothing can be read"
            )
        return _write_new(path, os.urandom(KEY_BYTES))


def _open_database(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, _OWNER_ONLY))
    database = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    # A reference to a document must never be durable before the key that opens it: FULL.
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
        database.execute(f"PRAGMA {pragma}")
    database.executescript(_SCHEMA)
    return database


def _write_new(path: Path, data: bytes) -> bytes:
    """Write a file that is there whole or not at all, readable by its owner only."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with open(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY), "wb") as file:  # noqa: PTH123 - a mode
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return data


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
