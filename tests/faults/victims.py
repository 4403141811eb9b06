"""Who may be struck: never more at once than leaves the hub a chance to go on."""

import asyncio
from collections.abc import Sequence


class Victims:
    """Some of a kind (workers, brokers); each suffers one fault at a time.

    Who waits for one, or for all, is served in the order of coming.
    """

    def __init__(self, names: Sequence[str], most: int) -> None:
        """Take all of them and how many may be struck at once."""
        self.names = list(names)
        self._most = most
        self._busy: set[str] = set()
        self._changed = asyncio.Condition()
        self._turn = asyncio.Lock()

    async def take(self, wanted: int) -> str:
        """Wait until one more may be struck; return that one, or the next that is left alone."""
        async with self._turn, self._changed:
            await self._changed.wait_for(lambda: len(self._busy) < self._most)
            count = len(self.names)
            order = [self.names[(wanted + step) % count] for step in range(count)]
            name = next(each for each in order if each not in self._busy)
            self._busy.add(name)
            return name

    async def take_all(self) -> list[str]:
        """Wait until nobody suffers anything; return all."""
        async with self._turn, self._changed:
            await self._changed.wait_for(lambda: not self._busy)
            self._busy.update(self.names)
            return list(self.names)

    async def release(self, names: Sequence[str]) -> None:
        """Leave them alone."""
        async with self._changed:
            self._busy.difference_update(names)
            self._changed.notify_all()
