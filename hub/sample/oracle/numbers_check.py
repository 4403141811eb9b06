"""Numbers of documents: never used twice, a gap never without a reason, each in one case."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from hub.sample.oracle.verdict import Verdict

FACT = "lianban.fact."
BODY_OWN = frozenset(
    {FACT + name for name in ("DocumentIssued", "PermitAmended", "RenewalDecided")}
)
Register = tuple[str, str, int]
"""Issuer, kind of document, year."""
Own = tuple[str, str]
"""Issuer and number."""


@dataclass(slots=True)
class NumbersCheck:
    """Takes in the facts about numbers of all partitions; judged once at the end."""

    verdict: Verdict
    _last: dict[Register, int] = field(default_factory=dict)
    _assigned: dict[Own, tuple[Register, int, str]] = field(default_factory=dict)
    _voided: set[tuple[Register, int]] = field(default_factory=set)
    _registered: dict[Own, str] = field(default_factory=dict)
    _conflicts: set[tuple[str, str, str]] = field(default_factory=set)
    _noted: list[tuple[str, str, str, str]] = field(default_factory=list)
    _borne: dict[Own, set[str]] = field(default_factory=dict)

    def fact(self, name: str, fact: dict[str, Any], subject: str, where: str) -> None:
        """Take in one fact; those that are about no number are of no concern."""
        if name in BODY_OWN:
            if fact["number"]:
                own = fact["heading"]["decider"], fact["number"]
                self._borne.setdefault(own, set()).add(subject)
            return
        take = {
            "NumberAssigned": self._assign,
            "NumberVoided": self._void,
            "NumberRegistered": self._register,
            "NumberConflicted": self._conflict,
            "DocumentNumbered": self._note,
        }.get(name.removeprefix(FACT))
        if take is not None:
            take(fact, subject, where)

    def _assign(self, fact: dict[str, Any], _subject: str, where: str) -> None:
        register = fact["issuer"], fact["kind"], fact["year"]
        last, serial = self._last.get(register, 0), fact["serial"]
        if serial <= last or (fact["issuer"], fact["number"]) in self._assigned:
            self.verdict.violation("number_used_twice", where, fact["number"])
        elif serial > last + 1:
            self.verdict.violation("number_gap_unexplained", where, f"{serial} after {last}")
        self._last[register] = max(last, serial)
        one = register, serial, fact["case_id"]
        self._assigned.setdefault((fact["issuer"], fact["number"]), one)
        self.verdict.counts["numbers_assigned"] += 1

    def _void(self, fact: dict[str, Any], _subject: str, where: str) -> None:
        register = fact["issuer"], fact["kind"], fact["year"]
        one = register, fact["serial"]
        if one in self._voided or not 0 < fact["serial"] <= self._last.get(register, 0):
            self.verdict.violation("number_voided_without_cause", where, fact["number"])
        self._voided.add(one)

    def _register(self, fact: dict[str, Any], _subject: str, where: str) -> None:
        own = fact["issuer"], fact["number"]
        if own in self._registered:
            self.verdict.violation("number_used_twice", where, fact["number"])
        self._registered[own] = fact["case_id"]

    def _conflict(self, fact: dict[str, Any], _subject: str, _where: str) -> None:
        self._conflicts.add((fact["issuer"], fact["number"], fact["case_id"]))

    def _note(self, fact: dict[str, Any], subject: str, where: str) -> None:
        self._noted.append((fact["issuer"], fact["number"], subject, where))

    def at_the_end(self) -> None:
        """Judge what could lie in several partitions."""
        uses = Counter((issuer, number) for issuer, number, _, _ in self._noted)
        for issuer, number, case, where in self._noted:
            one = self._assigned.get((issuer, number))
            if one is None or one[2] != case:
                self.verdict.violation("number_of_another_case", where, number)
            elif uses[issuer, number] > 1:
                self.verdict.violation("number_used_twice", where, number)
        for (issuer, number), cases in self._borne.items():
            warned = {case for case in cases if (issuer, number, case) in self._conflicts}
            if len(cases - warned) > 1:
                detail = f"of {issuer} in {len(cases)} cases"
                self.verdict.violation("own_number_in_two_cases", number, detail)
