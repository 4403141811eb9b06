"""`lianban catalogue check|import|publish`: lists as departments keep them, up to the hub."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hub.cli.catalogue_reading import convert, diff, guide
from hub.cli.interrupt import run
from hub.cli.recompute import recompute
from hub.cli.steps import Steps
from hub.settings import Settings, load
from hub.unfit import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from hub.domain.catalogue import Catalogue
    from hub.importing.item_list import ListOptions
    from hub.importing.listed import ItemList
    from hub.importing.publish import Act, Published

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object, alone on stdout.")


def _list_options(command: "Callable[..., None]") -> "Callable[..., None]":
    """The options that say how a list is to be read."""
    for option in reversed(
        (
            click.option("--mapping", type=_file, help="YAML: field: header."),
            click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER"),
            click.option("--constant", "constants", multiple=True, metavar="FIELD=VALUE"),
            click.option("--delimiter", help="Separator of a CSV [default: found out]."),
            click.option("--encoding", help="Encoding of a CSV [default: found out]."),
        )
    ):
        command = option(command)
    return command


@click.group
def group() -> None:
    """Check, compare, import and publish what may be done where."""


group.add_command(diff)
group.add_command(guide)
group.add_command(convert)
group.add_command(recompute)


@group.command("check")
@click.argument("path", metavar="FILE_OR_FOLDER", type=click.Path(exists=True, path_type=Path))
@_list_options
@_json
def check(path: Path, *, as_json: bool, **how: Any) -> None:  # noqa: ANN401 - click's options
    """Say all that is wrong with an item list (CSV, XLSX, XLS, ODS) or a catalogue folder.

    Changes nothing. Exit status 1 if there is an error.
    """
    from hub.cli import catalogue_view as view

    if path.is_dir():
        from hub.catalogue.folder import load as load_folder

        catalogue, faults = load_folder(path)
        _tell(view.folder_object(catalogue, faults), as_json, lambda: view.show_faults(faults))
        sys.exit(0 if catalogue is not None else 1)
    found = _read(path, how)
    _tell(view.list_object(found), as_json, lambda: view.show_list(found))
    sys.exit(1 if found.rejected else 0)


@group.command("import")
@click.argument("file", type=_file)
@click.option("--into", required=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path))
@_list_options
@_json
def import_(
    file: Path,
    into: Path,
    rejects: Path | None,
    *,
    as_json: bool,
    **how: Any,  # noqa: ANN401 - click's options
) -> None:
    """Bring the items of a list into a catalogue folder, which is made if it is not there.

    Rows that are no items go to a rejects file with their reasons; exit status 1 if there are any.
    """
    from hub.cli import catalogue_view as view
    from hub.importing.into_folder import import_into

    found = _read(file, how)
    done = import_into(into, found, administration=load().administration, rejects=rejects)
    said = view.import_object(found, done, into)
    _tell(said, as_json, lambda: view.show_import(found, done, into))
    sys.exit(1 if found.rejected else 0)


@group.command("publish")
@click.argument("folder", type=_folder)
@click.option("--publisher", required=True, help="Who publishes (a staff reference).")
@click.option("--approver", required=True, help="Who approved (a staff reference).")
@click.option("--valid-from", type=click.DateTime(["%Y-%m-%d"]), help="[default: today]")
@click.option("--bootstrap", help="Broker [default: LIANBAN_KAFKA__BOOTSTRAP, a running hub].")
@click.option(
    "--signed-elsewhere",
    is_flag=True,
    help="The administration's new signing key is on another machine.",
)
@_json
def publish_command(
    folder: Path,
    publisher: str,
    approver: str,
    valid_from: datetime | None,
    bootstrap: str | None,
    *,
    signed_elsewhere: bool,
    as_json: bool,
) -> None:
    """Publish a catalogue folder as one snapshot, and wait for the hub's answer.

    A catalogue with an error is refused as a whole: the one in force stays. Exit status 1 then.
    """
    from hub.cli import catalogue_view as view
    from hub.domain.calendar import SHANGHAI
    from hub.importing.publish import Act, must_be_heard_afterwards

    _must_be_two(publisher, approver)
    catalogue = _lawful(folder, as_json=as_json)
    settings = load()
    act = Act(publisher, approver, (valid_from or datetime.now(SHANGHAI)).date())
    must_be_heard_afterwards(settings, catalogue, act, signed_elsewhere=signed_elsewhere)
    published = run(_publish(settings, bootstrap, catalogue, act))
    said = view.published_object(published)
    _tell(said, as_json, lambda: view.show_published(published, folder))
    sys.exit(0 if said["published"] else 1)


def _must_be_two(publisher: str, approver: str) -> None:
    """Say at once what the hub would: nobody publishes alone."""
    from hub.domain.refusals import Refused
    from hub.domain.rules.administration import two_people

    try:
        two_people(publisher, approver)
    except Refused as refused:
        raise Unfit(refused.sentence, refused.remedy) from refused


def _lawful(folder: Path, *, as_json: bool) -> "Catalogue":
    """The catalogue of a folder; one with an error is shown and ends the command."""
    from hub.catalogue.folder import load as load_folder
    from hub.cli import catalogue_view as view

    catalogue, faults = load_folder(folder)
    if catalogue is not None:
        return catalogue
    said = {"published": False, **view.folder_object(None, faults)}
    _tell(said, as_json, lambda: view.show_faults(faults))
    click.echo("Not published: the catalogue in force stays as it is.", err=True)
    sys.exit(1)


async def _publish(
    settings: Settings, bootstrap: str | None, catalogue: "Catalogue", act: "Act"
) -> "Published":
    from hub.cli.reach import reach_hub
    from hub.importing.publish import publish

    steps = Steps("Publishing")
    async with reach_hub(settings, bootstrap, steps) as address:
        with steps:
            return await publish(settings, address, catalogue, act)


def _read(file: Path, how: dict[str, Any]) -> "ItemList":
    from connectors.errors import ConnectorError
    from hub.importing.item_list import read_list
    from hub.importing.list_mapping import list_options

    options: ListOptions = list_options(**how)
    try:
        return read_list(file, options)
    except ConnectorError as error:
        raise Unfit(error.sentence, error.remedy) from error


def _tell(said: dict[str, Any], as_json: bool, show: "Callable[[], None]") -> None:
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        show()
