"""What it costs to find what is due among a million open cases, on a store of its own."""

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from hub.domain.identity import case_id
from hub.lanes.docket import DUE, Docket, Position
from hub.runtime.store import PartitionStore
from tests.bench.figures import Figures

OPEN: Final = 1_000_000
DUE_NOW: Final = 100
DONE_BEFORE: Final = 100_000
LOOKS: Final = 5
PORTION: Final = 20_000
BEGIN_MS: Final = 1_790_000_000_000
"""Case number n comes due n milliseconds after this."""


def due_key(number: int) -> bytes:
    """Return the index key of the case that is due as number `number`."""
    subject = case_id("street", str(number))
    return b"%b%b%b" % (DUE, (BEGIN_MS + number).to_bytes(8, "big"), subject.encode())


def fill(store: PartitionStore, numbers: Iterable[int]) -> None:
    """Put cases into the index of due dates."""
    _write(store, numbers, b"")


def empty(store: PartitionStore, numbers: Iterable[int]) -> None:
    """Take cases out of the index, as when they have come due or were done."""
    _write(store, numbers, None)


def _write(store: PartitionStore, numbers: Iterable[int], value: bytes | None) -> None:
    changes: dict[bytes, bytes | None] = {}
    for number in numbers:
        changes[due_key(number)] = value
        if len(changes) == PORTION:
            store.apply(changes, b"")
            changes = {}
    store.apply(changes, b"")


def measure(folder: Path) -> Figures:
    """Milliseconds to find 100 due cases of a million: at the first look, later, and much later."""
    store = PartitionStore(folder)
    fill(store, range(OPEN))
    first = _look_ms(store, DUE_NOW)
    again = min(_look_ms(store, DUE_NOW) for _ in range(LOOKS))
    empty(store, range(DONE_BEFORE))
    _look_ms(store, DONE_BEFORE + DUE_NOW)
    later = min(_look_ms(store, DONE_BEFORE + DUE_NOW) for _ in range(LOOKS))
    store.close()
    return {
        "due_100_of_1m_first_ms": first,
        "due_100_of_1m_ms": again,
        "due_100_of_1m_after_100k_done_ms": later,
    }


def _look_ms(store: PartitionStore, until: int) -> float:
    began = time.perf_counter()
    Docket(store, Position()).due_until(BEGIN_MS + until - 1, 2 * DUE_NOW)
    return round(1000 * (time.perf_counter() - began), 2)
