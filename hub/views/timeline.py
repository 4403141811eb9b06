"""The timeline of one subject: each entry of the journal as somebody can read it aloud."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.domain.facts.persons import ResponsibilityHandedOver
from hub.domain.responsibility import responsible_by
from hub.domain.terms import Term
from hub.domain.vocabulary import OutcomeKind
from hub.views.told import Told
from hub.views.words import FIELDS, OUTCOMES, fact_word, value_word

TERM_MARK = "⏱ "
"""Begins a line that tells a time limit."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when (UTC), who said it, what happened, with what, and where it is written.

    `entry` is the journal entry, `<partition>-<number>`; `kind` the outcome of the command.
    """

    at: datetime
    who: str
    what: str
    details: tuple[str, ...]
    entry: str
    kind: OutcomeKind


def timeline(entries: Iterable[Told]) -> Iterator[Line]:
    """Yield a line for each fact, and one for each command that led to none."""
    for told in entries:
        entry = told.entry
        who = "时钟" if told.by_time else entry.command.sender
        where = f"{told.partition}-{entry.number}"
        if entry.outcome is OutcomeKind.FACTS:
            for fact in told.facts:
                name = type(fact).__name__
                yield Line(told.at, who, fact_word(name), details_of(fact), where, entry.outcome)
        elif not entry.echo:
            yield Line(told.at, who, OUTCOMES[entry.outcome], _why(told), where, entry.outcome)


def details_of(fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact
    """Return what is worth a look in a fact, then the time limits that begin with it."""
    said = [
        f"{label} {value_word(value)}"
        for name, label in FIELDS.items()
        if (value := getattr(fact, name, None)) not in (None, "", ())
    ]
    terms: tuple[Term, ...] = getattr(fact, "terms", ())
    return (*said, *_first_asked(fact), *[_term(term) for term in terms])


def _first_asked(fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact
    """Return who is responsible from a case's beginning on (首问负责); later facts name it."""
    if isinstance(fact, ResponsibilityHandedOver):
        return ()
    first = responsible_by(fact)
    return (f"首问责任人 {first.person}({first.organisation})",) if first else ()


def _term(term: Term) -> str:
    about = f"({term.about})" if term.about else ""
    provisional = ",暂定" if term.provisional else ""
    return f"{TERM_MARK}{value_word(term.leg)}{about} → {term.due_on} {term.owner}{provisional}"


def _why(told: Told) -> tuple[str, ...]:
    entry = told.entry
    if entry.refusal is not None:
        return f"规则 {entry.refusal.rule}", entry.refusal.sentence, entry.refusal.remedy
    if entry.parking is not None:
        return (f"原因 {entry.parking.error_class}",)
    return (f"首次结果见 {told.partition}-{entry.first}",)
