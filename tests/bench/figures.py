"""How things are measured: CPU and wall time of a stretch, quantiles, memory, medians."""

import statistics
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PAGE_BYTES = 4096

Figures = dict[str, Any]
"""What one measurement found; numbers with their unit in the name."""


class Meter:
    """Counts events from the first to the last and takes CPU (of this process) and wall time."""

    def __init__(self, events: int) -> None:
        self._events = events
        self._wall_s: float | None = None
        self._cpu_s = 0.0

    def start(self) -> None:
        """Begin, at the first call."""
        if self._wall_s is None:
            self._cpu_s = time.process_time()
            self._wall_s = time.perf_counter()

    def done(self) -> Figures:
        """Events per second, and CPU microseconds per event."""
        wall_s = time.perf_counter() - (self._wall_s or 0.0)
        cpu_s = time.process_time() - self._cpu_s
        return {
            "events": self._events,
            "events_per_s": round(self._events / wall_s),
            "cpu_us": round(1e6 * cpu_s / self._events, 1),
        }


def quantiles(seconds: Sequence[float]) -> Figures:
    """p50 and p99 in milliseconds."""
    ordered = sorted(seconds)
    return {
        "n": len(ordered),
        "p50_ms": round(1000 * ordered[len(ordered) // 2], 1),
        "p99_ms": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)], 1),
    }


def median(rounds: Sequence[Mapping[str, Any]]) -> Figures:
    """The median of every figure over several rounds."""
    return {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}


def resident_bytes() -> int:
    """Memory of this process that is in RAM."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


def folder_bytes(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def time_us(act: Any, things: Sequence[Any], rounds: int = 5) -> float:  # noqa: ANN401 - any callable
    """Least CPU microseconds of `act(thing)` over several rounds."""
    least = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for thing in things:
            act(thing)
        least = min(least, time.process_time() - began)
    return round(1e6 * least / len(things), 2)


def median_us(act: Any, things: Sequence[Any], rounds: int = 5) -> float:  # noqa: ANN401 - any callable
    """Median over the things of the least microseconds that `act(thing)` took in some rounds."""
    least = [float("inf")] * len(things)
    for _ in range(rounds):
        for index, thing in enumerate(things):
            began = time.perf_counter_ns()
            act(thing)
            least[index] = min(least[index], time.perf_counter_ns() - began)
    return round(statistics.median(least) / 1000, 2)
