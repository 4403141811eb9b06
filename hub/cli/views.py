"""`lianban timeline|obligations|figures`: what the journal says, for people and programs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hub.settings import Settings, load

if TYPE_CHECKING:
    from hub.views.told import Told

BY = ("street", "department", "item", "mode")
_json = click.option("--json", "as_json", is_flag=True, help="JSON, alone on standard output.")
_day = click.DateTime(["%Y-%m-%d"])


def entries(doing: str, subject: str | None = None) -> "list[Told]":
    """Return the journal, or of one subject, of the hub that is set or runs, else of a new one."""
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps
    from hub.views.reading import read_journal

    settings = load()

    async def read() -> "list[Told]":
        with Steps(doing) as steps:
            async with reach_hub(settings, None, steps) as bootstrap:
                return [each async for each in read_journal(_at(settings, bootstrap), subject)]

    return run(read())


def _at(settings: Settings, bootstrap: str) -> Settings:
    kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
    return settings.model_copy(update={"kafka": kafka})


@click.command
@click.argument("case")
@click.option("--of", "organisation", help="CASE is the business number of this organisation.")
@_json
def timeline(case: str, organisation: str | None, *, as_json: bool) -> None:
    """Show everything that happened to CASE, in order, with its time limits and cards."""
    from hub.domain.identity import case_id
    from hub.unfit import Unfit
    from hub.views.timeline import timeline as lines_of

    subject = case_id(organisation, case) if organisation else case
    lines = list(lines_of(entries("Reading the journal", subject)))
    if not lines:
        raise Unfit(
            f"The journal has nothing of {subject}.",
            "A business number needs --of with the code of the organisation that submitted it.",
        )
    if as_json:
        click.echo(json.dumps([_plain(line) for line in lines], ensure_ascii=False))
        return
    from hub.views.words import local

    cells = [[local(x.at), x.who, x.what, "\n".join(x.details), x.entry] for x in lines]
    from hub.domain.query import query_code

    title = f"{subject} · 查询码 {query_code(subject)}"
    _table(title, ["时间", "单位", "事项", "内容", "条目"], cells)


@click.command
@click.option("--owner", help="Only what this organisation owes.")
@click.option("--overdue", is_flag=True, help="Only what is past its last day.")
@_json
def obligations(owner: str | None, *, overdue: bool, as_json: bool) -> None:
    """Show who owes what to whom since when, the most urgent first."""
    from hub.views.obligations import Obligations
    from hub.views.table import OBLIGATION_HEADER, obligation_cells

    now = datetime.now(UTC)
    found = [
        each
        for each in Obligations().take_all(entries("Reading the journal")).open()
        if (owner is None or each.owner == owner) and (not overdue or each.is_overdue(now))
    ]
    if as_json:
        click.echo(json.dumps([_plain(each) for each in found], ensure_ascii=False))
        return
    _table(f"{len(found)} 项", OBLIGATION_HEADER, [obligation_cells(each, now) for each in found])


@click.command
@click.option("--by", "parts", type=click.Choice(BY), multiple=True, help="May be repeated.")
@click.option("--from", "first", type=_day, help="First day of the period.")
@click.option("--to", "last", type=_day, help="Last day of the period.")
@click.option("--csv", "as_csv", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--xlsx", "as_xlsx", type=click.Path(dir_okay=False, path_type=Path))
@_json
def figures(
    parts: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    as_csv: Path | None,
    as_xlsx: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show the figures of a dispatch meeting (调度会), by street and mode if nothing is said."""
    from hub.views import export, table
    from hub.views.figures import Figures

    parts = parts or ("street", "mode")
    period = (first.date() if first else None, last.date() if last else None)
    counted = Figures(*period).take_all(entries("Reading the journal"))
    header, cells = table.header(parts), list(table.rows(counted, parts))
    for path, write in ((as_csv, export.to_csv), (as_xlsx, export.to_workbook)):
        if path is not None:
            write(path, header, cells)
    if as_json:
        said = [dict(zip(header, row, strict=True)) for row in cells]
        click.echo(json.dumps(said, ensure_ascii=False))
    elif as_csv is None and as_xlsx is None:
        _table("调度情况", header, cells)


def _plain(record: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass of strings, days, enums
    from dataclasses import asdict
    from enum import Enum

    def plain(value: object) -> object:
        if isinstance(value, Enum):
            return value.value
        return value if isinstance(value, str | int | None) else str(value)

    return {
        name: list(value) if isinstance(value, tuple) else plain(value)
        for name, value in asdict(record).items()
    }


def _table(title: str, header: list[str], cells: list[list[Any]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    shown = Table(title=escape(title))
    for column in header:
        shown.add_column(column)
    for row in cells:
        shown.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    Console(highlight=False).print(shown)
