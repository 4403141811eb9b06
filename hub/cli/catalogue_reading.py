"""`lianban catalogue diff|guide|convert`: what changed, a service guide, other kinds of file."""

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
@click.option("--format", "form", type=click.Choice(["txt", "html", "pdf"]), default="txt")
@click.option("--templates", type=_folder, help="An office's own templates of text and HTML.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Not to stdout.")
def guide(
    item: str, folder: Path | None, form: str, templates: Path | None, out: Path | None
) -> None:
    """Print the service guide (办事指南) of ITEM, as text, HTML or signed PDF."""
    from hub.catalogue.guide_page import guide_page, render
    from hub.cli.papers import guide_pdf, put_out
    from hub.domain.refusals import Refused
    from hub.sample import district

    book = _catalogue(folder) if folder else district.load()
    try:
        page = guide_page(book, item)
        made = guide_pdf(book, item) if form == "pdf" else render(page, form, templates).encode()
    except Refused as refused:
        raise Unfit(refused.sentence, refused.remedy) from refused
    put_out(made, out)


@click.command("convert")
@click.argument("folder", type=_folder)
@click.option("--into", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--to", "form", type=click.Choice(["csv", "xlsx", "yaml"]), default="xlsx")
def convert(folder: Path, into: Path, form: str) -> None:
    """Write the catalogue in FOLDER as tables of another kind into a new folder."""
    from hub.catalogue.writing import write_folder

    if into.exists() and any(into.iterdir()):
        raise Unfit(f"{into} is not empty.", "Name a folder that does not exist yet.")
    write_folder(_catalogue(folder), into, form)
    click.echo(f"已写入{into}。")


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
