"""An item list as departments keep it, read whole: every row an item or reported."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from connectors.errors import Unreadable
from connectors.spreadsheets import SpreadsheetSource, TableRow
from hub.importing.carrying import carried_down
from hub.importing.headers import FIELDS, SEARCHED_ROWS, Header, header_of
from hub.importing.item_rows import RowReader
from hub.importing.listed import Finding, ItemList, ListedItem, RejectedRow, Severity

READ_ROWS = 1000
ROWS_LIMIT = 200_000
CARRIED = ("department", "group")


@dataclass(frozen=True, slots=True)
class ListOptions:
    """How a list is to be read: headers of fields by name, and values for fields without column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    delimiter: str | None = None
    encoding: str | None = None


def read_list(path: Path, options: ListOptions | None = None) -> ItemList:
    """Return every row of the file as an item or as a rejected row.

    Raises connectors.errors.Unreachable or Unreadable when the file cannot be read at all.
    """
    options = options or ListOptions()
    reading = _ListReading(path.name, options)
    rows = _rows(SpreadsheetSource(path, delimiter=options.delimiter, encoding=options.encoding))
    for _, sheet in groupby(rows, key=lambda row: row.sheet):
        reading.sheet(sheet)
    return reading.result


def _rows(source: SpreadsheetSource) -> Iterator[TableRow]:
    source.connect()
    try:
        while rows := source.read(READ_ROWS):
            yield from rows
            source.ack(rows[-1].position)
    finally:
        source.close()


class _ListReading:
    """Reads sheet after sheet into one list."""

    def __init__(self, file: str, options: ListOptions) -> None:
        self.result = ItemList(file=file)
        self._options = options
        self._first: dict[str, ListedItem] = {}

    def sheet(self, rows: Iterable[TableRow]) -> None:
        """Read one sheet: find its header, carry names down, take row after row."""
        filled = list(self._filled(rows))
        first_rows = [(row.number, row.cells) for row in filled[:SEARCHED_ROWS]]
        header = header_of(first_rows, self._options.columns)
        if header is None:
            self._without_header(filled)
            return
        self._under(header, filled)

    def _filled(self, rows: Iterable[TableRow]) -> Iterator[TableRow]:
        """The rows that are not blank; all are counted."""
        for row in rows:
            self.result.lines += 1
            if row.blank:
                self.result.blank += 1
            else:
                yield row
            if self.result.lines - self.result.blank > ROWS_LIMIT:
                sentence = f"{self.result.file} has more than {ROWS_LIMIT} rows."
                raise Unreadable(sentence, "Split the list.")

    def _without_header(self, rows: list[TableRow]) -> None:
        for row in rows:
            reason = "no header was found in the first rows of this sheet"
            remedy = f"Name the columns: --column FIELD=HEADER ({', '.join(FIELDS)})."
            self._reject(row, [self._finding(row, "no header", reason, remedy)])

    def _under(self, header: Header, rows: list[TableRow]) -> None:
        body = []
        for row in rows:
            if row.number < header.number:
                self.result.titles.append((row.sheet, row.number, " ".join(row.cells).strip()))
            elif row.number == header.number or header.is_repeated_by(row.cells):
                self.result.headers += 1
            else:
                body.append(row)
        reader = RowReader(self.result.file, header, self._options.constants)
        reader.carried = {
            name: carried_down(body, header.places[name])
            for name in CARRIED
            if name in header.places
        }
        for row in body:
            self._take(row, reader)

    def _take(self, row: TableRow, reader: RowReader) -> None:
        item, findings = reader.read(row)
        if item is None:
            self._reject(row, findings)
            return
        first = self._first.setdefault(item.code.upper(), item)
        if first is not item:
            column = reader.header.column("code")
            self._reject(row, [*findings, self._duplicate(row, item, first, column)])
            return
        self.result.items.append(item)
        self.result.warnings.extend(findings)

    def _duplicate(
        self, row: TableRow, item: ListedItem, first: ListedItem, column: str
    ) -> Finding:
        same = (item.name, item.type, item.department) == (first.name, first.type, first.department)
        where = f"row {first.row}" + (
            f" of sheet {first.sheet}" if first.sheet != row.sheet else ""
        )
        content = "with the same content" if same else f"which is {first.name}"
        reason = f"code {item.code} stands already in {where}, {content}"
        remedy = "Remove the row." if same else "Give one of the two its own code."
        return self._finding(row, "duplicate code", reason, remedy, column)

    def _finding(
        self, row: TableRow, kind: str, reason: str, remedy: str, column: str = ""
    ) -> Finding:
        return Finding(
            file=self.result.file,
            sheet=row.sheet,
            row=row.number,
            column=column,
            kind=kind,
            reason=reason,
            remedy=remedy,
        )

    def _reject(self, row: TableRow, findings: list[Finding]) -> None:
        """Keep the row out; what was only worth a warning goes with it, errors first."""
        errors = tuple(f for f in findings if f.severity is Severity.ERROR)
        rejected = RejectedRow(sheet=row.sheet, row=row.number, cells=row.cells, findings=errors)
        self.result.rejected.append(rejected)
