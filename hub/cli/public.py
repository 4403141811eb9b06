"""`lianban public`: the approvals that anybody may look up (行政许可公开)."""

import json
from pathlib import Path

import click

from hub.cli.showing import as_json_option, file_options, plain, show, written


@click.command("public")
@click.option("--item", help="Only of this item (code).")
@click.option("--by", "decider", help="Only what this organisation decided (code).")
@file_options
@as_json_option
def command(
    item: str | None,
    decider: str | None,
    as_csv: Path | None,
    as_xlsx: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show which approvals are public, where, and whether they are in force; nothing is personal.

    What must be public and is not yet is among the obligations (公开决定).
    """
    from hub.cli.in_force import catalogue_in_force
    from hub.cli.views import entries
    from hub.views.public import PublicDecisions, sheet

    told = entries("Reading the journal")
    found = list(PublicDecisions().take_all(told).listed(item, decider))
    if as_json:
        click.echo(json.dumps([plain(each) for each in found], ensure_ascii=False))
        return
    made = {"公开的许可决定": sheet(found, catalogue_in_force(told))}
    if not written(made, as_csv, as_xlsx):
        show(f"公开的许可决定 {len(found)} 件", *made.values())
