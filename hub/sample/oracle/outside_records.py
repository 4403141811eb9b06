"""What the outside systems wrote down themselves: sent and acknowledged, received, carried."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.sample.oracle.verdict import CannotCheckError


@dataclass(slots=True)
class OutsideRecords:
    """By topic: offset -> digest of the value, as the outside systems have it."""

    sent: dict[str, dict[int, bytes]] = field(default_factory=dict)
    received: dict[str, dict[int, tuple[bytes, str]]] = field(default_factory=dict)
    carried: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By topic of the inbox: id -> digest of what came to the owner's own door, in that order."""
    torn_lines: int = 0
    disagreeing: list[str] = field(default_factory=list)
    """Places that were acknowledged for two different messages."""
    changing: list[str] = field(default_factory=list)
    """Messages that came to a door twice, with other bytes the second time."""

    def take(self, line: dict[str, Any]) -> None:
        """Note one line; other events are of no concern here."""
        event = line.get("event")
        if event == "sent":
            digest = bytes.fromhex(line["sha256"])
            places = self.sent.setdefault(line["topic"], {})
            if places.setdefault(line["offset"], digest) != digest:
                self.disagreeing.append(f"{line['topic']}:{line['offset']}")
        elif event == "received":
            seen = bytes.fromhex(line["sha256"]), line["id"]
            self.received.setdefault(line["topic"], {})[line["offset"]] = seen
        elif event == "carried":
            digest = bytes.fromhex(line["sha256"])
            ids = self.carried.setdefault(line["topic"], {})
            if ids.setdefault(line["id"], digest) != digest:
                self.changing.append(f"{line['topic']} {line['id']}")


def read_folders(folders: Sequence[Path]) -> OutsideRecords:
    """Return all records of `*.jsonl` files; a last line cut off by a kill is counted only.

    Raises CannotCheckError: no such folder, a broken line that is not the last.
    """
    records = OutsideRecords()
    for folder in folders:
        if not folder.is_dir():
            raise CannotCheckError(f"no folder of records at {folder}")
        for path in sorted(folder.glob("*.jsonl")):
            for line in _lines(path, records):
                records.take(line)
    return records


def _lines(path: Path, records: OutsideRecords) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            if not raw.endswith(b"\n"):
                records.torn_lines += 1
                continue
            try:
                yield json.loads(raw)
            except ValueError as error:
                raise CannotCheckError(f"{path.name}, line {number} is no JSON") from error
