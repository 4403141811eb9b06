"""Supervision: what ends without being asked is started again, later each time."""

import asyncio
import time
from collections.abc import Awaitable, Callable

FIRST_DELAY_S = 0.5
LAST_DELAY_S = 30.0
STEADY_S = 60.0
"""Who ran that long starts with a clean record."""

Say = Callable[[str], None]


class Backoff:
    """How long to wait before the next start: doubled after each short run."""

    def __init__(self) -> None:
        self._delay_s = FIRST_DELAY_S

    def after(self, ran_s: float) -> float:
        """Seconds to wait after a run of `ran_s` seconds."""
        if ran_s > STEADY_S:
            self._delay_s = FIRST_DELAY_S
        delay, self._delay_s = self._delay_s, min(self._delay_s * 2, LAST_DELAY_S)
        return delay


async def keep_running(
    start: Callable[[], Awaitable[None]],
    end: Callable[[], Awaitable[str]],
    name: str,
    say: Say,
    *,
    failure: type[Exception],
) -> None:
    """Wait for `end` (it says how), `start` again after a pause, for ever; `say` tells of each.

    A start that raises `failure` is tried again like one that ended. Stop it by cancelling.
    """
    backoff = Backoff()
    while True:
        began = time.monotonic()
        how = await end()
        while True:
            delay_s = backoff.after(time.monotonic() - began)
            say(f"The {name} ended ({how}); it is started again in {delay_s:.1f} s.")
            await asyncio.sleep(delay_s)
            began = time.monotonic()
            try:
                await start()
            except failure as error:
                how = str(error)
            else:
                say(f"The {name} runs again.")
                break
