"""The clock of a partition: the least of its shards' ticks, never ahead of the broker's time."""

from hub.domain.commands import Tick
from hub.lanes.kept import to_ms


class Watermark:
    """How far the hub is known to have read all outboxes, in milliseconds since 1970 UTC.

    A shard that is stuck holds the clock, not the cases. Ticks are not remembered over a restart:
    until every shard ticked again the clock stands where the journal left it.
    """

    __slots__ = ("_shards", "_ticks", "now_ms")

    def __init__(self, shards: int, journaled_ms: int) -> None:
        """Begin at the journal's last clock."""
        self._shards = shards
        self._ticks: dict[int, int] = {}
        self.now_ms = journaled_ms

    def reached_by(self, tick: Tick, appended_ms: int) -> int:
        """Take a tick in and return what the clock may become, at least what it is.

        Args:
            tick: says that a shard has read its outboxes up to an instant.
            appended_ms: the broker's append time of the tick; an instant beyond it is not believed.
        """
        instant_ms = min(to_ms(tick.instant), appended_ms)
        if 0 <= tick.shard < self._shards:
            self._ticks[tick.shard] = max(self._ticks.get(tick.shard, 0), instant_ms)
        if len(self._ticks) < self._shards:
            return self.now_ms
        return max(self.now_ms, min(self._ticks.values()))
