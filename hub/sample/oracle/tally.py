"""Counts what happened to cases, by mode."""

from dataclasses import dataclass
from typing import Any

from hub.sample.oracle.verdict import Verdict

FACT = "lianban.fact."
OPENING = frozenset({
    FACT + "CaseReceived",
    FACT + "CaseMirrored",
    FACT + "ServiceRequested",
})  # fmt: skip
CLOSING = frozenset({
    FACT + "DocumentDelivered",
    FACT + "CaseArchived",
    FACT + "ApplicationRejected",
    FACT + "ApplicationWithdrawn",
    FACT + "ServiceFailed",
    FACT + "CaseTerminated",
})  # fmt: skip


@dataclass(slots=True)
class Standing:
    """The mode of a case, and whether its end was counted."""

    mode: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts into a verdict."""

    verdict: Verdict

    def facts(self, facts: list[tuple[str, dict[str, Any]]], standing: Standing) -> None:
        """Count what the facts say of a case."""
        for name, fact in facts:
            if "heading" in fact:
                self._of_case(name, fact["heading"]["mode"], standing)

    def _of_case(self, name: str, mode: str, standing: Standing) -> None:
        standing.mode = mode
        if name in OPENING:
            self.verdict.mode(mode, "received")
        if name == FACT + "CaseDecided":
            self.verdict.mode(mode, "decided")
        if name in CLOSING and not standing.closed:
            standing.closed = True
            self.verdict.mode(mode, "closed")

    def outcome(self, entry: dict[str, Any], standing: Standing) -> None:
        """Count the outcome of an entry."""
        kind = entry["outcome"].lower()
        self.verdict.counts["echoes" if entry["echo"] else kind] += 1
        if kind in {"refused", "parked"} and not entry["echo"]:
            self.verdict.mode(standing.mode or "NONE", kind)
