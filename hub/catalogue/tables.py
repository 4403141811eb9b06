"""One spreadsheet of a catalogue folder: rows of cells to records, every fault with its place."""

import binascii
import re
import types
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from hub.catalogue.cells import LISTS, UnreadableTable, is_there, rows_of
from hub.catalogue.opening_hours import UnclearHoursError, opening_hours
from hub.catalogue.words import member, word
from hub.domain.faults import Fault, Severity
from hub.domain.places import Opening

Record = TypeVar("Record")

_PLAIN_TEXT = frozenset(
    {
        "name", "legal_basis", "conditions", "appeal", "instrument", "clock_source", "issuer",
        "sample", "process", "times", "place", "subject", "meaning", "seal", "source",
        "result_document", "remark",
    }
)  # fmt: skip
"""Columns whose full-width signs mean what they are; elsewhere they are slips of the keyboard."""

_TRUE = frozenset({"1", "true", "yes", "是", "y"})
_FALSE = frozenset({"0", "false", "no", "否", "n", ""})


class _BadCellError(ValueError):
    """A cell that does not hold what its column asks for."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """What a file's columns are called, what parses each, and which must be there."""

    parsers: Mapping[str, Callable[[str], Any]]
    required: frozenset[str]

    @classmethod
    def of(cls, kind: type[Any]) -> "_Columns":
        """Return the columns of a record, one for each field."""
        asked = [f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
        hints = get_type_hints(kind)
        return cls(
            {name: _parser(hint) for name, hint in hints.items()},
            frozenset([each.name for each in asked]),
        )


@dataclass(frozen=True, slots=True)
class Placed(Generic[Record]):
    """A record and the line of its file it stands on (the heading is line 1)."""

    record: Record
    line: int


@dataclass(slots=True)
class Table(Generic[Record]):
    """What was read of one file: records with their lines, and faults."""

    file: str
    placed: list[Placed[Record]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def records(self) -> tuple[Record, ...]:
        """The records in the order of the file."""
        return tuple([placed.record for placed in self.placed])

    def complain(
        self, line: int | None, column: str, reason: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Note a fault of this file."""
        self.faults.append(
            Fault(file=self.file, row=line, column=column, reason=reason, severity=severity)
        )


def read(folder: Path, file: str, kind: type[Record], *, optional: bool = False) -> Table[Record]:
    """Return the records of `file`, one column for each field of `kind`; a faulty row is left out.

    An `optional` table that is not there has no rows.

    Blank rows are skipped, surrounding blanks cut, full-width digits and signs in codes made
    narrow. A table may lie in a CSV (UTF-8 or GB 18030), a workbook or a YAML list.
    """
    table: Table[Record] = Table(file)
    if optional and not is_there(folder, file):
        return table
    try:
        table.file, rows = rows_of(folder, file)
        columns = _Columns.of(kind)
        first = next(rows, None)
        if first is None and table.file.endswith(LISTS):
            return table
        heading = [_narrow(cell) for cell in (first or (1, []))[1]]
        if not _columns_fit(heading, columns, table):
            return table
        for line, cells in rows:
            record = _record(heading, cells, columns, kind, table, line)
            if record is not None:
                table.placed.append(Placed(record, line))
    except UnreadableTable as error:
        table.complain(error.line, "", str(error))
    return table


def keyed(table: Table[Record], key: Callable[[Record], str]) -> dict[str, Record]:
    """Return records by key; a second one of the same key is a fault and left out."""
    found: dict[str, Record] = {}
    first: dict[str, int] = {}
    for placed in table.placed:
        code = key(placed.record)
        if code in found:
            reason = f"代码{code}重复,已见于第{first[code]}行"
            table.complain(placed.line, "code", reason)
            continue
        found[code], first[code] = placed.record, placed.line
    return found


def _columns_fit(heading: list[str], columns: _Columns, table: Table[Any]) -> bool:
    for column in heading:
        if column not in columns.parsers:
            table.complain(1, column, f"不认识的列“{column}”,未读取", Severity.WARNING)
    twice = {column for column in heading if heading.count(column) > 1}
    missing = columns.required - set(heading)
    for column in sorted(twice):
        table.complain(1, column, f"列“{column}”重复")
    for column in sorted(missing):
        table.complain(1, column, f"缺少列“{column}”")
    return not missing and not twice


def _record(
    heading: list[str],
    cells: list[str],
    columns: _Columns,
    kind: type[Record],
    table: Table[Any],
    line: int,
) -> Record | None:
    """Return the record of a row; None when it is blank or has a fault, which is noted."""
    if not any(cell.strip() for cell in cells):
        return None
    if any(cell.strip() for cell in cells[len(heading) :]):
        table.complain(line, "", "单元格多于表头,该行未读取")
        return None
    values = _values(dict(zip(heading, cells, strict=False)), columns, table, line)
    return None if values is None else kind(**values)


def _values(
    cells: Mapping[str, str], columns: _Columns, table: Table[Any], line: int
) -> dict[str, Any] | None:
    """Return the values of a row, or None when a cell of it is faulty."""
    values: dict[str, Any] = {}
    sound = True
    for name, parse in columns.parsers.items():
        cell = _clean(name, cells.get(name, ""))
        if cell == "" and name not in columns.required:
            continue
        try:
            values[name] = parse(cell)
        except _BadCellError as error:
            table.complain(line, name, str(error))
            sound = False
    return values if sound else None


def _clean(column: str, cell: str) -> str:
    return cell.strip() if column in _PLAIN_TEXT else _narrow(cell)


def _narrow(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def _parser(hint: Any) -> Callable[[str], Any]:  # noqa: ANN401 - a type hint may be anything
    if get_origin(hint) in (types.UnionType, Union):
        hint = next(arm for arm in get_args(hint) if arm is not types.NoneType)
    if get_origin(hint) is tuple:
        return _several(get_args(hint)[0])
    if issubclass(hint, StrEnum):
        return lambda cell: _word(cell, hint)
    return _SIMPLE[hint]


def _word(cell: str, kind: type[StrEnum]) -> StrEnum:
    try:
        return member(kind, cell)
    except ValueError:
        words = "、".join(f"{each.value}({word(each)})" for each in kind)
        raise _BadCellError(f"“{cell}”不是{words}之一") from None


def _several(kind: Any) -> Callable[[str], Any]:  # noqa: ANN401 - the kind of a tuple's members
    """Return what parses a cell of several: hours, or words between commas, each once, in order."""
    if kind is Opening:
        return _hours
    if issubclass(kind, StrEnum):
        order = list(kind)
        return lambda cell: tuple(
            sorted({_word(each, kind) for each in _split(cell)}, key=order.index)
        )
    return lambda cell: tuple(dict.fromkeys(_split(cell)))


def _split(cell: str) -> list[str]:
    return [each.strip() for each in re.split("[、,;]", cell) if each.strip()]


def _hours(cell: str) -> tuple[Opening, ...]:
    try:
        return opening_hours(cell)
    except UnclearHoursError as error:
        raise _BadCellError(str(error)) from None


def _filled(cell: str) -> str:
    if not cell:
        raise _BadCellError("不能为空")
    return cell


def _number(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 9):  # noqa: PLR2004 - days and years
        raise _BadCellError(f"“{cell}”不是整数")
    return int(cell)


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise _BadCellError(f"“{cell}”不是日期(年-月-日)") from None


def _bytes(cell: str) -> bytes:
    try:
        return b64decode(cell, validate=True)
    except (binascii.Error, ValueError):
        raise _BadCellError(f"“{cell}”不是Base64编码") from None


def _flag(cell: str) -> bool:
    word = cell.lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise _BadCellError(f"“{cell}”不是“是”或“否”")


_SIMPLE: Mapping[type, Callable[[str], Any]] = {
    str: _filled,
    int: _number,
    date: _day,
    bool: _flag,
    bytes: _bytes,
}
