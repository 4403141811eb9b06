"""`lianban state`: what stopped workers hold of their partitions."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from hub.settings import load


@click.group
def group() -> None:
    """Look at the local state of workers that are stopped."""


@group.command
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def digest(folder: Path | None, as_json: bool) -> None:
    """Print a digest of each partition's state in FOLDER, by default of this worker.

    Workers that folded the same journal to the same entry have the same digests.
    """
    from hub.runtime.state_digest import digests

    found = digests(folder or load().store_path)
    if as_json:
        click.echo(json.dumps({each.name: asdict(each) for each in found}))
        return
    for each in found:
        click.echo(f"{each.digest}  {each.name}  {each.keys} keys")
