"""What an organisation may say in a second: a bucket of tokens for records, one for bytes.

A flood is slowed down, never dropped: what waits stays in the outbox.
"""

from dataclasses import dataclass
from typing import Final

BURST_S: Final = 1.0
"""How long an organisation must have been silent to use its whole allowance at once, in seconds."""


@dataclass(slots=True)
class Allowance:
    """The allowance of one organisation; times are monotonic seconds.

    What is read is charged afterwards, when its size is known: so a bucket may fall below zero, by
    one turn at most, and nothing is too large ever to be read.
    """

    records_per_s: float
    bytes_per_s: float
    filled_s: float
    records: float = 0.0
    size_bytes: float = 0.0

    def __post_init__(self) -> None:
        """Begin with a full bucket."""
        self.records = self.records_per_s * BURST_S
        self.size_bytes = self.bytes_per_s * BURST_S

    def left(self, now_s: float) -> int:
        """Return how many records may be read now."""
        self._fill(now_s)
        return max(0, int(self.records)) if self.size_bytes > 0 else 0

    def charge(self, records: int, size_bytes: int) -> None:
        """Take what was read out of the bucket."""
        self.records -= records
        self.size_bytes -= size_bytes

    def _fill(self, now_s: float) -> None:
        passed_s = max(0.0, now_s - self.filled_s)
        self.filled_s = now_s
        self.records = _filled(self.records, self.records_per_s, passed_s)
        self.size_bytes = _filled(self.size_bytes, self.bytes_per_s, passed_s)


def _filled(tokens: float, per_s: float, passed_s: float) -> float:
    return min(tokens + passed_s * per_s, max(1.0, per_s * BURST_S))
