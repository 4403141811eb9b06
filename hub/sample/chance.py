"""Chance that falls the same way every time: seeded by the matter, not by when it is asked."""

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """The dice of one matter, such as one case at one department.

    The same seed and labels give the same throws in every process, so a player that was killed
    goes on exactly as it would have.
    """

    __slots__ = ("_random",)

    def __init__(self, seed: int, *labels: str) -> None:
        digest = hashlib.sha256("\0".join((str(seed), *labels)).encode()).digest()
        self._random = Random(int.from_bytes(digest))

    def happens(self, probability: float) -> bool:
        """Whether something of this probability (0 to 1) happens."""
        return self._random.random() < probability

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, all equally likely. Raises IndexError if there is none."""
        return self._random.choice(choices)

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        return self._random.uniform(low, high)

    def number(self, digits: int) -> str:
        """A number of so many digits, with leading zeros."""
        return f"{self._random.randrange(10**digits):0{digits}d}"

    def data(self, size: int) -> bytes:
        """So many bytes of noise."""
        return self._random.randbytes(size)

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in another order."""
        return self._random.sample(things, len(things))
