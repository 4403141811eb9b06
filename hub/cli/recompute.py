"""`lianban catalogue recompute`: last days counted anew when a year's days off are arranged."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.cli.interrupt import run
from hub.cli.steps import Steps
from hub.settings import Settings, load

if TYPE_CHECKING:
    from hub.domain.catalogue import Catalogue
    from hub.importing.recompute import Recomputed


@click.command("recompute")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--year", type=int, required=True, help="The year that was arranged.")
@click.option("--actor", required=True, help="Who has it done (a staff reference).")
@click.option("--dry-run", is_flag=True, help="Say how many would move, and move none.")
@click.option("--json", "as_json", is_flag=True, help="JSON, alone on standard output.")
def recompute(folder: Path, year: int, actor: str, *, dry_run: bool, as_json: bool) -> None:
    """Move the last days of open cases and questions to what the calendar in FOLDER says of a year.

    Twice is as good as once. Publish the folder too, so that new cases are counted by it.
    """
    found = run(_recompute(load(), _catalogue(folder), year, actor, send=not dry_run))
    said = {
        "open": found.open,
        "moving": len(found.moving),
        "dry_run": dry_run,
        "answers": dict(sorted(found.answers.items())),
    }
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    moving = f"{len(found.moving)} of them with other last days now"
    click.echo(f"{found.open} cases and questions with open limits, {moving}.")
    for kind, count in sorted(found.answers.items()):
        click.echo(f"{kind}: {count}")


def _catalogue(folder: Path) -> "Catalogue":
    from hub.catalogue.folder import load as load_folder
    from hub.unfit import Unfit

    catalogue, faults = load_folder(folder)
    if catalogue is None:
        first = next(fault for fault in faults if fault.row is not None or fault.reason)
        raise Unfit(
            f"The catalogue in {folder} has an error: {first.file}: {first.reason}.",
            "See all of them with `lianban catalogue check`.",
        )
    return catalogue


async def _recompute(
    settings: Settings, book: "Catalogue", year: int, actor: str, *, send: bool
) -> "Recomputed":
    from hub.cli.reach import reach_hub
    from hub.importing.recompute import recompute as count_anew

    steps = Steps("Counting days")
    async with reach_hub(settings, None, steps) as bootstrap:
        kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
        at = settings.model_copy(update={"kafka": kafka})
        with steps:
            return await count_anew(at, book, year, actor, send=send)
