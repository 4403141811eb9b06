"""The process of a worker: when it is told to end it does, in order and within a bound."""

import asyncio
import os
import threading
from collections.abc import Sequence
from typing import Final

import faust

from hub.runtime.logging import get
from hub.runtime.service import CRASH_EXIT_CODE, LaneService

log = get(__name__)

ENDED: Final = 0
REST_SHARE: Final = 1 / 5
"""How much of the time for its end a worker has left once its lanes have ended."""


class Process(faust.Worker):
    """Faust's worker, which ends the lanes first: they have the cases, Faust what may be lost.

    Faust waits for its own clients without a bound, and Python for every thread. A worker that is
    still there when its time is over is cut off: nothing is lost by that, as by no power cut.
    """

    def __init__(self, app: faust.App, lanes: Sequence[LaneService], within_s: float) -> None:
        """Host an application with its lanes; `within_s` is the time for its end, in seconds."""
        super().__init__(app, override_logging=False, redirect_stdouts=False)
        self.lanes = lanes
        self.within_s = within_s

    async def on_stop(self) -> None:
        """End all lanes at once, then let Faust end what is its own."""
        cut = self._cut_off_after(self.within_s)
        ends = await asyncio.gather(*(lane.stop() for lane in self.lanes), return_exceptions=True)
        log.info("lanes_ended", errors=[repr(each) for each in ends if each is not None])
        cut.cancel()
        self._cut_off_after(REST_SHARE * self.within_s)

    def _cut_off_after(self, seconds: float) -> threading.Timer:
        """Set an end that neither a task nor a thread can hold up."""
        cut = threading.Timer(seconds, self._cut_off)
        cut.daemon = True
        cut.start()
        return cut

    def _cut_off(self) -> None:
        """End at once; with 0 where it was asked for by a signal."""
        log.warning("worker_cut_off", lanes_ended=not any(lane.lanes for lane in self.lanes))
        os._exit(ENDED if self._shutdown_immediately else CRASH_EXIT_CODE)
