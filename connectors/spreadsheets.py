"""Spreadsheets as a source of rows: CSV in any usual encoding, XLSX, XLS and ODS.

What a file is, its content says and not its name: lists called `.xls` are often CSV or web pages.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from connectors.delimited import delimiter_of, text_rows
from connectors.encodings import encoding_of
from connectors.errors import Unreadable
from connectors.files import FileSource
from connectors.workbook import sheets_of

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE_MARKS = (b"<html", b"<!doctype html", b"<table", b"<?xml")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a spreadsheet.

    `number` is the row number a spreadsheet program shows in `sheet` ("" in a CSV), `cells` their
    texts untouched, `doubts` what is wrong with single cells (column index -> reason), `merged` the
    columns filled from a merged cell above, `damage` what is wrong with the row as a whole.
    """

    position: int
    sheet: str
    number: int
    cells: tuple[str, ...]
    doubts: Mapping[int, str] = field(default_factory=dict)
    merged: frozenset[int] = frozenset()
    damage: str | None = None

    @property
    def blank(self) -> bool:
        """Whether the row has no text at all."""
        return not any(cell.strip() for cell in self.cells)


class SpreadsheetSource(FileSource[TableRow]):
    """Every row of every sheet, blank ones too, in the order of the file."""

    def __init__(
        self, path: Path, *, delimiter: str | None = None, encoding: str | None = None
    ) -> None:
        """Read `path`; separator and encoding of a CSV are found out unless they are given."""
        super().__init__(path)
        self._delimiter = delimiter
        self._encoding = encoding
        self._is_workbook = False

    def _prepare(self) -> None:
        with self.path.open("rb") as file:
            start = file.read(512)
        self._is_workbook = start.startswith((ZIP_MARK, OLE_MARK))
        if not self._is_workbook:
            self._prepare_text(start)

    def _prepare_text(self, start: bytes) -> None:
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(WEB_PAGE_MARKS):
            sentence = f"{self.path.name} is a web page under a spreadsheet's name."
            raise Unreadable(sentence, "Open it in a spreadsheet program and save as XLSX.")
        self._encoding = self._encoding or encoding_of(self.path)
        self._delimiter = self._delimiter or delimiter_of(self.path, self._encoding)

    def _generate(self) -> Generator[TableRow, None, None]:
        return self._workbook_rows() if self._is_workbook else self._text_rows()

    def _workbook_rows(self) -> Generator[TableRow, None, None]:
        position = 0
        for sheet, rows in sheets_of(self.path):
            for row in rows:
                position += 1
                yield TableRow(position, sheet, row.number, row.cells, row.doubts, row.merged)

    def _text_rows(self) -> Generator[TableRow, None, None]:
        rows = text_rows(self.path, self._encoding or "utf-8", self._delimiter or ",")
        for row in rows:
            yield TableRow(row.number, "", row.number, row.cells, damage=row.damage)
