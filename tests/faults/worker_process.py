"""A worker on a machine that lies: `python -m tests.faults.worker_process`, otherwise `hub.worker`.

`--clock FILE`: the wall clock is off by as many seconds as the file says, from one moment to the
next. `--control NAME`: one safeguard is taken out (`tests.faults.broken_worker`). `--release NAME`:
it runs the older or the newer of two releases (`tests.faults.releases`). SIGUSR1: what all tasks
wait for is printed.
"""

import argparse
import asyncio
import faulthandler
import signal
import sys
import time
from pathlib import Path

from hub import worker
from tests.faults.broken_worker import CONTROLS
from tests.faults.releases import Release

LOOK_EVERY_S = 0.2


class LyingClock:
    """The real time plus what a file says; looks into the file a few times a second."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._real_ns = time.time_ns
        self._off_ns = 0
        self._look_s = 0.0

    def time_ns(self) -> int:
        """Return the wall clock in nanoseconds as this worker has it."""
        now_s = time.monotonic()
        if now_s >= self._look_s:
            self._look_s = now_s + LOOK_EVERY_S
            self._off_ns = self._said()
        return self._real_ns() + self._off_ns

    def time(self) -> float:
        """Return the wall clock in seconds as this worker has it."""
        return self.time_ns() / 1e9

    def _said(self) -> int:
        try:
            return int(float(self._path.read_text()) * 1e9)
        except (OSError, ValueError):  # not yet written, or being written
            return self._off_ns


def tell_tasks(*_: object) -> None:
    """Print where every task and every thread is: for a worker that does not end."""
    for task in list(asyncio.tasks._all_tasks):  # type: ignore[attr-defined] # of all loops
        if not task.done():
            task.print_stack(limit=8, file=sys.stderr)
    faulthandler.dump_traceback(all_threads=True)


def main() -> None:
    """Become a worker under these circumstances."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clock", type=Path)
    parser.add_argument("--control", choices=sorted(CONTROLS))
    parser.add_argument("--release", type=Release, choices=list(Release), default=Release.NEWER)
    options = parser.parse_args()
    sys.argv[1:] = []
    signal.signal(signal.SIGUSR1, tell_tasks)
    if options.clock is not None:
        clock = LyingClock(options.clock)
        time.time, time.time_ns = clock.time, clock.time_ns
    options.release.become()
    if options.control is not None:
        CONTROLS[options.control].take_out()
    worker.main()


if __name__ == "__main__":
    main()
