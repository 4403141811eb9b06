"""Running a command until it is done or somebody wants it to stop."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(Exception):
    """Ctrl-C, SIGTERM or SIGHUP came; everything was stopped in order before this was raised."""


def run(work: Coroutine[object, object, T]) -> T:
    """Run `work` and return its result; the first signal cancels it, later ones change nothing.

    Raises Interrupted when `work` was cancelled by a signal.
    """
    return asyncio.run(_run(work))


async def _run(work: Coroutine[object, object, T]) -> T:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    asked = asyncio.Event()

    def stop() -> None:
        if not asked.is_set():
            asked.set()
            task.cancel()

    for number in SIGNALS:
        loop.add_signal_handler(number, stop)
    try:
        return await task
    except asyncio.CancelledError:
        if asked.is_set():
            raise Interrupted from None
        raise
