"""How long a fetch waits at the broker: shortly while somebody speaks, long while nobody does.

aiokafka has one fetch on its way to each broker, and a partition whose records are just being read
is not in it: what comes next there waits until that fetch has ended. So the wait must be short; but
a hub in which nobody speaks would then ask fifty times a second for nothing.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from aiokafka import AIOKafkaConsumer

LONG_MS: Final = 500
QUIET_S: Final = 1.0


class Patience:
    """In place of a fetcher's own way to send a fetch; sets the wait of the next one."""

    def __init__(self, fetcher: Any, clock: Callable[[], float] = time.monotonic) -> None:  # noqa: ANN401 - aiokafka's
        """Take the wait that the consumer was made with for the short one."""
        self._fetcher = fetcher
        self._fetch = fetcher._proc_fetch_request  # noqa: SLF001 - no setting can be changed later
        self._short_ms = fetcher._fetch_max_wait_ms  # noqa: SLF001
        self._clock = clock
        self._heard_s = clock()

    async def __call__(self, *request: Any) -> bool:  # noqa: ANN401 - aiokafka's
        """Send a fetch; return whether there is something for whoever waits."""
        found: bool = await self._fetch(*request)
        now_s = self._clock()
        if found:
            self._heard_s = now_s
        quiet = now_s - self._heard_s > QUIET_S
        self._fetcher._fetch_max_wait_ms = LONG_MS if quiet else self._short_ms  # noqa: SLF001
        return found


def be_patient(consumer: AIOKafkaConsumer) -> None:
    """Let a started consumer ask seldom while nobody speaks; what comes is fetched at once."""
    fetcher = consumer._fetcher  # noqa: SLF001 - it is made when the consumer starts
    fetcher._proc_fetch_request = Patience(fetcher)  # noqa: SLF001
