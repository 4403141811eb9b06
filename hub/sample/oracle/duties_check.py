"""What is owed and by when: each duty is known to its owner, each card and lapse has its term."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hub.sample.oracle.verdict import Verdict

FACT = "lianban.fact."
CARDS = frozenset({FACT + "CardIssued", FACT + "QuestionCardIssued"})
LAPSE = FACT + "TermLapsed"
DEEMED = FACT + "CaseDeemedAccepted"
RECEIVED = FACT + "CaseReceived"
FORWARDED = FACT + "CaseForwarded"
APPLICANT = "applicant"
Day = tuple[str, str, int]
"""Leg, what it is about, last day."""


@dataclass(slots=True)
class _Case:
    """The terms that were ever opened, and what time itself has said."""

    opened: set[Day] = field(default_factory=set)
    unheard: dict[str, str] = field(default_factory=dict)
    """Who owes something and has not yet heard of the case: the entry that opened it."""
    at_the_door: dict[str, str] = field(default_factory=dict)
    """The same for a case that was received and not yet sent on to them."""
    knows: set[str] = field(default_factory=set)
    said: set[tuple[Any, ...]] = field(default_factory=set)


@dataclass(slots=True)
class DutiesCheck:
    """Follows the duties of the subjects of one partition."""

    verdict: Verdict
    _cases: dict[str, _Case] = field(default_factory=dict)

    def entry(
        self,
        subject: str,
        facts: list[tuple[str, dict[str, Any]]],
        knowing: Iterable[str],
        where: str,
    ) -> None:
        """Take in an entry; `knowing` are its sender and all that hear of it."""
        if not facts:
            return
        case = self._cases.setdefault(subject, _Case())
        for name, fact in facts:
            self._opened(case, name, fact, where)
            self._by_time(case, name, fact, where)
        case.knows.update(knowing)
        for organisation in knowing:
            case.unheard.pop(organisation, None)
            case.at_the_door.pop(organisation, None)

    def _opened(self, case: _Case, name: str, fact: dict[str, Any], where: str) -> None:
        """A term that starts with the receipt is owed by a third from the forwarding on."""
        if name == FORWARDED:
            case.unheard |= case.at_the_door
            case.at_the_door.clear()
        unheard = case.at_the_door if name == RECEIVED else case.unheard
        for term in fact.get("terms", ()):
            self.verdict.counts["terms_opened"] += 1
            case.opened.add((term["leg"], term["about"], term["due_on"]))
            if term["owner"] != APPLICANT and term["owner"] not in case.knows:
                unheard.setdefault(term["owner"], where)

    def _by_time(self, case: _Case, name: str, fact: dict[str, Any], where: str) -> None:
        """Time says each thing once, and only of a term that there was."""
        if name in CARDS:
            self._card(case, fact, where)
        elif name == LAPSE:
            day = fact["leg"], fact["about"], fact["due_on"]
            self._term(case, day, where)
            self._once(case, ("lapse", *day), "lapse_twice", where)
        elif name == DEEMED:
            self._once(case, ("deemed", fact["effective_on"]), "deemed_accepted_twice", where)

    def _card(self, case: _Case, fact: dict[str, Any], where: str) -> None:
        self.verdict.counts["cards"] += 1
        if fact["colour"] == "RED" and not fact["administration"]:
            self.verdict.violation("red_card_kept_below", where, fact["owner"])
        if fact.get("rule"):
            self._once(case, ("number", fact["number"]), "card_twice", where)
            return
        day = fact["leg"], fact.get("about", ""), fact["due_on"]
        self._term(case, day, where)
        self._once(case, ("number", fact["number"]), "card_twice", where)
        self._once(case, (fact["colour"], fact["owner"], *day), "card_twice", where)

    def _term(self, case: _Case, day: Day, where: str) -> None:
        if day not in case.opened:
            self.verdict.violation("no_such_term", where, f"{day[0]} {day[1]}".strip())

    def _once(self, case: _Case, what: tuple[Any, ...], name: str, where: str) -> None:
        if what in case.said:
            self.verdict.violation(name, where, " ".join(map(str, what)))
        case.said.add(what)

    def at_the_end(self) -> None:
        """Whoever owes something has heard of it by now."""
        for subject, case in self._cases.items():
            for organisation, where in case.unheard.items():
                detail = f"{organisation} never heard of {subject}"
                self.verdict.violation("duty_never_told", where, detail)
