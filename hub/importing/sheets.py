"""Spreadsheets of a catalogue folder, changed in place: other rows and columns stay as they are."""

import csv
import os
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from connectors.errors import ConnectorError
from connectors.spreadsheets import SpreadsheetSource, TableRow
from hub.importing.cleaning import clean_code
from hub.unfit import Unfit

ROWS_LIMIT = 1_000_000


class Sheet:
    """A CSV with a header and a key column; rows are kept in their order."""

    def __init__(self, path: Path, key: str, columns: Sequence[str] = ()) -> None:
        """Read `path` if it is there; `columns` are added to its header where they are missing.

        Raises Unfit: it cannot be read, or has no column `key`.
        """
        self.path = path
        self._key = key
        found = _read(path) if path.exists() else []
        known = {key, *columns}
        header = [_heading(cell, known) for cell in found[0].cells] if found else []
        if header and key not in header:
            raise Unfit(f"{path} has no column {key}.", _remedy(path))
        self.header = [*header, *(name for name in columns if name not in header)]
        self.rows = [_named(header, row) for row in found[1:]]
        self._index = {clean_code(row.get(key, "")): row for row in self.rows}

    def get(self, key: str) -> Mapping[str, str] | None:
        """Return the row of a key."""
        return self._index.get(key)

    def put(self, key: str, values: Mapping[str, str]) -> str:
        """Set cells of the row of a key; return what that was: added, updated or unchanged."""
        row = self._index.get(key)
        if row is None:
            row = {self._key: key, **values}
            self.rows.append(row)
            self._index[key] = row
            return "added"
        changed = {name: text for name, text in values.items() if row.get(name, "") != text}
        row.update(changed)
        return "updated" if changed else "unchanged"

    def save(self) -> None:
        """Write the file as a whole: UTF-8 with a mark, which spreadsheet programs need."""
        extra = dict.fromkeys(name for row in self.rows for name in row if name not in self.header)
        header = [*self.header, *extra]
        write_csv(self.path, header, ([row.get(name, "") for name in header] for row in self.rows))


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _read(path: Path) -> list[TableRow]:
    source = SpreadsheetSource(path, delimiter=",")
    try:
        source.connect()
        rows = [row for row in source.read(ROWS_LIMIT) if not row.blank]
    except ConnectorError as error:
        raise Unfit(error.sentence, error.remedy) from error
    finally:
        source.close()
    damaged = next((row for row in rows if row.damage is not None), None)
    if damaged is not None:
        raise Unfit(f"Row {damaged.number} of {path}: {damaged.damage}.", _remedy(path))
    return rows


def _heading(cell: str, known: AbstractSet[str]) -> str:
    """A column's name: one we know by what it means, any other as it stands."""
    return clean_code(cell) if clean_code(cell) in known else cell.strip()


def _named(header: list[str], row: TableRow) -> dict[str, str]:
    surplus = {f"column {n + 1}": row.cells[n] for n in range(len(header), len(row.cells))}
    return {**dict(zip(header, row.cells, strict=False)), **surplus}


def _remedy(path: Path) -> str:
    return f"Repair it; `lianban catalogue check {path.parent}` says what is wrong."
