"""Keeps one broker for a whole test session, whichever of its processes asked for it first.

Called as a script: `python kafka_keeper.py FOLDER OWNER_PID`. Writes the broker's address to
FOLDER/address once it serves, or what went wrong to FOLDER/failure; ends with the owner or when
it is told to, and leaves neither process nor data behind.
"""

import asyncio
import os
import shutil
import signal
import sys
from pathlib import Path

from hub.broker import Broker, Unfit
from hub.settings import Settings

HEAP_MB = 384


async def keep(folder: Path, owner: int) -> None:
    """Run the broker until the owner ends or a signal comes."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, ended.set)
    watched = os.pidfd_open(owner)
    loop.add_reader(watched, ended.set)
    settings = Settings(data=folder / "data", kafka={"heap_mb": HEAP_MB})
    async with Broker(settings) as broker:
        _publish(folder / "address", broker.bootstrap)
        await ended.wait()
    shutil.rmtree(folder / "data", ignore_errors=True)


def _publish(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(text)
    fresh.rename(path)


def main() -> None:
    """Keep a broker as the arguments say."""
    folder, owner = Path(sys.argv[1]), int(sys.argv[2])
    try:
        asyncio.run(keep(folder, owner))
    except (Unfit, ProcessLookupError) as error:
        _publish(folder / "failure", str(error))


if __name__ == "__main__":
    main()
