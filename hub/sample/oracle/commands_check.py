"""Every command has its entry: walks commands and journal of a partition side by side."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from hub.sample.oracle.avro_reader import UnreadableError
from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.tape import Record
from hub.sample.oracle.verdict import Verdict

TICK = "lianban.command.Tick"


@dataclass(slots=True)
class _Current:
    """The command record whose entries are being read."""

    offset: int
    value: bytes
    key: str
    tick: bool
    entries: int = 0
    closed: bool = False


class CommandWalk:
    """Takes the entries of one partition in order and the commands that they must come from."""

    def __init__(
        self, commands: AsyncIterator[Record], contracts: Contracts, partition: int, to: Verdict
    ) -> None:
        """Give all committed records of the partition of `hub.commands` in order."""
        self._commands = commands
        self._contracts = contracts
        self._partition = partition
        self._verdict = to
        self._current: _Current | None = None
        self._ended = False

    async def entry(self, entry: dict[str, Any]) -> None:
        """Check one entry's origin; entries of one command follow each other."""
        origin = entry["origin"]
        where = f"entry {self._partition}-{entry['number']}"
        at = self._current.offset if self._current else -1
        if origin["partition"] != self._partition or origin["offset"] < at:
            self._verdict.violation("origin_backwards", where, f"{origin['offset']} after {at}")
            return
        while not self._ended and at < origin["offset"]:
            at = await self._advance()
        if self._current is None or self._current.offset != origin["offset"]:
            self._verdict.violation("entry_without_command", where, f"offset {origin['offset']}")
            return
        self._compare(self._current, entry, where)

    async def rest(self) -> None:
        """Go to the end: what is left has no entry."""
        while not self._ended:
            await self._advance()

    async def _advance(self) -> int:
        """Step to the next command and return its offset; the one left must have its entry."""
        self._leave()
        record: Record | None = await anext(self._commands, None)
        if record is None:
            self._ended = True
            return -1
        value = record.value or b""
        tick = self._is_tick(value)
        self._verdict.counts["ticks" if tick else "commands"] += 1
        key = (record.key or b"").decode(errors="replace")
        self._current = _Current(record.offset, value, key, tick)
        return record.offset

    def _leave(self) -> None:
        command = self._current
        self._current = None
        if command is None or command.tick:
            return
        where = f"hub.commands-{self._partition}:{command.offset}"
        if not command.entries:
            self._verdict.violation("command_without_entry", where, command.key)

    def _compare(self, command: _Current, entry: dict[str, Any], where: str) -> None:
        command.entries += 1
        if command.tick:
            if command.closed:
                self._verdict.violation("entry_after_last_of_origin", where)
            command.closed = entry["origin"]["last"]
            return
        if command.entries > 1:
            self._verdict.violation("command_with_several_entries", where, command.key)
        if not entry["origin"]["last"]:
            self._verdict.violation("origin_not_closed", where)
        if entry["command"]["body"] != command.value:
            self._verdict.violation("entry_of_other_bytes", where, command.key)
        if entry["subject"] != command.key and entry["outcome"] != "PARKED":
            self._verdict.violation("entry_on_other_subject", where, command.key)

    def _is_tick(self, value: bytes) -> bool:
        try:
            return self._contracts.name_of(value) == TICK
        except UnreadableError:
            return False
