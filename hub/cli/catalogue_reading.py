"""`lianban catalogue diff|guide`: what changed between two catalogues, and a service guide."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hub.unfit import Unfit

if TYPE_CHECKING:
    from hub.domain.catalogue import Catalogue

_folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("diff")
@click.argument("before", type=_folder)
@click.argument("after", type=_folder)
@click.option("--json", "as_json", is_flag=True, help="One JSON array, alone on stdout.")
def diff(before: Path, after: Path, *, as_json: bool) -> None:
    """Say in sentences by what the catalogue folder AFTER differs from BEFORE."""
    from dataclasses import asdict

    from hub.catalogue.comparing import differences

    found = differences(_catalogue(before), _catalogue(after))
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False))
        return
    for each in found:
        click.echo(each.sentence)
    if not found:
        click.echo("两份目录没有不同。")


@click.command("guide")
@click.argument("item")
@click.option("--folder", type=_folder, help="Catalogue folder [default: the sample district].")
@click.option("--format", "form", type=click.Choice(["txt", "html"]), default="txt")
@click.option("--templates", type=_folder, help="An office's own templates.")
def guide(item: str, folder: Path | None, form: str, templates: Path | None) -> None:
    """Print the service guide (办事指南) of ITEM, as text or HTML."""
    from hub.catalogue.guide_page import guide_page, render
    from hub.domain.refusals import Refused
    from hub.sample import district

    book = _catalogue(folder) if folder else district.load()
    try:
        page = guide_page(book, item)
    except Refused as refused:
        raise Unfit(refused.sentence, refused.remedy) from refused
    click.echo(render(page, form, templates), nl=False)


def _catalogue(folder: Path) -> "Catalogue":
    from hub.catalogue.folder import load

    catalogue, faults = load(folder)
    if catalogue is None:
        first = faults[0]
        raise Unfit(
            f"{folder} is no lawful catalogue: {first.file}: {first.reason}.",
            f"`lianban catalogue check {folder}` lists all {len(faults)} faults.",
        )
    return catalogue
