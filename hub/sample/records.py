"""An organisation's own record of what it sent and was acknowledged, and what it received.

One JSON object a line. A line is handed to the operating system before the player goes on, and
synchronised to disk in batches: a killed player loses none, a crashed machine the last moments.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub.sample.script import Letter, Say


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A message that the broker acknowledged at `offset` of the organisation's outbox."""

    key: str
    offset: int
    message_id: str


class Records:
    """The record file of one organisation, appended to; what it had before is `sent`, `received`.

    `received` is the highest offset of the inbox that is recorded, or -1.
    """

    def __init__(self, folder: Path, organisation: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{organisation}.jsonl"
        self.sent: dict[str, Sent] = {}
        self.received = -1
        self._dirty = False
        _drop_torn_line(self.path)
        for line in lines(self.path):
            self._remember(line)
        self._file = self.path.open("ab", buffering=0)

    def record_sent(self, say: Say, topic: str, offset: int, letter: Letter) -> None:
        """Record an acknowledged message."""
        line = {
            "event": "sent",
            "topic": topic,
            "offset": offset,
            "message_id": say.message_id,
            "type": letter.type_name,
            "case_id": say.case_id,
            "sha256": hashlib.sha256(letter.value).hexdigest(),
            "repeat_of": say.message_id if say.repeat else None,
            "repeat": say.repeat,
            "bad": say.bad,
            "key": say.key,
            "at": datetime.now(UTC).isoformat(),
        }
        self._append(line)

    def record_received(self, topic: str, offset: int, about: Mapping[str, Any]) -> None:
        """Record an inbox message, unless that was done before a restart."""
        if offset > self.received:
            arrived = {"event": "received", "topic": topic, "offset": offset, **about}
            self._append({**arrived, "at": datetime.now(UTC).isoformat()})

    def synchronise(self) -> None:
        """Have the disk hold what was recorded so far."""
        if self._dirty:
            self._dirty = False
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Synchronise and close."""
        self.synchronise()
        self._file.close()

    def _append(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self._dirty = True
        self._remember(line)

    def _remember(self, line: Mapping[str, Any]) -> None:
        if line["event"] == "received":
            self.received = max(self.received, line["offset"])
            return
        key = line["key"]
        self.sent[key] = Sent(key=key, offset=line["offset"], message_id=line["message_id"])


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield what is recorded in a file, without a last line that is still being written."""
    if path.exists():
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield json.loads(line)


def _drop_torn_line(path: Path) -> None:
    if not path.exists():
        return
    data = path.read_bytes()
    whole = data.rfind(b"\n") + 1
    if whole != len(data):
        os.truncate(path, whole)
