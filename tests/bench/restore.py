"""How fast a partition is rebuilt from its journal, and how soon it is back with its store."""

import asyncio
import time
from typing import Any

from hub.settings import Settings
from tests.bench.figures import Figures, folder_bytes
from tests.bench.lanes import case_lane


async def measure(settings: Settings, events: int) -> Figures:
    """Open all partitions at once, as a worker does, from an empty store and again with it.

    `events` is how many journal entries there are at least; the store's folder must be new.
    """
    fresh = await _open_all(settings)
    again = await _open_all(settings)
    if fresh["restored"] < events or again["restored"]:
        raise RuntimeError(f"restored {fresh['restored']} of {events}, then {again['restored']}")
    return {
        "entries": fresh["restored"],
        "entries_per_s": round(fresh["restored"] / fresh["seconds"]),
        "cpu_us": round(1e6 * fresh["cpu_s"] / fresh["restored"], 1),
        "reopen_s": round(again["seconds"], 3),
        "disk_bytes_per_entry": round(folder_bytes(settings.store_path) / fresh["restored"]),
    }


async def _open_all(settings: Settings) -> dict[str, Any]:
    make = case_lane(settings)
    began, cpu_s = time.perf_counter(), time.process_time()
    lanes = [make(place) for place in range(settings.partitions)]
    await asyncio.gather(*(lane.open() for lane in lanes))
    found = {
        "restored": sum(lane.restored for lane in lanes),
        "seconds": time.perf_counter() - began,
        "cpu_s": time.process_time() - cpu_s,
    }
    await asyncio.gather(*(lane.close() for lane in lanes))
    return found
