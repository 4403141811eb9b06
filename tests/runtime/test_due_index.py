"""Finding what is due costs by what is due, not by what is open, nor by what was due before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.domain.identity import case_id
from hub.lanes.docket import DUE, Docket, Position
from hub.runtime.store import PartitionStore
from tests.bench.due import BEGIN_MS, DUE_NOW, OPEN, due_key, empty, fill


class Counting(PartitionStore):
    """A real store that counts the keys of a queue it hands out."""

    touched = 0

    def queue(self, prefix: bytes, stop: bytes) -> Iterator[bytes]:
        """Yield and count."""
        for key in super().queue(prefix, stop):
            self.touched += 1
            yield key


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Counting]:
    """Give an empty store."""
    made = Counting(tmp_path / "case-0")
    yield made
    made.close()


def due(store: PartitionStore, until: int, limit: int = OPEN) -> list[str]:
    """Ask the docket for what is due when so many have come due."""
    return Docket(store, Position()).due_until(BEGIN_MS + until - 1, limit)


def subjects(numbers: range) -> list[str]:
    """Return the cases of these numbers."""
    return [case_id("street", str(number)) for number in numbers]


def test_a_hundred_due_among_a_million_open_are_found_by_touching_a_hundred(
    store: Counting,
) -> None:
    """With one million open cases and 100 due, 100 keys of the index are looked at."""
    fill(store, range(OPEN))
    assert due(store, DUE_NOW) == subjects(range(DUE_NOW))
    assert store.touched == DUE_NOW
    assert due(store, 0) == []
    assert store.touched == DUE_NOW


def test_what_was_dealt_with_is_passed_over_once(store: Counting) -> None:
    """After a look the next one begins at the first case that is left, not at the deleted ones."""
    fill(store, range(1000))
    empty(store, range(900))
    assert due(store, 950) == subjects(range(900, 950))
    assert store.front(DUE) == due_key(900)
    empty(store, range(900, 1000))
    assert due(store, 1000) == []
    assert due(store, 1000) == []
    fill(store, range(500, 501))
    assert due(store, 1000) == subjects(range(500, 501))


def test_what_comes_in_before_the_front_is_found(store: Counting) -> None:
    """A case that is due earlier than all others is not overlooked, however late it comes."""
    fill(store, range(100, 200))
    assert due(store, 150, 10) == subjects(range(100, 110))
    fill(store, range(5))
    assert due(store, 150, 10) == subjects(range(5)) + subjects(range(100, 105))
    store.wipe()
    assert due(store, 1000) == []
    fill(store, range(3))
    assert due(store, 1000) == subjects(range(3))
