"""Rows of workbooks (XLSX, XLS, ODS) as a person sees them in the sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from connectors.errors import Unreadable
from connectors.workbook_limits import must_fit

Cell = int | float | str | bool | datetime | date | time | timedelta
Merged = Mapping[tuple[int, int], str]

EXACT_INTEGER = 10**15
ROUNDED = "a number of more than 15 digits: the spreadsheet has rounded it"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: number as the sheet shows it, cells as text, what is doubtful (column -> why).

    `merged` has the columns whose text comes from a merged cell that begins in an earlier row.
    """

    number: int
    cells: tuple[str, ...]
    doubts: Mapping[int, str] = field(default_factory=dict)
    merged: frozenset[int] = frozenset()


def sheets_of(path: Path) -> Iterator[tuple[str, Iterator[SheetRow]]]:
    """Yield each sheet's name with its rows. Raises Unreadable (password, damage, size)."""
    must_fit(path)
    try:
        with path.open("rb") as file:
            workbook = CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        sentence = f"{path.name} is protected by a password."
        raise Unreadable(sentence, "Save it without one.") from error
    except CalamineError as error:
        sentence = f"{path.name} cannot be read as a workbook: {error}."
        raise Unreadable(sentence, "Open it in a spreadsheet program and save as XLSX.") from error
    with workbook:
        for name in workbook.sheet_names:
            yield name, _rows(workbook, path, name)


def _rows(workbook: CalamineWorkbook, path: Path, name: str) -> Iterator[SheetRow]:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError as error:
        sentence = f"Sheet {name} of {path.name} cannot be read: {error}."
        raise Unreadable(sentence, "Remove or repair the sheet, or save it as CSV.") from error
    table: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    merged = _merged(sheet, table)
    for index, cells in enumerate(table):
        yield _row(index, cells, merged)


def _merged(sheet: CalamineSheet, table: list[list[Cell]]) -> Merged:
    """Text of the cells that a merged cell covers below its first row, within the sheet's data."""
    covered: dict[tuple[int, int], str] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top >= len(table) or left >= len(table[top]):
            continue
        text = text_of(table[top][left])
        for row in range(top + 1, min(bottom + 1, len(table))):
            covered[row, left] = text
    return covered


def _row(index: int, cells: list[Cell], merged: Merged) -> SheetRow:
    texts = [text_of(cell) for cell in cells]
    doubts = {column: ROUNDED for column, cell in enumerate(cells) if is_rounded(cell)}
    if not any(text.strip() for text in texts):
        return SheetRow(index + 1, tuple(texts), doubts)
    filled = frozenset(column for column in range(len(texts)) if (index, column) in merged)
    for column in filled:
        texts[column] = merged[index, column]
    return SheetRow(index + 1, tuple(texts), doubts, filled)


def is_rounded(cell: Cell) -> bool:
    """Whether a cell is a number too long for a spreadsheet to keep all its digits."""
    return isinstance(cell, int | float) and abs(cell) >= EXACT_INTEGER


def text_of(cell: Cell) -> str:
    """Return what the cell shows: whole numbers without a fraction, days and times as ISO 8601."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
