"""The rows of one table of a catalogue folder, whatever kind of file it lies in.

`items.csv` names the table `items`: it may as well lie in `items.xlsx` or `items.yaml`.
"""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from connectors.errors import ConnectorError
from connectors.spreadsheets import SpreadsheetSource, TableRow

Row = tuple[int, list[str]]
"""Line or row number as the file's own program shows it (the heading first), and the cells."""

WORKBOOKS = (".xlsx", ".xls", ".ods")
LISTS = (".yaml", ".yml")
ROWS_AT_ONCE = 500
ENCODINGS = ("utf-8-sig", "gb18030")


class UnreadableTable(ValueError):
    """A file that cannot be read: `line` where, if that is known, and in Chinese why."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


def rows_of(folder: Path, file: str) -> tuple[str, Iterator[Row]]:
    """Return the name of the file that holds the table `file` and its rows, heading first.

    Raises UnreadableTable, also while the rows are read: no such file, several of them, damaged.
    """
    found = _files(folder, file)
    if len(found) > 1:
        twice = "、".join(path.name for path in found)
        raise UnreadableTable(f"同一张表有几个文件:{twice},请只留一个")
    path = found[0] if found else folder / file
    readers: dict[str, Callable[[Path], Iterator[Row]]] = {
        **dict.fromkeys(WORKBOOKS, _workbook),
        **dict.fromkeys(LISTS, _list),
    }
    return path.name, readers.get(path.suffix, _text)(path)


def is_there(folder: Path, file: str) -> bool:
    """Return whether the table `file` lies in a folder, whatever kind of file it is."""
    return bool(_files(folder, file))


def _files(folder: Path, file: str) -> list[Path]:
    stem = Path(file).stem
    names = [stem + suffix for suffix in (".csv", *WORKBOOKS, *LISTS)]
    return [folder / name for name in names if (folder / name).exists()]


def _text(path: Path) -> Iterator[Row]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableTable(f"无法读取文件:{error.strerror}") from error
    lines = csv.reader(io.StringIO(_decoded(data), newline=""))
    try:
        for cells in lines:
            yield lines.line_num, cells
    except csv.Error as error:
        raise UnreadableTable(f"不是合规的CSV:{error}", lines.line_num) from error


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableTable("文件既不是UTF-8也不是GB 18030编码")


def _workbook(path: Path) -> Iterator[Row]:
    """Yield the rows of the first sheet; a doubtful cell (an error, a rounded number) is none."""
    source = SpreadsheetSource(path)
    try:
        source.connect()
        first: str | None = None
        while rows := source.read(ROWS_AT_ONCE):
            for row in rows:
                first = row.sheet if first is None else first
                if row.sheet != first:
                    return
                yield row.number, _certain(row)
    except ConnectorError as error:
        raise UnreadableTable(error.sentence) from error
    finally:
        source.close()


def _certain(row: TableRow) -> list[str]:
    for column, why in row.doubts.items():
        raise UnreadableTable(f"第{column + 1}列:{why}", row.number)
    return list(row.cells)


def _list(path: Path) -> Iterator[Row]:
    """Yield a YAML list of mappings as rows; the heading is every key that any has.

    An empty list has no heading: a table without rows.
    """
    try:
        records = yaml.safe_load(path.read_text("utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnreadableTable(f"不是合规的YAML:{error}") from error
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise UnreadableTable("应为一组“列名: 值”的记录")
    if not records:
        return
    heading = list(dict.fromkeys(str(key) for record in records for key in record))
    yield 0, heading
    for number, record in enumerate(records, 1):
        cells = {str(key): _word(value) for key, value in record.items()}
        yield number, [cells.get(column, "") for column in heading]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
