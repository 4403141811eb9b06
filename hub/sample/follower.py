"""Reads the players' records while they are being written: how far all is, and how long it took."""

import json
import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from hub.sample.opening import RESUBMIT
from hub.sample.script import SUBMIT

ANSWER = "lianban.inbox.Answer"
ARCHIVE = "lianban.command.ArchiveCase"
RETURNS = ("lianban.inbox.DecisionReturned", "lianban.inbox.DocumentReturned")


class Follower:
    """What the records in a folder say so far; `streets` names the street of every case."""

    def __init__(self, folder: Path, streets: Mapping[str, str], namespace: str = "") -> None:
        self.sent = 0
        self._answers: set[tuple[str, int]] = set()
        self.bad: Counter[str] = Counter()
        self.submitted: set[str] = set()
        self.archived: set[str] = set()
        self._inboxes = {case: f"{namespace}org.{street}.in" for case, street in streets.items()}
        self._folder = folder
        self._read: dict[Path, int] = {}
        self._submitted_at: dict[str, datetime] = {}
        self._returned_at: dict[str, datetime] = {}
        self._moved_at = time.monotonic()

    def poll(self) -> None:
        """Take in what was written since the last time."""
        for path in self._folder.glob("*.jsonl"):
            with path.open("rb") as file:
                file.seek(self._read.get(path, 0))
                for line in file:
                    if not line.endswith(b"\n"):
                        break
                    self._read[path] = self._read.get(path, 0) + len(line)
                    self._take(json.loads(line))
                    self._moved_at = time.monotonic()

    @property
    def answered(self) -> int:
        """How many answers came; two players may have read the same inbox."""
        return len(self._answers)

    @property
    def is_quiet(self) -> bool:
        """Whether every message that was sent has been answered."""
        return self.answered >= self.sent

    @property
    def still_s(self) -> float:
        """Seconds since anything was recorded."""
        return time.monotonic() - self._moved_at

    def seconds_to_return(self) -> list[float]:
        """Sorted seconds from the acknowledged submission of a case to its return to the street."""
        return sorted(
            (at - self._submitted_at[case]).total_seconds()
            for case, at in self._returned_at.items()
            if case in self._submitted_at
        )

    def _take(self, line: Mapping[str, Any]) -> None:
        if line["event"] == "sent":
            self._take_sent(line)
        elif line["type"] == ANSWER:
            self._answers.add((line["topic"], line["offset"]))
        elif line["type"] in RETURNS and line["topic"] == self._inboxes.get(line["case_id"]):
            self._returned_at[line["case_id"]] = datetime.fromisoformat(line["at"])

    def _take_sent(self, line: Mapping[str, Any]) -> None:
        self.sent += 1
        case, step = line["case_id"], line["key"].rpartition("/")[2]
        if line["bad"]:
            self.bad[line["bad"].lower()] += 1
        elif step in (SUBMIT, RESUBMIT):
            self.submitted.add(case)
            self._submitted_at[case] = datetime.fromisoformat(line["at"])
        elif line["type"] == ARCHIVE:
            self.archived.add(case)


def percentile(ordered: list[float], share: float) -> float | None:
    """The nearest-rank percentile of sorted values, in their unit; None if there are none."""
    if not ordered:
        return None
    rank = max(1, -(-len(ordered) * round(share * 100) // 100))
    return ordered[rank - 1]
