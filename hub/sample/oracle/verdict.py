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
    "carried_message_missing",
    "receipt_missing",
    "duty_never_told",
    "released_without_outcome",
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
    "inbox_message_extra",
    "parked_ended_twice",
    "number_used_twice",
    "own_number_in_two_cases",
    "card_twice",
    "lapse_twice",
    "deemed_accepted_twice",
    "decision_returned_twice",
    "document_returned_twice",
    "work_assigned_twice",
    "receipted_twice",
})  # fmt: skip
OTHERWISE_WRONG = frozenset({
    "acknowledgements_disagree",
    "answer_disagrees",
    "carried_message_altered",
    "carried_message_unfounded",
    "carried_out_of_order",
    "chain_broken",
    "chain_forked",
    "clock_backwards",
    "content_disagrees",
    "decided_out_of_order",
    "entry_after_last_of_origin",
    "entry_of_other_bytes",
    "entry_on_other_subject",
    "entry_without_command",
    "file_agreed_too_soon",
    "file_destroyed_and_more",
    "file_destroyed_unagreed",
    "inbox_message_unfounded",
    "inbox_out_of_order",
    "key_in_wrong_partition",
    "message_of_another_case",
    "no_such_term",
    "number_gap_unexplained",
    "number_not_gapless",
    "number_of_another_case",
    "number_voided_without_cause",
    "origin_backwards",
    "origin_not_closed",
    "origin_of_abandoned_topic",
    "outcome_disagrees_with_facts",
    "outcome_of_other_bytes",
    "outcome_without_message",
    "overtook_parked",
    "parked_count_disagrees",
    "parking_without_reason",
    "reached_somebody_else",
    "receipt_of_nothing",
    "red_card_kept_below",
    "receipt_of_other_bytes",
    "received_message_altered",
    "refusal_without_reason",
    "released_out_of_order",
    "repeat_of_wrong_first",
    "repeat_of_wrong_outcome",
    "repeated_without_first",
    "sequence_not_gapless",
    "subject_in_two_partitions",
    "unknown_fact",
    "unknown_message",
    "unreadable",
})  # fmt: skip
VIOLATIONS = LOST | DUPLICATED | OTHERWISE_WRONG
"""Every name that the check can report; each is planted by a test of the check itself."""
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
        """Note one violation at a place such as `org.dept-x.out:12` or `entry 3-17`.

        Raises ValueError: a name that is not listed, so that none goes without a planted fault.
        """
        if name not in VIOLATIONS:
            raise ValueError(f"{name} is not among the violations that are listed")
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
