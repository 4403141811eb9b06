"""What happened when: each fault with its victim, and who heard which partition."""

import asyncio
import time
from dataclasses import dataclass, field

from tests.faults.fault import Kind, Strike
from tests.faults.stage import Stage

LOOK_EVERY_S = 0.25


@dataclass(slots=True)
class Struck:
    """A fault as it was inflicted; times are the wall clock's, in seconds."""

    kind: Kind
    names: tuple[str, ...]
    began_s: float
    ended_s: float = float("inf")
    """When its victim was as good as new, not merely when the fault was over."""

    def during(self, began_s: float, ended_s: float) -> bool:
        """Return whether it overlaps a time."""
        return self.began_s < ended_s and began_s < self.ended_s


@dataclass(slots=True)
class Chronicle:
    """All faults of a run, and changes of who owns what."""

    struck: list[Struck] = field(default_factory=list)
    owners: list[tuple[float, dict[int, str]]] = field(default_factory=list)

    def owner(self, partition: int, at_s: float) -> str | None:
        """Return which worker said last, before an instant, that it hears a partition."""
        found = None
        for time_s, owners in self.owners:
            if time_s > at_s:
                break
            found = owners.get(partition)
        return found

    async def watch(self, stage: Stage) -> None:
        """Look who owns what, until cancelled."""
        while True:
            owners = {
                partition: name
                for name, member in stage.members.items()
                for partition in member.partitions()
            }
            if not self.owners or self.owners[-1][1] != owners:
                self.owners.append((time.time(), owners))
            await asyncio.sleep(LOOK_EVERY_S)


async def inflict(stage: Stage, chronicle: Chronicle, kind: Kind, strike: Strike) -> None:
    """Let a fault happen from its beginning until its victims have recovered."""
    struck = Struck(kind, strike.names, time.time())
    chronicle.struck.append(struck)
    try:
        await kind.inflict(stage, strike)
        for name in strike.names:
            if name in stage.members:
                await stage.members[name].until_ready()
    finally:
        struck.ended_s = time.time()
        await stage.victims[kind.victim.each].release(strike.names)
