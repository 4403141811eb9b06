"""`lianban exchange`: national exchange tables of a department, and what is wrong with them."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.cli.interrupt import Interrupted, run
from hub.cli.reach import reach_hub
from hub.cli.steps import Steps
from hub.settings import Settings, load

if TYPE_CHECKING:
    from hub.importing.exchange.meaning import Reading
    from hub.importing.exchange.session import Report

INTERRUPTED = 130
SHOWN = 20
DEFAULT_SYSTEM = "national-exchange"
_delivery = click.Path(exists=True, path_type=Path)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_new_file = click.Path(dir_okay=False, path_type=Path)


@click.command
@click.argument("delivery", type=_delivery)
@click.option("--organisation", required=True, help="The department that pushes the tables.")
@click.option("--system", default=DEFAULT_SYSTEM, show_default=True, help="System of record.")
@click.option("--codes", type=_file, help="CSV with system, code, meaning [default: none].")
@click.option("--feedback", type=_new_file, help="CSV for the quality-feedback table.")
@click.option("--check", is_flag=True, help="Read and judge the tables only; say nothing.")
@click.option("--bootstrap", help="Broker [default: LIANBAN_KAFKA__BOOTSTRAP, a running hub].")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, alone on stdout.")
def command(
    *,
    delivery: Path,
    organisation: str,
    system: str,
    codes: Path | None,
    feedback: Path | None,
    check: bool,
    bootstrap: str | None,
    as_json: bool,
) -> None:
    """Push a DELIVERY of national exchange tables (国家交换表): a folder of files, or a workbook.

    The tables are up_pro_accept, up_pro_process, up_pro_special_procedure, up_pro_result,
    up_pro_material and up_lic_data, as CSV, XLSX, XLS or ODS. Every row is taken, was taken before,
    or stands in the quality-feedback table with its column, rule and remedy; pushing the same
    delivery again does nothing twice. Exit status 0 if no row is fed back.
    """
    from hub.importing.exchange.feedback import write

    settings = load()
    reading = _reading(settings, organisation, system, codes)
    try:
        report = run(_push(settings, bootstrap, delivery, reading, check=check))
    except Interrupted:
        click.echo("Interrupted; the same command goes on from here.", err=True)
        sys.exit(INTERRUPTED)
    if feedback is not None:
        write(feedback, report.feedback)
    _show(report, as_json=as_json, checked=check)
    sys.exit(0 if report.good else 1)


def _reading(settings: Settings, organisation: str, system: str, codes: Path | None) -> "Reading":
    from hub.importing.exchange.codes import read
    from hub.importing.exchange.meaning import Reading
    from hub.importing.log_session import KEY_FILE
    from hub.importing.pseudonyms import Pseudonyms

    pseudonyms = Pseudonyms.kept_in(settings.data / KEY_FILE)
    return Reading(organisation, system, read(codes) if codes else {}, pseudonyms)


async def _push(
    settings: Settings,
    bootstrap: str | None,
    delivery: Path,
    reading: "Reading",
    *,
    check: bool,
) -> "Report":
    from hub.importing.exchange.session import prepare, push
    from hub.importing.post import post_of

    spoken, report = prepare(delivery, reading)
    if check or not spoken:
        return report
    steps = Steps("Exchanging")
    async with reach_hub(settings, bootstrap, steps) as address:
        with steps:
            async with post_of(settings, address, reading.organisation) as post:
                await push(post, spoken, report)
    return report


def _show(report: "Report", *, as_json: bool, checked: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_object(), ensure_ascii=False))
        return
    said = "could be taken" if checked else f"taken, {report.repeated} taken before"
    count = report.rows - report.repeated - report.fed_back if checked else report.taken
    click.echo(f"{report.rows} rows: {count} {said}, {report.fed_back} fed back.")
    for each in report.feedback[:SHOWN]:
        column = f", {each.column_name}" if each.column_name else ""
        where = f"{each.table_name}, row {each.row}{column}"
        click.echo(f"! {where}: {each.rule}: {each.reason}{each.remedy}")
    if len(report.feedback) > SHOWN:
        click.echo(f"… and {len(report.feedback) - SHOWN} more: see --feedback FILE.")
