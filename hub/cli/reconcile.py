"""`lianban reconcile`: the daily reconciliation (每日对账) of each organisation with the hub."""

import json
from datetime import datetime
from pathlib import Path

import click

from hub.cli.showing import as_json_option, file_options, objects, show, written


@click.command("reconcile")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="[default: today]")
@click.option("--of", "organisation", help="Only this organisation.")
@file_options
@as_json_option
def command(
    day: datetime | None,
    organisation: str | None,
    as_csv: Path | None,
    as_xlsx: Path | None,
    *,
    as_json: bool,
) -> None:
    """Show what each organisation and the hub told each other on a day, and what it still owes.

    Beside it how far that was escalated, and what no operator's statement confirms.
    """
    from hub.cli.in_force import catalogue_in_force
    from hub.cli.views import entries
    from hub.domain.calendar import SHANGHAI
    from hub.settings import load
    from hub.views.reconciled import sheets
    from hub.views.reconciling import Reconciliation

    on = day.date() if day else datetime.now(SHANGHAI).date()
    told = entries("Reading the journal")
    found = Reconciliation(on, load().namespace).take_all(told)
    whole = sheets(found, catalogue_in_force(told, on))
    made = {title: sheet.of(organisation) for title, sheet in whole.items()}
    if as_json:
        plain = {title: objects(sheet) for title, sheet in made.items()}
        click.echo(json.dumps({"day": str(on), **plain}, ensure_ascii=False))
    elif not written(made, as_csv, as_xlsx):
        for title, sheet in made.items():
            show(f"{on} {title}", sheet)
