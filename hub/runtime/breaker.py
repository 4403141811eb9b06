"""A circuit breaker: how long to leave another system alone after it failed.

Exponential backoff with jitter: after the n-th failure in a row the wait is drawn between half of
`first_s * 2 ** (n - 1)` and all of it, never above `last_s`; then one attempt decides.
"""

import random
from collections.abc import Callable
from enum import StrEnum

EXPONENT_LIMIT = 32


class Circuit(StrEnum):
    """Whether attempts go through."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


class Breaker:
    """Counts failures in a row; all times are seconds of one monotonic clock."""

    def __init__(
        self,
        first_s: float,
        last_s: float,
        draw: Callable[[float, float], float] = random.uniform,
    ) -> None:
        """Begin closed; `draw` gives a number between two."""
        self._first_s = first_s
        self._last_s = last_s
        self._draw = draw
        self.failures = 0
        self.again_s = 0.0

    def failed(self, now_s: float) -> None:
        """Note a failure: the circuit is open for a while."""
        self.failures += 1
        most_s = min(self._last_s, self._first_s * 2 ** min(self.failures - 1, EXPONENT_LIMIT))
        self.again_s = now_s + self._draw(most_s / 2, most_s)

    def succeeded(self) -> None:
        """Note that it works: the circuit is closed."""
        self.failures = 0
        self.again_s = 0.0

    def state(self, now_s: float) -> Circuit:
        """Return closed, open, or half-open: one attempt is due and decides."""
        if not self.failures:
            return Circuit.CLOSED
        return Circuit.OPEN if now_s < self.again_s else Circuit.HALF_OPEN

    def wait_s(self, now_s: float) -> float:
        """Return how long to wait until the next attempt."""
        return max(0.0, self.again_s - now_s)
