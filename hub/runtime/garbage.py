"""The collector of reference cycles: a worker makes thousands of objects a batch and no cycles."""

import gc
from typing import Final

YOUNG: Final = 20_000
"""More objects than a batch leaves alive; Python's own 700 looks through them ten times over."""
MIDDLE: Final = 20
OLD: Final = 50


def calm() -> None:
    """Put what is loaded by now out of the collector's sight and let it look less often.

    Cycles, as exceptions leave them, are still found; what has no cycle is freed at once anyway.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
