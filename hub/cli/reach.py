"""The hub a command talks to: one that runs, or one that runs as long as the command."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hub.cli.steps import Steps
from hub.settings import Settings


@asynccontextmanager
async def reach_hub(settings: Settings, bootstrap: str | None, steps: Steps) -> AsyncIterator[str]:
    """Yield the address of the broker: the one given, set, or run by `lianban up` on this data.

    Otherwise a hub is started on the data folder, which is said, and stopped at the end.
    """
    from hub.up import Hub, status

    given = bootstrap or settings.kafka.bootstrap
    running = status.running(settings)
    if given is None and running is not None:
        given = str(running["bootstrap"])
    if given is not None:
        yield given
        return
    steps.say(f"No hub runs on {settings.data}; one is started for this command.")
    async with Hub(settings, on_step=steps.done, say=steps.say) as hub:
        yield hub.bootstrap
