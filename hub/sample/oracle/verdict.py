"""What the check found: named violations, examples of each, counts."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

EXAMPLES_EACH = 3
LOST = frozenset({
    "acknowledged_message_missing",
    "acknowledged_message_altered",
    "received_message_missing",
    "outcome_missing",
    "command_without_entry",
    "answer_missing",
    "announcement_missing",
    "decision_not_returned",
    "document_not_returned",
    "work_not_assigned",
})  # fmt: skip
DUPLICATED = frozenset({
    "outcome_twice",
    "effect_twice",
    "command_with_several_entries",
    "repeat_not_recognised",
    "other_bytes_accepted",
    "echo_with_effect",
    "answer_twice",
    "inbox_message_twice",
    "decision_returned_twice",
    "document_returned_twice",
    "work_assigned_twice",
})  # fmt: skip
MODE_COUNTS = ("received", "decided", "returned", "closed", "refused", "parked")


class CannotCheckError(Exception):
    """The check could not be made; the text says why in one sentence."""


@dataclass(slots=True)
class Verdict:
    """Collects what a check finds; at most three examples of each kind of violation are kept."""

    violations: Counter[str] = field(default_factory=Counter)
    examples: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    modes: dict[str, Counter[str]] = field(default_factory=dict)

    def violation(self, name: str, where: str, detail: str = "") -> None:
        """Note one violation at a place such as `org.dept-x.out:12` or `entry 3-17`."""
        self.violations[name] += 1
        if self.violations[name] <= EXAMPLES_EACH:
            self.examples.append({"violation": name, "where": where, "detail": detail})

    def mode(self, mode: str, event: str, number: int = 1) -> None:
        """Count something that happened to a case of a mode."""
        self.modes.setdefault(mode, Counter())[event] += number

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.violations

    def summary(self) -> dict[str, Any]:
        """Return the result as one JSON-ready object."""
        return {
            "passed": self.passed,
            "lost": sum(count for name, count in self.violations.items() if name in LOST),
            "duplicated": sum(n for name, n in self.violations.items() if name in DUPLICATED),
            "violations": dict(sorted(self.violations.items())),
            "examples": self.examples,
            "counts": dict(sorted(self.counts.items())),
            "modes": {
                mode: {name: events[name] for name in MODE_COUNTS}
                for mode, events in sorted(self.modes.items())
            },
        }


def as_json(verdict: Verdict) -> str:
    """Return the result as one line of JSON."""
    return json.dumps(verdict.summary(), ensure_ascii=False)


def as_text(verdict: Verdict) -> str:
    """Return the result as a few lines for a person."""
    summary = verdict.summary()
    counts = ", ".join(f"{name} {count}" for name, count in summary["counts"].items())
    lines = ["nothing lost, nothing doubled" if verdict.passed else "THE CHECK FAILED", counts]
    for mode, events in summary["modes"].items():
        lines.append(f"  {mode}: " + ", ".join(f"{name} {n}" for name, n in events.items()))
    lines += [f"  {name}: {count}" for name, count in summary["violations"].items()]
    lines += [f"    {e['violation']} {e['where']} {e['detail']}" for e in verdict.examples]
    return "\n".join(lines)
