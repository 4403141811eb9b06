"""`lianban up`: the whole hub on this machine, until Ctrl-C."""

import asyncio

import click

from hub.cli.interrupt import Interrupted, run
from hub.cli.steps import Steps
from hub.settings import Settings, load


@click.command
@click.option("--workers", type=click.IntRange(1, 16), default=1, show_default=True)
def command(workers: int) -> None:
    """Start broker, topics, catalogue and workers; stop them all on Ctrl-C.

    Data is kept in LIANBAN_DATA [default: .lianban]; a second `up` goes on where the first was.
    """
    steps = Steps("Starting")
    try:
        run(_up(load(), workers, steps))
    except Interrupted:
        steps.console.print("Stopped; nothing is running, all data is kept.")


async def _up(settings: Settings, workers: int, steps: Steps) -> None:
    from hub.up import Hub

    hub = Hub(settings, workers, on_step=steps.done, say=steps.say)
    try:
        with steps:
            await hub.start()
        steps.total("ready")
        steps.console.print(f"Kafka at {hub.bootstrap}, data in {hub.settings.data}. Ctrl-C stops.")
        await asyncio.Event().wait()
    finally:
        await hub.stop()
