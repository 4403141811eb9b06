"""The three programs of players as child processes that never outlive us."""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from hub.broker.child import Child
from hub.settings import Settings

INITIATORS = ("streets", "operators", "stories")
RESPONDERS = ("departments",)
STOP_WITHIN_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Casting:
    """What the players of a run are given; `pace` stretches their delays."""

    bootstrap: str
    settings: Settings
    records: Path
    seed: int
    cases: int
    poisoned: bool = False
    rate: float = 20.0
    pace: float = 1.0
    patience_s: float = 180.0

    def command(self, name: str) -> list[str]:
        """The command line of one program of players."""
        given = {
            "bootstrap": self.bootstrap,
            "namespace": self.settings.namespace,
            "records": self.records.absolute(),
            "documents": self.settings.document_url,
            "keys": self.settings.keys_path.absolute(),
            "signing": self.settings.signing_path.absolute(),
            "seed": self.seed,
            "cases": self.cases,
            "rate": self.rate,
            "pace": self.pace,
            "patience": self.patience_s,
        }
        options = [f"--{option}={value}" for option, value in given.items()]
        poisoned = ["--poisoned"] if self.poisoned else []
        return [sys.executable, "-m", f"hub.sample.{name}", *options, *poisoned]


class Cast:
    """The running players; leaving the context stops them all."""

    def __init__(self, casting: Casting) -> None:
        self._casting = casting
        self._children: dict[str, Child] = {}

    async def __aenter__(self) -> Self:
        self._casting.records.mkdir(parents=True, exist_ok=True)
        for name in (*RESPONDERS, *INITIATORS):
            await self.start(name)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop(tuple(self._children))

    async def start(self, name: str) -> None:
        """Start one program of players; after an earlier one it goes on where that was."""
        log = self._casting.records / f"{name}.log"
        self._children[name] = await Child.start(self._casting.command(name), log=log)

    async def initiators_done(self) -> None:
        """Return when all initiators have ended by themselves."""
        await asyncio.gather(*(self._children[name].wait() for name in INITIATORS))

    async def stop(self, names: Sequence[str] = RESPONDERS) -> None:
        """Ask programs to finish, and wait for them."""
        await asyncio.gather(*(self._children[name].stop(STOP_WITHIN_S) for name in names))

    def kill(self, name: str) -> None:
        """End one program at once (SIGKILL), as a fault would."""
        self._children[name].kill()

    @property
    def fallen(self) -> dict[str, int]:
        """Programs that ended otherwise than well, with their exit status."""
        return {name: child.status for name, child in self._children.items() if child.status}
