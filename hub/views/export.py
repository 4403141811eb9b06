"""Tables as files that offices open: CSV with a byte order mark, and XLSX."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from hub.views.sheet import Cell, Sheet

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 40


def to_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a CSV that spreadsheets read as UTF-8; no cell can begin a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[_safe(cell) for cell in row] for row in rows])


def to_workbook(path: Path, sheets: Mapping[str, Sheet]) -> None:
    """Write a workbook with a sheet for each title; numbers are numbers, the header stays put."""
    book = Workbook(write_only=True)
    for title, each in sheets.items():
        page: WriteOnlyWorksheet = book.create_sheet(title)
        page.freeze_panes = "A2"
        for column, name in enumerate(each.header, start=1):
            page.column_dimensions[get_column_letter(column)].width = _width(name)
        page.append([_heading(page, name) for name in each.header])
        for row in each.rows:
            page.append([_safe(cell) for cell in row])
    book.save(path)


def _heading(page: WriteOnlyWorksheet, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, name)
    cell.font = Font(bold=True)
    return cell


def _width(name: str) -> int:
    return min(WIDEST, 2 * len(name) + 4)


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell
