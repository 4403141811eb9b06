"""Who holds the clock: every outbox until it is read, one that floods only for a while.

Nobody shall stop everybody's clock by talking. What is unread for any other reason than its own
flood is the hub's fault and holds the clock for ever.
"""

import time
from collections.abc import Callable, Collection

from aiokafka import TopicPartition


class Holding:
    """Since when outboxes hold the clock by what they said beyond their allowance."""

    def __init__(
        self,
        hold_s: float,
        floods: Callable[[TopicPartition], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nobody.

        Args:
            hold_s: how long a flood may hold the clock, in seconds.
            floods: tells whether an outbox waits for its own allowance.
            clock: seconds that never turn back.
        """
        self.passed_over: set[TopicPartition] = set()
        """For whom the clock no longer waits, until they are read to an end that was looked at."""
        self._hold_s = hold_s
        self._floods = floods
        self._clock = clock
        self._since_s: dict[TopicPartition, float] = {}

    def waits(self, unread: Collection[TopicPartition]) -> tuple[bool, set[TopicPartition]]:
        """Return whether the clock waits for any that is unread, and whom it passes over now."""
        before = self.passed_over & set(unread)
        self._since_s = {tp: since for tp, since in self._since_s.items() if tp in unread}
        self.passed_over = {tp for tp in unread if self._is_over_its_hold(tp)}
        return self.passed_over != set(unread), self.passed_over - before

    def _is_over_its_hold(self, tp: TopicPartition) -> bool:
        if not self._floods(tp) and tp not in self._since_s:
            return False
        now_s = self._clock()
        return now_s - self._since_s.setdefault(tp, now_s) > self._hold_s
