"""The figures of a run: what the players believe, set beside what the independent check found."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.sample.follower import Follower, percentile
from hub.sample.plan import CasePlan
from hub.sample.script import End

PROGRAMS = ("streets", "operators", "departments", "stories")
COLUMNS = ("submitted", "decided", "returned", "closed", "refused", "parked")
FILED = {End.CLOSED, End.REJECTED, End.WITHDRAWN}
"""Ends after which the file of a case is closed."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of a run that has ended; `done` are the final records of its programs."""

    plans: Sequence[CasePlan]
    follower: Follower
    done: Sequence[Mapping[str, Any]]
    verdict: Mapping[str, Any]
    seconds: float
    law: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """What the journal has of the law, see `hub.views.repertoire`."""
    proven: bool = True
    """Whether every entry of whoever must sign bears its signature."""

    @property
    def check_passed(self) -> bool:
        """Whether the check held, every case ended, only the bad was rejected, all is signed."""
        complete = len(self.done) == len(PROGRAMS) and all(part["complete"] for part in self.done)
        balanced = self.answers["REJECTED"] == self.follower.bad.total()
        return bool(self.verdict.get("passed")) and complete and balanced and self.proven

    @property
    def answers(self) -> Counter[str]:
        """How many answers of each kind the players got."""
        return _total(Counter(part["answers"]) for part in self.done)

    def figures(self) -> dict[str, Any]:
        """All figures as one JSON-ready object.

        `cases` = `closed` + `refused` + `parked` when all went well: refused are those refused when
        submitted, parked those behind a command that nobody can process. `rejected` and `repeated`
        count messages, `lost` and `duplicated` come from the independent check.
        """
        rows = self._rows()
        total = _total(counted for _, counted in rows)
        answers = self.answers
        return {
            "cases": len(self.plans),
            "closed": total["closed"],
            "refused": total["refused"],
            "parked": total["parked"],
            "rejected": answers["REJECTED"],
            "repeated": answers["REPEATED"],
            "lost": self.verdict.get("lost"),
            "duplicated": self.verdict.get("duplicated"),
            "modes": _by(rows, lambda plan: plan.offer.mode),
            "roads": _by(rows, lambda plan: plan.offer.road),
            "ends": self._ends(),
            "answers": {kind.lower(): count for kind, count in sorted(answers.items())},
            "messages": self.follower.sent,
            "bad_messages": dict(sorted(self.follower.bad.items())),
            "submit_to_return_s": self._times(),
            "surprises": [*self._surprises()],
            "stories": self._stories(),
            "law": self.law,
            "violations": self.verdict.get("violations", {}),
            "examples": self.verdict.get("examples", []),
            "could_not_check": self.verdict.get("could_not_check"),
            "checked": self.verdict.get("counts", {}),
            "seconds": round(self.seconds, 2),
            "check_passed": self.check_passed,
        }

    def _rows(self) -> list[tuple[CasePlan, Counter[str]]]:
        beliefs = defaultdict(list)
        for belief in self._beliefs():
            beliefs[belief["case_id"]].append(belief)
        submitted = self.follower.submitted
        return [
            (plan, _counted(plan, beliefs[plan.case_id], submitted=plan.case_id in submitted))
            for plan in self.plans
        ]

    def _beliefs(self) -> list[Mapping[str, Any]]:
        return [case for part in self.done for case in part["cases"]]

    def _surprises(self) -> Iterator[str]:
        for case in self._beliefs():
            yield from case["surprises"]
        for story in self._stories():
            if story["surprise"]:
                yield story["surprise"]

    def _stories(self) -> list[Mapping[str, Any]]:
        return [story for part in self.done for story in part.get("stories", ())]

    def _ends(self) -> dict[str, int]:
        """How cases ended, as the one that closes or opened them believes."""
        ends: dict[str, str] = {}
        for part in sorted(self.done, key=lambda part: part["kind"] == "streets"):
            if part["kind"] != "departments":
                ends |= {case["case_id"]: case["end"] or "open" for case in part["cases"]}
        return dict(sorted(Counter(ends.values()).items()))

    def _times(self) -> dict[str, float | int | None]:
        times = self.follower.seconds_to_return()
        p50, p99 = percentile(times, 0.50), percentile(times, 0.99)
        return {"p50": p50, "p99": p99, "count": len(times)}


def read_done(folder: Path) -> list[dict[str, Any]]:
    """The final records of the programs that have ended in order."""
    paths = [folder / f"{name}.done.json" for name in PROGRAMS]
    return [json.loads(path.read_text()) for path in paths if path.exists()]


def _counted(
    plan: CasePlan, beliefs: Sequence[Mapping[str, Any]], *, submitted: bool
) -> Counter[str]:
    at_street = [case for case in beliefs if case["organisation"] == plan.offer.street]
    ends = {case["end"] for case in beliefs}
    return Counter(
        submitted=submitted,
        decided=any(case["decision"] for case in beliefs),
        returned=any(case["returned"] for case in at_street),
        closed=any(case["end"] in FILED for case in at_street),
        refused=End.REFUSED in ends,
        parked=End.PARKED in ends,
    )


def _by(
    rows: Iterable[tuple[CasePlan, Counter[str]]], name: Callable[[CasePlan], str]
) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for plan, counted in rows:
        found[str(name(plan))].update(counted)
    return {name: {each: found[name][each] for each in COLUMNS} for name in sorted(found)}


def _total(counters: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total
