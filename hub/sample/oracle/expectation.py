"""From an entry's facts to the messages that must be in the inboxes, each named by its content."""

import sys
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hub.sample.oracle.audience import HEARS, OWNERS, STEPS, WAITING, Fields, Say
from hub.sample.oracle.contracts import Contracts

FACT = "lianban.fact."
INBOX = "lianban.inbox."
APPLICANT = "applicant"
OPENED_OTHERWISE = frozenset({"terms", "formerly"})
"""Fields that a message has in part only: each owner hears of its own terms."""


class Spec(NamedTuple):
    """A kind of message and the fields in which it must agree with the fact it comes from."""

    kind: str
    fields: tuple[str, ...]


class Owed(NamedTuple):
    """A message that must be in one inbox exactly once; `content` is a hash of what it says."""

    spec: Spec
    to: str
    content: int


def content_of(values: Fields, fields: tuple[str, ...]) -> int:
    """Return a hash of the named fields; nothing and an empty text are the same."""
    return hash(repr([None if values[name] == "" else values[name] for name in fields]))


@dataclass(slots=True)
class Expectations:
    """Works out who must hear what; rows of the table are looked at once for each kind."""

    contracts: Contracts
    _specs: dict[tuple[str, Say], Spec] = field(default_factory=dict)

    def of(self, name: str, fact: Fields) -> tuple[Owed, ...]:
        """Return what the fact with this full name obliges to, an unknown kind to nothing."""
        kind = name.removeprefix(FACT)
        owed: list[Owed] = []
        for say in HEARS.get(kind, ()):
            if say.when is None or say.when(fact):
                owed += self._steps(fact) if STEPS in say.to else self._said(kind, say, fact)
        return tuple(owed)

    def _said(self, kind: str, say: Say, fact: Fields) -> list[Owed]:
        spec = self._spec(kind, say, fact)
        values = fact
        if say.due:
            terms = fact["terms"]
            values = fact | {say.due: terms[0]["due_on"] if terms else None}
        content = content_of(values, spec.fields)
        return [Owed(spec, sys.intern(to), content) for to in receivers(say, fact)]

    def _spec(self, kind: str, say: Say, fact: Fields) -> Spec:
        known = self._specs.get((kind, say))
        if known is None:
            names = self.contracts.fields(INBOX + say.message)
            both = [name for name in names if name in fact or name == say.due]
            apart = OPENED_OTHERWISE | say.apart
            known = Spec(say.message, tuple(name for name in both if name not in apart))
            self._specs[kind, say] = known
        return known

    def _steps(self, fact: Fields) -> list[Owed]:
        """Return the steps that somebody else owes to the deciding body."""
        spec = Spec("StepAssigned", ("heading", "step", "due_on"))
        decider = fact["heading"]["decider"]
        return [
            Owed(spec, sys.intern(term["owner"]), content_of(said, spec.fields))
            for term in fact["terms"]
            if term["leg"] == "STEP" and term["owner"] != decider
            for said in [fact | {"step": term["about"], "due_on": term["due_on"]}]
        ]


def receivers(say: Say, fact: Fields) -> tuple[str, ...]:
    """Return each receiver once."""
    named = [code for role in say.to for code in _of_role(role, fact)]
    not_told = {code for role in say.but for code in _of_role(role, fact)}
    return tuple(dict.fromkeys(code for code in named if code and code not in not_told))


def _of_role(role: str, fact: Fields) -> list[str]:
    heading: dict[str, Any] = fact.get("heading") or {}
    if role == WAITING:
        here = [heading["street"], heading["submitter"]]
        return [] if heading["decider"] in here else here
    if role == OWNERS:
        return [term["owner"] for term in fact["terms"] if term["owner"] != APPLICANT]
    value = heading[role] if role in heading else fact[role]
    return value if isinstance(value, list) else [value or ""]
