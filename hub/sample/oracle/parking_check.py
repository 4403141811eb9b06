"""What is parked: kept in order, and each command let go or dropped once."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from hub.sample.oracle.verdict import Verdict

RELEASED = "lianban.fact.ParkedReleased"
DROPPED = "lianban.fact.ParkedDropped"
REPLACED = "lianban.fact.ParkedReplaced"
SETS_FREE = frozenset({RELEASED, DROPPED, REPLACED})
Parked = tuple[str, int]
"""A parked command: its id and the offset at which it was read."""


@dataclass(slots=True)
class _Queue:
    """The parked commands of a subject, and those let go whose outcome is still to come."""

    waiting: deque[Parked] = field(default_factory=deque)
    freed: deque[Parked] = field(default_factory=deque)
    ended: set[Parked] = field(default_factory=set)


@dataclass(slots=True)
class ParkingCheck:
    """Follows the parked commands of one partition; subjects without any cost nothing."""

    verdict: Verdict
    _queues: dict[str, _Queue] = field(default_factory=dict)
    _corrected: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """By command id the digests of the bytes as sent and as corrected by an operator."""

    def is_freeing(self, subject: str) -> bool:
        """Return whether the next entry of the subject is of a command that was let go."""
        queue = self._queues.get(subject)
        return queue is not None and bool(queue.freed)

    def entry(self, entry: dict[str, Any], facts: frozenset[str], where: str, *, new: bool) -> None:
        """Take in an entry; `new` says that its command id was not seen before."""
        parked = entry["outcome"] == "PARKED"
        if parked != (entry["parking"] is not None):
            self.verdict.violation("parking_without_reason", where)
        queue = self._queues.get(entry["subject"])
        if queue is None:
            if not parked:
                return
            queue = self._queues[entry["subject"]] = _Queue()
        command = entry["command"]["id"], entry["origin"]["offset"]
        if queue.freed:
            self._after_release(queue, command, where)
            if parked:
                self._parked_again(queue, command)
                return
        elif queue.waiting and not parked and new and not facts & SETS_FREE:
            self.verdict.violation("overtook_parked", where, entry["subject"])
        elif command in queue.ended or command in queue.waiting:
            self.verdict.violation("parked_ended_twice", where, command[0])
        (queue.waiting.append if parked else queue.ended.add)(command)

    def _after_release(self, queue: _Queue, command: Parked, where: str) -> None:
        expected = queue.freed.popleft()
        if command != expected:
            detail = f"{command[0]} where {expected[0]} was first"
            self.verdict.violation("released_out_of_order", where, detail)

    def _parked_again(self, queue: _Queue, command: Parked) -> None:
        """Let what was tried and failed again wait before all that is behind it."""
        queue.waiting = deque([command, *queue.freed, *queue.waiting])
        queue.freed = deque()

    def sent_digest(self, command_id: str, digest: bytes) -> bytes:
        """Return the digest of the bytes that were sent, though corrected ones were decided."""
        original, corrected = self._corrected.get(command_id, (digest, digest))
        return original if digest == corrected else digest

    def cleared(self, name: str, fact: dict[str, Any], where: str) -> None:
        """Take in that an operator let go or dropped the first parked commands of a subject."""
        queue = self._queues.setdefault(fact["subject"], _Queue())
        if not 0 < fact["count"] <= len(queue.waiting):
            detail = f"{fact['count']} of {len(queue.waiting)}"
            self.verdict.violation("parked_count_disagrees", where, detail)
        if name == DROPPED and not fact.get("answered"):
            queue.ended.update(queue.waiting)
            queue.waiting.clear()
            return
        if name == REPLACED and queue.waiting:
            first = queue.waiting[0][0]
            original, _ = self._corrected.get(first, (fact["digest"], b""))
            self._corrected[first] = original, fact["corrected_digest"]
        all_waiting = list(queue.waiting)
        queue.freed = deque(all_waiting[: fact["count"]])
        queue.waiting = deque(all_waiting[fact["count"] :])

    def at_the_end(self) -> None:
        """Count what is parked still; what was let go must have had its outcome."""
        for subject, queue in self._queues.items():
            self.verdict.counts["parked_at_the_end"] += len(queue.waiting)
            if queue.freed:
                detail = f"{len(queue.freed)} of its commands"
                self.verdict.violation("released_without_outcome", subject, detail)
