"""All organisations of one kind in one process: started, kept going, and brought to an end."""

import asyncio
import contextlib
import json
import logging
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.sample.mailbox import Inboxes, Outbox
from hub.sample.plan import CasePlan
from hub.sample.player import Player
from hub.sample.records import Records
from hub.sample.script import CaseFile

SYNCHRONISE_S = 0.5
LOOK_S = 0.05

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a troupe has to play.

    `openings` are the cases its organisations start, `expected` the case ids that must have ended
    at which organisation. `rate` is cases a second over all, `patience_s` how long nothing may
    happen before the troupe gives up; without `ends` it plays until it is told to stop.
    """

    openings: Sequence[CasePlan] = ()
    expected: Mapping[str, frozenset[str]]
    ends: bool
    rate: float = 20.0
    patience_s: float = 180.0


class Troupe:
    """The players of one process, with their inboxes, outboxes and records."""

    def __init__(
        self,
        players: Iterable[Player],
        inboxes: Inboxes,
        outboxes: Sequence[Outbox],
        records: Sequence[Records],
    ) -> None:
        self.players = {player.code: player for player in players}
        self._inboxes = inboxes
        self._outboxes = outboxes
        self._records = records
        self._stop = asyncio.Event()
        self._moved_at = time.monotonic()

    def stop(self) -> None:
        """Ask the troupe to finish what is on its way and end."""
        self._stop.set()

    async def play(self, programme: Programme) -> bool:
        """Play until all has ended or `stop`; returns whether everything expected has ended.

        Raises KafkaError if the broker stays away for longer than the client waits.
        """
        await asyncio.gather(*(outbox.start() for outbox in self._outboxes))
        try:
            async with self._inboxes, asyncio.TaskGroup() as tasks:
                running = self._tasks(tasks, programme)
                await self._until_done(programme, running)
                for task in running:
                    task.cancel()
        finally:
            await asyncio.gather(*(player.drain() for player in self.players.values()))
            await asyncio.gather(*(outbox.stop() for outbox in self._outboxes))
            for records in self._records:
                records.close()
        return self._is_over(programme.expected)

    def _tasks(self, group: asyncio.TaskGroup, programme: Programme) -> list[asyncio.Task[None]]:
        for plan in programme.openings:
            if self._player(plan).has_opened(plan):
                self._player(plan).open(plan)
        work = [self._read(), self._synchronise()]
        work += [player.run() for player in self.players.values()]
        opening = group.create_task(self._open(programme), name="openings")
        return [opening, *(group.create_task(each) for each in work)]

    async def _until_done(
        self, programme: Programme, running: Sequence[asyncio.Task[None]]
    ) -> None:
        opening = running[0]
        while not self._stop.is_set():
            for player in self.players.values():
                player.raise_failures()
            if programme.ends and opening.done() and self._is_over(programme.expected):
                return
            if programme.ends and time.monotonic() - self._moved_at > programme.patience_s:
                log.warning("gave up after %.0f s without any message", programme.patience_s)
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), LOOK_S)

    def _is_over(self, expected: Mapping[str, frozenset[str]]) -> bool:
        if not all(player.is_idle for player in self.players.values()):
            return False
        return all(
            (case := self.players[code].cases.get(case_id)) is not None and case.end is not None
            for code, cases in expected.items()
            for case_id in cases
        )

    async def _open(self, programme: Programme) -> None:
        for plan in programme.openings:
            player = self._player(plan)
            if plan.case_id not in player.cases:
                player.open(plan)
                await asyncio.sleep(1 / programme.rate)

    async def _read(self) -> None:
        async for batch in self._inboxes.batches():
            for received in batch:
                self.players[received.organisation].deliver(received)
                self._moved_at = time.monotonic()

    async def _synchronise(self) -> None:
        while True:
            await asyncio.sleep(SYNCHRONISE_S)
            for records in self._records:
                await asyncio.to_thread(records.synchronise)

    def _player(self, plan: CasePlan) -> Player:
        return self.players[plan.offer.organisation]


def believed(players: Iterable[Player]) -> list[dict[str, Any]]:
    """What the players believe happened to each of their cases."""
    return [_belief(player.code, case) for player in players for case in player.cases.values()]


def answers(players: Iterable[Player]) -> dict[str, int]:
    """How many answers of each kind the players got."""
    total: Counter[str] = Counter()
    for player in players:
        total.update(player.answers)
    return dict(sorted(total.items()))


def write_done(path: Path, done: Mapping[str, Any]) -> None:
    """Write what a troupe believes happened; whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(done, ensure_ascii=False, indent=1))
    fresh.replace(path)


def _belief(organisation: str, case: CaseFile) -> dict[str, Any]:
    offer = case.plan.offer if case.plan else None
    tally = case.tally
    return {
        "case_id": case.case_id,
        "organisation": organisation,
        "item_code": case.item_code,
        "mode": offer.mode if offer else None,
        "road": offer.road if offer else None,
        "twist": case.plan.twist if case.plan else None,
        "end": case.end,
        "decision": case.decision,
        "returned": tally.returned,
        "refused": tally.refused,
        "repeated": tally.repeated,
        "parked": tally.parked,
        "sent_back": tally.sent_back,
        "surprises": list(tally.surprises),
    }
