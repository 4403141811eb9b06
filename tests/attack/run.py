"""`make attack`: a long attack on the border on several processes, and its figures.

The exit status is 1 if anything but a rejection or a valid command came out. A slice is a function
of the seed and its number alone, so the same seed attacks in the same way on any machine.
"""

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Final

from tests.attack.campaign import Figures, attack

SLICE: Final = 20_000
MEBIBYTE: Final = 1 << 20


def campaign(seed: int, messages: int, processes: int) -> Figures:
    """Return what all slices of an attack came to."""
    total = Figures()
    sizes = [min(SLICE, messages - start) for start in range(0, messages, SLICE)]
    with ProcessPoolExecutor(processes) as pool:
        slices = [pool.submit(attack, seed * 1_000_003 + n, size) for n, size in enumerate(sizes)]
        for done in as_completed(slices):
            total.add(done.result())
            sys.stderr.write(f"{total.messages} of {messages}, {len(total.crashes)} crashes\n")
    return total


def shown(figures: Figures) -> dict[str, object]:
    """Return the figures as a person and a program read them."""
    return {
        "messages": figures.messages,
        "valid": figures.valid,
        "rejected": figures.rejected.total(),
        "crashes": len(figures.crashes),
        "rejected_by_rule": dict(figures.rejected.most_common()),
        "slowest_ms": round(figures.slowest_ms, 1),
        "slowest": figures.slowest,
        "memory_before_mib": figures.before_bytes // MEBIBYTE,
        "memory_after_mib": figures.after_bytes // MEBIBYTE,
        "found": figures.crashes[:20],
    }


def main() -> None:
    """Attack as the command line says."""
    parser = argparse.ArgumentParser(description="Put spoiled messages to the border.")
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    figures = campaign(given.seed, given.messages, given.processes)
    sys.stdout.write(json.dumps(shown(figures), ensure_ascii=False, indent=1) + "\n")
    sys.exit(1 if figures.crashes else 0)


if __name__ == "__main__":
    main()
