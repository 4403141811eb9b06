"""A catalogue as a folder of tables again: CSV, XLSX or YAML, read back as the same catalogue."""

import csv
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from hub.catalogue.bundle_rows import BundleHeadRow, BundleItemRow
from hub.catalogue.marks import DayMark
from hub.catalogue.opening_hours import said
from hub.catalogue.rows import (
    DayRow,
    DirectoryRow,
    EntryRow,
    FeeRow,
    ItemRow,
    MaterialRow,
    OverrideRow,
    StepRow,
)
from hub.domain.catalogue import Catalogue
from hub.domain.code_lists import CodeMeaning
from hub.domain.guides import Item
from hub.domain.lists import AssistedRow, EmpoweredRow, OutletRow, OwnRow
from hub.domain.members import Member
from hub.domain.mentors import Mentor
from hub.domain.places import Community, Counter, Opening, Organisation, Outlet, Street
from hub.domain.signing_keys import SigningKey
from hub.domain.stationed import Stationed

Cells = list[str]

_ITEM_FIELDS: Mapping[str, Callable[[Item], object]] = {
    "day_kind": lambda item: item.clock.unit,
    "clock_source": lambda item: item.clock.source,
    "guide_version": lambda item: item.guide.version,
    "guide_dated_on": lambda item: item.guide.dated_on,
}
"""Columns of items.csv that are called otherwise in the record."""


def write_folder(catalogue: Catalogue, folder: Path, form: str = "csv") -> None:
    """Write every table of a catalogue into a folder as `csv`, `xlsx` or `yaml`.

    An override of the calendar is written as part of it: the days it says are the days in force.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, kind, records in _tables(catalogue):
        heading = [field.name for field in fields(kind)]
        rows = [[_cell(record[column]) for column in heading] for record in records]
        _WRITERS[form](folder / f"{name}.{form}", heading, rows)
    settings = {
        "edition": catalogue.edition,
        "published_years": list(catalogue.calendar.published),
        "thresholds": asdict(catalogue.thresholds),
    }
    text = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
    (folder / "catalogue.json").write_text(text, encoding="utf-8")


Table = tuple[str, type[Any], Iterable[Mapping[str, Any]]]


def _tables(book: Catalogue) -> Iterator[Table]:
    """Yield each table: its name, the kind of its rows, and what they say by column."""
    records: tuple[tuple[str, type[Any], Iterable[Any]], ...] = (
        ("organisations", Organisation, book.organisations.values()),
        ("streets", Street, book.streets.values()),
        ("communities", Community, book.communities.values()),
        ("outlets", Outlet, book.outlets.values()),
        ("counters", Counter, book.counters.values()),
        ("mentors", Mentor, book.mentors.values()),
        ("stationed", Stationed, book.stationed.values()),
        ("signing_keys", SigningKey, book.signing_keys.values()),
        ("members", Member, book.members.values()),
        ("own", OwnRow, book.own),
        ("empowered", EmpoweredRow, book.empowered),
        ("assisted", AssistedRow, book.assisted),
        ("outlet_list", OutletRow, book.outlet),
        ("code_lists", CodeMeaning, book.codes),
        ("directories", DirectoryRow, book.directories.values()),
        ("bundles", BundleHeadRow, book.bundles.values()),
    )
    for name, kind, rows in records:
        yield name, kind, [_columns(row, kind) for row in rows]
    yield "items", ItemRow, [_item(item) for item in book.items.values()]
    yield "materials", MaterialRow, _of_items(book, lambda item: item.guide.materials)
    yield "steps", StepRow, _of_items(book, lambda item: item.guide.steps)
    yield "fees", FeeRow, _of_items(book, lambda item: item.fees)
    yield "directory_entries", EntryRow, _entries(book)
    yield "bundle_items", BundleItemRow, _bundled(book)
    yield "calendar", DayRow, _days(book)
    yield "calendar_override", OverrideRow, []


def _columns(record: object, kind: type[Any]) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(kind)}


def _item(item: Item) -> dict[str, Any]:
    """Return the flat row of an item: each column from its clock, its guide or itself."""
    said_by: dict[str, Any] = {
        **{field.name: getattr(item, field.name) for field in fields(item)},
        **{field.name: getattr(item.guide, field.name) for field in fields(item.guide)},
        **{field.name: getattr(item.clock, field.name) for field in fields(item.clock)},
        **{name: get(item) for name, get in _ITEM_FIELDS.items()},
    }
    return {field.name: said_by[field.name] for field in fields(ItemRow)}


def _of_items(book: Catalogue, parts: Callable[[Item], Iterable[Any]]) -> list[dict[str, Any]]:
    return [
        {"item": code, **{field.name: getattr(part, field.name) for field in fields(part)}}
        for code, item in book.items.items()
        for part in parts(item)
    ]


def _entries(book: Catalogue) -> list[dict[str, Any]]:
    return [
        {"directory": code, "basic_code": entry.basic_code, "name": entry.name}
        for code, directory in book.directories.items()
        for entry in directory.entries
    ]


def _bundled(book: Catalogue) -> list[dict[str, Any]]:
    return [
        {"bundle": code, "item": item} for code, row in book.bundles.items() for item in row.items
    ]


def _days(book: Catalogue) -> list[dict[str, Any]]:
    off = [(day, DayMark.HOLIDAY) for day in book.calendar.holidays]
    on = [(day, DayMark.MAKE_UP) for day in book.calendar.make_up_days]
    return [{"day": day, "mark": mark} for day, mark in sorted([*off, *on])]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        hours = [each for each in value if isinstance(each, Opening)]
        return said(hours) if hours else "、".join(map(_cell, value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.value if isinstance(value, StrEnum) else str(value)


def _csv(path: Path, heading: Cells, rows: list[Cells]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([heading, *rows])


def _xlsx(path: Path, heading: Cells, rows: list[Cells]) -> None:
    """Write text cells only: what looks like a number or a formula stays what it says."""
    book = Workbook()
    for number, row in enumerate([heading, *rows], 1):
        for column, text in enumerate(row, 1):
            cell = book.worksheets[0].cell(number, column)
            cell.value, cell.data_type = text or None, "s" if text else "n"
    book.save(path)


def _yaml(path: Path, heading: Cells, rows: list[Cells]) -> None:
    records = [dict(zip(heading, row, strict=True)) for row in rows]
    path.write_text(yaml.safe_dump(records, allow_unicode=True, sort_keys=False), "utf-8")


_WRITERS: Mapping[str, Callable[[Path, Cells, list[Cells]], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "yaml": _yaml,
}
FORMS = tuple(_WRITERS)
