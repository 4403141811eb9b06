"""A worker that is there before its broker waits for it, as after a power cut."""

import asyncio
import sys
import time
from typing import Final

from hub.runtime.clients import connection
from hub.runtime.logging import get
from hub.settings import Settings
from topics.connection import connect
from topics.errors import BrokerUnreachable

log = get(__name__)

LOOK_S: Final = 1.0
SAY_S: Final = 10.0
INTERRUPTED: Final = 130


def await_broker(settings: Settings) -> None:
    """Wait until a broker answers, in a loop of its own: Faust brings another one."""
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(_answered(settings))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    finally:
        loop.close()


async def _answered(settings: Settings) -> None:
    """Wait until a broker answers, and say now and then that none does."""
    bootstrap = connection(settings)["bootstrap_servers"]
    began_s = said_s = time.monotonic()
    said_s -= SAY_S
    while True:
        try:
            async with connect(bootstrap):
                return
        except BrokerUnreachable:
            now_s = time.monotonic()
            if now_s - said_s >= SAY_S:
                said_s = now_s
                waited_s = round(now_s - began_s)
                log.warning("broker_does_not_answer", bootstrap=bootstrap, waited_s=waited_s)
        await asyncio.sleep(LOOK_S)
