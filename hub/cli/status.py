"""`lianban status`: what the running hub of this data folder says of itself."""

import json
import sys
from typing import Any

import click

from hub.settings import Settings, load


@click.command
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def command(as_json: bool) -> None:
    """Show whether the hub runs and its workers are ready; exit status 1 if not."""
    found = look(load())
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    else:
        _show(found)
    sys.exit(0 if found["ready"] else 1)


def look(settings: Settings) -> dict[str, Any]:
    """The hub's and its workers' status: running, ready, bootstrap, workers by name."""
    from hub.up import status

    hub = status.running(settings)
    if hub is None:
        return {"running": False, "ready": False, "workers": {}}
    workers = {name: status.read(status.worker_file(settings, name)) for name in hub["workers"]}
    ready = all(said.get("ready") for said in workers.values())
    return {"running": True, "ready": ready, **hub, "workers": workers}


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    if not found["running"]:
        console.print("No hub runs on this data folder; `lianban up` starts one.")
        return
    table = Table(title=f"Hub at {found['bootstrap']}")
    for column in ("worker", "pid", "ready", "catalogue", "stopped"):
        table.add_column(column)
    for name, said in found["workers"].items():
        cells = (said.get(key) for key in ("pid", "ready", "catalogue", "stopped"))
        table.add_row(name, *(str(cell) if cell is not None else "–" for cell in cells))
    console.print(table)
    for code, waiting in sorted(_waiting(found["workers"]).items()):
        console.print(f"{code}: {waiting}")


def _waiting(workers: dict[str, Any]) -> dict[str, str]:
    """Whose outbox is not read to its end, and why."""
    shards = (shard for said in workers.values() for shard in said.get("ingress", {}).values())
    return {
        code: _described(**outbox)
        for shard in shards
        for code, outbox in shard.get("waiting", {}).items()
    }


def _described(*, records: int, over_quota: bool, passed_over: bool) -> str:
    text = f"{records} messages wait in the outbox"
    if over_quota:
        text += ", over its quota and slowed down"
    if passed_over:
        text += "; the clock no longer waits for them"
    return text
