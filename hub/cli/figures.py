"""`lianban figures`: the figures of a dispatch meeting (调度会)."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from hub.cli.showing import as_json_option, file_options, objects, show, written

BY = ("street", "department", "item", "mode")
_day = click.DateTime(["%Y-%m-%d"])


@click.command("figures")
@click.option("--by", "parts", type=click.Choice(BY), multiple=True, help="May be repeated.")
@click.option("--from", "first", type=_day, help="First day of the period.")
@click.option("--to", "last", type=_day, help="Last day of the period.")
@file_options
@as_json_option
def command(
    parts: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    as_csv: Path | None,
    as_xlsx: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show the figures of a dispatch meeting (调度会), by street and mode if nothing is said.

    What happened counts on its day, what is late on its last day; so periods add up. Beside them
    the items that a street lists and nobody asked for.
    """
    from hub.cli.in_force import catalogue_in_force
    from hub.cli.views import entries
    from hub.views import idle, table
    from hub.views.figures import Figures

    parts = parts or ("street", "mode")
    period = (first.date() if first else None, last.date() if last else None)
    told = entries("Reading the journal")
    counted = Figures(*period, now=datetime.now(UTC)).take_all(told)
    whole = table.sheet(counted, parts)
    sheets = {"调度情况": whole}
    book = catalogue_in_force(told, period[1])
    if book is not None:
        sheets[idle.TITLE] = idle.idle(book, counted.received())
    if as_json:
        click.echo(json.dumps(objects(whole), ensure_ascii=False))
    elif not written(sheets, as_csv, as_xlsx):
        for title, block in table.blocks(whole, len(parts)):
            show(f"调度情况:{title}", block)
        if book is not None:
            _say_idle(len(sheets[idle.TITLE].rows))


def _say_idle(count: int) -> None:
    click.echo(f"有清单无办件 {count} 项(按街道、方式、事项计);用 --xlsx 导出明细。")
