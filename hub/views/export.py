"""Tables as files that offices open: CSV with a byte order mark, and XLSX."""

import csv
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from hub.views.table import Cell

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a CSV that spreadsheets read as UTF-8; no cell can begin a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[_safe(cell) for cell in row] for row in rows])


def to_workbook(path: Path, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a workbook of one sheet whose first row is the header."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("调度情况")
    sheet.append(list(header))
    for row in rows:
        sheet.append([_safe(cell) for cell in row])
    book.save(path)


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
