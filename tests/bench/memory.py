"""What a worker's case lanes hold in memory after few cases and after many."""

import gc

from hub.settings import Settings
from tests.bench.figures import Figures, folder_bytes, resident_bytes
from tests.bench.lanes import Course, case_lane
from topics import names

FEW_OF_MANY = 20
"""The second look is after so many times as many cases as the first."""


async def measure(settings: Settings, events: int) -> Figures:
    """Resident megabytes after a twentieth of the cases and after all, one command each."""
    course = Course(settings, "case", names.commands(settings.namespace))
    service = course.service(case_lane(settings))
    await service.start()
    await course.reached(events // FEW_OF_MANY)
    few = _resident()
    await course.reached(events)
    many = _resident()
    await service.stop()
    return {
        "cases_few": events // FEW_OF_MANY,
        "cases_many": events,
        "few_mb": round(few / 1e6, 1),
        "many_mb": round(many / 1e6, 1),
        "growth_percent": round(100 * (many / few - 1), 1),
        "disk_bytes_per_case": round(folder_bytes(settings.store_path) / events),
    }


def _resident() -> int:
    gc.collect()
    return resident_bytes()
