"""One delivery of exchange tables (一批交换数据), read whole: a folder of files, or a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from connectors.errors import ConnectorError
from connectors.spreadsheets import SpreadsheetSource, TableRow
from hub.importing.exchange.feedback import Feedback, Quality
from hub.importing.exchange.rows import Codes, ExchangeRow, Header
from hub.importing.exchange.tables import table_named
from hub.unfit import Unfit

ROWS_LIMIT: Final = 500_000
"""Most rows of one delivery: it is sorted in memory, and a department pushes every day."""
READ_ROWS: Final = 10_000
SUFFIXES: Final = frozenset({".csv", ".xlsx", ".xls", ".ods"})


@dataclass(slots=True)
class Delivery:
    """Rows that can be said, what is wrong with the others, and how many rows there were."""

    rows: list[ExchangeRow] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    repeated: int = 0

    @property
    def count(self) -> int:
        """How many rows there were under the headers."""
        return sum(self.counts.values())


def read(path: Path, codes: Codes) -> Delivery:
    """Return all rows of a delivery; what is no exchange table is fed back and read no further.

    Raises Unfit: nothing there, a file cannot be read, too many rows.
    """
    delivery = Delivery()
    seen: dict[tuple[str, str], str] = {}
    for name, rows in _sheets(path):
        table = table_named(name)
        if table is None:
            delivery.feedback.append(_no_table(name))
            continue
        for row, wrong in _rows(Header(table, rows[0].cells), rows[1:], codes):
            delivery.counts[table.name] = delivery.counts.get(table.name, 0) + 1
            _keep(delivery, seen, row, wrong)
    if not delivery.counts and not delivery.feedback:
        remedy = "Give a folder of CSV or XLSX files named like up_pro_accept.csv, or a workbook."
        raise Unfit(f"There are no exchange tables in {path}.", remedy)
    return delivery


def _rows(
    header: Header, rows: Sequence[TableRow], codes: Codes
) -> Iterator[tuple[ExchangeRow, tuple[Feedback, ...]]]:
    return (header.read(row, codes) for row in rows)


def _keep(
    delivery: Delivery,
    seen: dict[tuple[str, str], str],
    row: ExchangeRow,
    wrong: tuple[Feedback, ...],
) -> None:
    """Take a row down once; the same row again is a repeat, another under its key is wrong."""
    if wrong:
        delivery.feedback.extend(wrong)
        return
    first = seen.get((row.table.name, row.key))
    if first is None:
        seen[row.table.name, row.key] = row.digest
        delivery.rows.append(row)
    elif first == row.digest:
        delivery.repeated += 1
    else:
        delivery.feedback.append(row.wrong(Quality.TWICE, row.table.key))


def _no_table(name: str) -> Feedback:
    why = Quality.TABLE
    return Feedback(table_name=name, row=0, rule=why.code, reason=why.sentence, remedy=why.remedy)


def _sheets(path: Path) -> Iterator[tuple[str, list[TableRow]]]:
    """Yield name and rows, the header first, of each sheet that has any."""
    left = ROWS_LIMIT
    for file in _files(path):
        sheets: dict[str, list[TableRow]] = {}
        for row in _rows_of(file, left):
            sheets.setdefault(row.sheet or file.stem, []).append(row)
            left -= 1
        yield from sheets.items()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(each for each in path.iterdir() if each.suffix.lower() in SUFFIXES)
    return [each for each in found if not each.name.startswith(("~", "."))]


def _rows_of(path: Path, left: int) -> Iterator[TableRow]:
    source = SpreadsheetSource(path)
    count = 0
    try:
        source.connect()
        while rows := source.read(READ_ROWS):
            for row in rows:
                if row.blank and row.damage is None:
                    continue
                count += 1
                if count > left:
                    sentence = f"The delivery has more than {ROWS_LIMIT:,} rows."
                    raise Unfit(sentence, "Push it in parts: by day or by batch.")
                yield row
    except ConnectorError as error:
        raise Unfit(error.sentence, error.remedy) from error
    finally:
        source.close()
