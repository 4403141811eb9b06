"""What an import of a log has done so far, in one SQLite file that survives a kill.

A batch is written in one transaction once every message of it is answered; what was sent and not
written is sent again under the same ids.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS departments (
    name TEXT PRIMARY KEY, steps INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS cases (
    name TEXT PRIMARY KEY, events INTEGER NOT NULL, opened INTEGER NOT NULL,
    partition INTEGER, entry INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reported (
    row INTEGER NOT NULL, column_name TEXT NOT NULL, case_name TEXT, kind TEXT NOT NULL,
    reason TEXT NOT NULL
);
"""
CACHE_KIB = 8192
WAIT_S = 0.5


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """How far a case is: events seen, whether it was sent at all, its latest journal entry."""

    events: int = 0
    opened: bool = False
    entry: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """A row that did not become a step, or a message the hub did not do: where and why."""

    row: int
    column: str
    case: str | None
    kind: str
    reason: str


class LogBook:
    """The state of one import."""

    def __init__(self, path: Path) -> None:
        """Open or create the book for one process alone.

        Raises sqlite3.Error: it is no such file, or another process has it.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None, timeout=WAIT_S)
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._database.executescript(SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Everything written inside stands together or not at all."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def start(self, identity: dict[str, str]) -> bool:
        """Return whether the book is of this very import; if not, it is begun anew."""
        text = json.dumps(identity, sort_keys=True)
        with self.batch():
            if self.meta("identity") == text:
                return self.count("position") > 0
            for table in ("meta", "counts", "departments", "cases", "reported"):
                self._database.execute(f"DELETE FROM {table}")  # noqa: S608 - names stand above
            self.set_meta("identity", text)
        return False

    def meta(self, name: str) -> str | None:
        """Return a note."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set_meta(self, name: str, value: str) -> None:
        """Write a note."""
        self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def case(self, name: str) -> CaseProgress:
        """Return how far a case is."""
        row = self._database.execute(
            "SELECT events, opened, partition, entry FROM cases WHERE name = ?", (name,)
        ).fetchone()
        if row is None:
            return CaseProgress()
        return CaseProgress(row[0], bool(row[1]), None if row[3] is None else (row[2], row[3]))

    def set_case(self, name: str, case: CaseProgress) -> None:
        """Write how far a case is."""
        partition, entry = case.entry or (None, None)
        self._database.execute(
            "INSERT OR REPLACE INTO cases VALUES (?, ?, ?, ?, ?)",
            (name, case.events, case.opened, partition, entry),
        )

    def add(self, name: str, amount: int = 1) -> None:
        """Raise a count."""
        self._database.execute(
            "INSERT INTO counts VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
            (name, amount),
        )

    def count(self, name: str) -> int:
        """Return a count, 0 where nothing was counted."""
        row = self._database.execute("SELECT value FROM counts WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def add_department(self, name: str) -> None:
        """Count a step of a department."""
        self._database.execute(
            "INSERT INTO departments VALUES (?, 1) "
            "ON CONFLICT (name) DO UPDATE SET steps = steps + 1",
            (name,),
        )

    def departments(self, limit: int) -> dict[str, int]:
        """Return steps by department, the busiest first, at most `limit`."""
        rows = self._database.execute(
            "SELECT name, steps FROM departments ORDER BY steps DESC, name LIMIT ?", (limit,)
        )
        return {str(name): int(steps) for name, steps in rows}

    def report(self, reported: Reported) -> None:
        """Keep a row that did not become a step."""
        self._database.execute(
            "INSERT INTO reported VALUES (?, ?, ?, ?, ?)",
            (reported.row, reported.column, reported.case, reported.kind, reported.reason),
        )

    def reported(self, limit: int = -1) -> Iterator[Reported]:
        """Yield what was reported, by row; all of it unless a limit is given."""
        rows = self._database.execute(
            "SELECT row, column_name, case_name, kind, reason FROM reported ORDER BY row LIMIT ?",
            (limit,),
        )
        return (Reported(*row) for row in rows)
