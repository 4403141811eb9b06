"""`lianban import-log`: an event log of another system, through the hub as mirrored cases."""

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
    from hub.importing.log_report import LogReport
    from hub.importing.log_session import LogJob

INTERRUPTED = 130
DEFAULT_SYSTEM = "event-log"
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_new_file = click.Path(dir_okay=False, path_type=Path)


@click.command
@click.argument("file", type=_file)
@click.option("--mapping", type=_file, help="YAML with any of the options below, as name: column.")
@click.option("--case", help="Column of the case's name [default: case:concept:name].")
@click.option("--activity", help="Column of the activity [default: concept:name].")
@click.option("--time", help="Column of the time [default: time:timestamp].")
@click.option("--department", help="Column of the department [default: org:group].")
@click.option("--resource", help="Column of who did it [default: org:resource].")
@click.option("--timezone", help="Zone of times that name none [default: Asia/Shanghai].")
@click.option("--time-format", help="strptime format of times [default: ISO 8601].")
@click.option("--delimiter", help="Separator of a CSV [default: found out].")
@click.option("--encoding", help="Encoding of a CSV [default: found out].")
@click.option("--system", default=DEFAULT_SYSTEM, show_default=True, help="System of record.")
@click.option("--item", help="What the cases are about [default: the system's name].")
@click.option("--organisation", help="In whose name [default: the administration].")
@click.option("--bootstrap", help="Broker [default: LIANBAN_KAFKA__BOOTSTRAP, a running hub].")
@click.option("--state", type=_new_file, help="Where the import notes how far it is.")
@click.option("--rejects", type=_new_file, help="CSV for all rows that did not become a step.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, alone on stdout.")
def command(
    *,
    file: Path,
    mapping: Path | None,
    system: str,
    item: str | None,
    organisation: str | None,
    bootstrap: str | None,
    state: Path | None,
    rejects: Path | None,
    as_json: bool,
    **columns: str | None,
) -> None:
    """Send an event log (CSV, XES, XES.gz) through the hub: its cases, and their steps in order.

    Interrupted or killed, the same command goes on where it was, and nothing is recorded twice.
    Exit status 0 if every row is a step the hub recorded or is reported as unreadable.
    """
    from hub.importing.log_mapping import log_options
    from hub.importing.log_plan import LogOrigin
    from hub.importing.log_session import LogJob

    settings = load()
    origin = LogOrigin(organisation or settings.administration, system, item or system)
    options = log_options(mapping, columns)
    job = LogJob(file=file, options=options, origin=origin, state=state, rejects=rejects)
    steps = Steps("Importing")
    try:
        report = run(_import(settings, bootstrap, job, steps))
    except Interrupted:
        steps.say("Interrupted; the same command goes on from here.")
        sys.exit(INTERRUPTED)
    _show(report, as_json=as_json)
    sys.exit(0 if report.good else 1)


async def _import(
    settings: Settings, bootstrap: str | None, job: "LogJob", steps: Steps
) -> "LogReport":
    from hub.importing.log_session import import_log

    async with reach_hub(settings, bootstrap, steps) as address:
        with steps:
            return await import_log(settings, address, job)


def _show(report: "LogReport", *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_object(), ensure_ascii=False))
        return
    from hub.cli.import_log_view import show

    show(report)
