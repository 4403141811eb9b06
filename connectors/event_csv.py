"""Event logs in CSV: one event a row, a header in the first row that is not blank."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from connectors.delimited import TextRow, delimiter_of, text_rows
from connectors.encodings import encoding_of
from connectors.errors import Unreadable
from connectors.event_records import Columns, LogEvent, LogFault, LogOptions, LogRecord

REQUIRED = ("case", "activity", "time")
OPTIONAL = ("department", "resource")
SYNONYMS = {
    "case": ("case_id", "caseid", "case id", "case"),
    "activity": ("activity", "activity_name", "event"),
    "time": ("timestamp", "time", "complete timestamp"),
    "department": ("group", "department"),
    "resource": ("resource",),
}
"""Names that are understood where the one asked for is a default and is not there."""


@dataclass(frozen=True, slots=True)
class _Header:
    """Index of each part of an event in a row, and how many cells a row has."""

    places: dict[str, int]
    names: dict[str, str]
    width: int

    def cell(self, part: str, cells: Sequence[str]) -> str:
        """The text of the part in a row, "" where the row or the log has none."""
        place = self.places.get(part)
        return cells[place].strip() if place is not None and place < len(cells) else ""


def csv_records(path: Path, options: LogOptions) -> Generator[LogRecord, None, None]:
    """Yield one record for every row under the header that is not blank.

    Raises Unreadable when the header lacks a column that an event cannot do without.
    """
    encoding = options.encoding or encoding_of(path)
    rows = text_rows(path, encoding, options.delimiter or delimiter_of(path, encoding))
    filled = (row for row in rows if any(cell.strip() for cell in row.cells))
    first = next(filled, None)
    if first is None:
        raise Unreadable(f"{path.name} is empty.", "Give a log with a header and events.")
    header = _header(path, first.cells, options.columns)
    for position, row in enumerate(filled, start=1):
        yield _record(position, row, header, options)


def _header(path: Path, cells: Sequence[str], columns: Columns) -> _Header:
    """Find the columns, all missing ones named at once."""
    names = [cell.strip() for cell in cells]
    found = {part: _find(part, names, columns) for part in (*REQUIRED, *OPTIONAL)}
    missing = [getattr(columns, part) for part in REQUIRED if found[part] is None]
    missing += [
        getattr(columns, part) for part in OPTIONAL if found[part] is None and _asked(part, columns)
    ]
    if missing:
        raise Unreadable(
            f"{path.name} has no column {', '.join(missing)}; it has {', '.join(names)}.",
            "Say which columns to take: --case, --activity, --time, --department, --resource.",
        )
    places = {part: place for part, place in found.items() if place is not None}
    return _Header(places, {part: names[place] for part, place in places.items()}, len(names))


def _asked(part: str, columns: Columns) -> bool:
    """Whether somebody named this column (its name is not the default)."""
    return bool(getattr(columns, part) != getattr(Columns(), part))


def _find(part: str, names: list[str], columns: Columns) -> int | None:
    wanted = getattr(columns, part)
    if wanted in names:
        return names.index(wanted)
    if _asked(part, columns):
        return None
    lowered = [name.lower() for name in names]
    return next((lowered.index(name) for name in SYNONYMS[part] if name in lowered), None)


def _record(position: int, row: TextRow, header: _Header, options: LogOptions) -> LogRecord:
    cells = row.cells
    case = header.cell("case", cells) or None
    fault = _fault(row, header)
    if fault is not None:
        return LogFault(position, row.number, *fault, None if row.damage else case)
    try:
        instant = options.clock.read(header.cell("time", cells))
    except ValueError as error:
        return LogFault(position, row.number, header.names["time"], str(error), case)
    return LogEvent(
        position,
        row.number,
        header.cell("case", cells),
        header.cell("activity", cells),
        instant,
        header.cell("department", cells) or None,
        header.cell("resource", cells) or None,
    )


def _fault(row: TextRow, header: _Header) -> tuple[str, str] | None:
    """Column and reason when the row is damaged, too wide, or lacks what an event needs."""
    if row.damage is not None:
        return "", row.damage
    if any(cell.strip() for cell in row.cells[header.width :]):
        return "", f"{len(row.cells)} cells where the header has {header.width}"
    for part in REQUIRED:
        if not header.cell(part, row.cells):
            return header.names[part], f"no {part}"
    return None
