"""Showing what a view found: tables for people, objects for programs, files for offices."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hub.views.sheet import Cell, Sheet

_new_file = click.Path(dir_okay=False, path_type=Path)
as_json_option = click.option("--json", "as_json", is_flag=True, help="JSON, alone on stdout.")


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that write what is shown into files instead."""
    for option in (
        click.option("--xlsx", "as_xlsx", type=_new_file, help="Write a workbook."),
        click.option("--csv", "as_csv", type=_new_file, help="Write the first table as CSV."),
    ):
        command = option(command)
    return command


def written(sheets: Mapping[str, Sheet], as_csv: Path | None, as_xlsx: Path | None) -> bool:
    """Write the files that are wanted; returns whether there was one."""
    from hub.views import export

    if as_csv is not None:
        first = next(iter(sheets.values()))
        export.to_csv(as_csv, first.header, first.rows)
    if as_xlsx is not None:
        export.to_workbook(as_xlsx, sheets)
    return as_csv is not None or as_xlsx is not None


def objects(sheet: Sheet) -> list[dict[str, Cell]]:
    """Return the rows as objects by column name."""
    return [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]


def show(title: str, sheet: Sheet) -> None:
    """Print a table."""
    shown = Table(title=escape(title))
    for column in sheet.header:
        shown.add_column(column)
    for row in sheet.rows:
        shown.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    Console(highlight=False).print(shown)


def plain(record: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass of strings, days, enums
    """Return a record ready for JSON."""
    return {
        name: list(value) if isinstance(value, tuple) else _plain(value)
        for name, value in asdict(record).items()
    }


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, str | int | None) else str(value)
