"""`lianban topics plan|apply`: what the broker has, what it should have, and making it so."""

import asyncio
import json
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import click
from aiokafka.errors import KafkaError

from hub.cli import topics_view
from hub.settings import Settings, load
from hub.unfit import Unfit
from topics import apply as applying
from topics.broker import read_all
from topics.declared import declare
from topics.errors import TopicsError
from topics.plan import Plan, difference

DIFFERENT = 2
"""Exit status of `plan` when there is a difference."""

T = TypeVar("T")


@click.group
def group() -> None:
    """Show and make the topics the hub needs on its broker."""


_catalogue = click.option(
    "--catalogue",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of the catalogue whose organisations get topics (default: the sample district).",
)
_bootstrap = click.option(
    "--bootstrap", help="Address of the broker (default: LIANBAN_KAFKA__BOOTSTRAP)."
)
_json = click.option("--json", "as_json", is_flag=True, help="One JSON object, alone on stdout.")


@group.command("plan")
@_catalogue
@_bootstrap
@_json
def plan_command(catalogue: Path | None, bootstrap: str | None, as_json: bool) -> None:
    """Show what differs; change nothing. Exit status: 0 nothing, 2 something, 1 an error."""
    settings = load()
    found = _run(_plan(settings, _address(settings, bootstrap), _organisations(catalogue)))
    if as_json:
        click.echo(json.dumps(topics_view.plan_object(found), ensure_ascii=False))
    else:
        topics_view.show_plan(found)
    sys.exit(0 if found.empty else DIFFERENT)


@group.command("apply")
@_catalogue
@_bootstrap
@click.option("--allow-partitions", is_flag=True, help="Add partitions: keys move (see plan).")
@click.option("--allow-delete", is_flag=True, help="Delete topics that belong to nobody now.")
@_json
def apply_command(
    catalogue: Path | None,
    bootstrap: str | None,
    allow_partitions: bool,
    allow_delete: bool,
    as_json: bool,
) -> None:
    """Make the topics as declared; say what was done and what was left."""
    settings = load()
    found, done = _run(
        _apply(
            settings,
            _address(settings, bootstrap),
            _organisations(catalogue),
            allow_partitions=allow_partitions,
            allow_delete=allow_delete,
        )
    )
    if as_json:
        click.echo(json.dumps(topics_view.applied_object(done), ensure_ascii=False))
    else:
        topics_view.show_applied(found, done)


async def _plan(settings: Settings, bootstrap: str, organisations: list[str]) -> Plan:
    declared = declare(organisations, settings.partitions, settings.replication, settings.namespace)
    actual = await read_all(bootstrap, namespace=settings.namespace)
    return difference(declared, actual, settings.namespace)


async def _apply(
    settings: Settings,
    bootstrap: str,
    organisations: list[str],
    *,
    allow_partitions: bool,
    allow_delete: bool,
) -> tuple[Plan, applying.Applied]:
    found = await _plan(settings, bootstrap, organisations)
    done = await applying.apply(
        bootstrap,
        found,
        allow_partitions=allow_partitions,
        allow_delete=allow_delete,
    )
    return found, done


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Return what the work returns; what goes wrong becomes a sentence and a remedy."""
    try:
        return asyncio.run(work)
    except TopicsError as error:
        raise Unfit(f"{error.sentence}.", f"{error.remedy}.") from error
    except KafkaError as error:
        raise Unfit(
            f"The broker did not answer as it should ({error}).",
            "Look at the broker's log, then try again: what was made already stays.",
        ) from error


def _address(settings: Settings, given: str | None) -> str:
    """Return the broker asked for, else the one that `lianban up` runs on this data folder."""
    address = given or settings.kafka.bootstrap
    if address:
        return address
    port = settings.data / "kafka" / "port"
    if not port.exists():
        raise Unfit(
            "No broker is named, and none was ever started on this data folder.",
            "Give --bootstrap or LIANBAN_KAFKA__BOOTSTRAP, or run `lianban up` first.",
        )
    return f"127.0.0.1:{settings.kafka.port or port.read_text().strip()}"


def _organisations(folder: Path | None) -> list[str]:
    """Return the codes of the catalogue's organisations. Raises Unfit if it cannot be read."""
    if folder is None:
        from hub.sample.district import load as load_sample

        return list(load_sample().organisations)
    from hub.catalogue.folder import load as load_folder

    catalogue, faults = load_folder(folder)
    if catalogue is None:
        raise Unfit(
            f"The catalogue in {folder} has {len(faults)} faults.",
            f"See them with `lianban catalogue check {folder}`.",
        )
    return list(catalogue.organisations)
