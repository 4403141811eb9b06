"""What surrounds a command: who sent it and which instants it knows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

ONLINE: Final = timedelta(hours=1)
"""What was made longer ago than this when it arrived was made offline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Circumstances of one command, all given from outside (the domain has no clock).

    `made_at` is the sender's time, `received_at` the broker's append time of the outbox record,
    `clock` the partition's clock (the least of its shards' ticks); all aware, UTC.
    """

    subject: str
    sender: str
    made_at: datetime
    received_at: datetime
    clock: datetime

    @property
    def at(self) -> datetime:
        """When it happened: the sender's own time, but never after it was received."""
        return min(self.made_at, self.received_at)

    @property
    def recorded_at(self) -> datetime | None:
        """When the hub had what an offline terminal made before; None of what came at once."""
        return self.received_at if self.received_at - self.made_at > ONLINE else None
