"""All players of the small district around the little hub, in one event loop."""

import asyncio
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hub.domain.documents import DocumentReference
from hub.sample.department_script import DepartmentScript
from hub.sample.offers import offers, tasks
from hub.sample.operator_script import OperatorScript
from hub.sample.papers import Filing, Paper
from hub.sample.plan import plan
from hub.sample.player import Player
from hub.sample.records import Records
from hub.sample.script import Script
from hub.sample.street_script import StreetScript
from hub.sample.troupe import answers, believed
from tests.sample.little_hub import LittleHub, LittleOutbox
from tests.sample.small_district import DEPARTMENT, OPERATOR, STREET, catalogue

PACE = 0.01
"""A hundred times as quick as people."""


def file(paper: Paper) -> DocumentReference:
    """File a paper nowhere, under the digest of what is in it."""
    return DocumentReference(
        digest=hashlib.sha256(paper.content).digest(),
        size_bytes=len(paper.content),
        media_type=paper.media_type,
        kind=paper.kind,
    )


class World:
    """The players of one run; `plans` are started by `run`."""

    def __init__(self, folder: Path, seed: int, cases: int) -> None:
        self.folder = folder
        self.seed = seed
        self.catalogue = catalogue()
        self.plans = plan(seed, cases, offers(self.catalogue))
        self.hub = LittleHub(self.catalogue)
        self.filing: Filing = file
        self.outboxes: dict[str, LittleOutbox] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def script(self, code: str) -> Script:
        """The script of an organisation of the small district."""
        scripts: dict[str, Callable[[], Script]] = {
            STREET: lambda: StreetScript(code, self.seed, self.filing),
            OPERATOR: lambda: OperatorScript(code, self.seed, self.filing),
            DEPARTMENT: lambda: DepartmentScript(
                code, self.seed, self.filing, tasks(self.catalogue, code)
            ),
        }
        return scripts[code]()

    def enter(self, code: str) -> Player:
        """Start a player, or start it again: it reads its inbox from the beginning."""
        self.outboxes[code] = LittleOutbox(self.hub, code)
        records = Records(self.folder, code)
        player = Player(code, self.script(code), self.outboxes[code], records, PACE)
        for planned in self.plans:
            if planned.offer.organisation == code:
                player.open(planned)
        self.hub.players[code] = player
        for received in self.hub.inboxes[code]:
            player.deliver(received)
        self._tasks[code] = asyncio.create_task(player.run())
        return player

    async def kill(self, code: str) -> None:
        """End a player as SIGKILL does: whatever it was about to do is not done."""
        player = self.hub.players.pop(code)
        doomed = [self._tasks.pop(code), *player._saying.values()]
        for task in doomed:
            task.cancel()
        await asyncio.gather(*doomed, return_exceptions=True)

    async def run_until(self, done: Callable[[], bool]) -> None:
        """Let the hub work until `done`."""
        async with asyncio.timeout(60):
            while not done():
                self.hub.work()
                for player in self.hub.players.values():
                    player.raise_failures()
                for task in self._tasks.values():
                    if task.done():
                        task.result()
                await asyncio.sleep(0)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do and every case has ended where it must."""
        players = self.hub.players
        return all(player.is_idle for player in players.values()) and all(
            case.end for code in (STREET, OPERATOR) for case in players[code].cases.values()
        )

    def done(self) -> list[dict[str, Any]]:
        """The final records of the programs, as they would be written."""
        owners = {"streets": STREET, "operators": OPERATOR, "departments": DEPARTMENT}
        told = {"kind": "stories", "complete": True, "answers": {}, "cases": [], "stories": []}
        return [
            told,
            *self._played(owners),
        ]

    def _played(self, owners: dict[str, str]) -> list[dict[str, Any]]:
        return [
            {
                "kind": kind,
                "complete": self.is_over,
                "answers": answers([self.hub.players[code]]),
                "cases": believed([self.hub.players[code]]),
            }
            for kind, code in owners.items()
        ]
