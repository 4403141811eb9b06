"""The timeline of one subject: each entry of the journal as somebody can read it aloud."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.domain.facts import CardIssued, SpecialProcedureStarted
from hub.domain.facts.persons import ResponsibilityHandedOver
from hub.domain.refusals import IrregularityRule
from hub.domain.responsibility import responsible_by
from hub.domain.terms import APPLICANT, Term
from hub.domain.vocabulary import OutcomeKind
from hub.views.told import Told
from hub.views.values import word_of
from hub.views.words import FIELDS, OUTCOMES, fact_word, value_word

TERM_MARK = "⏱ "
"""Begins a line that tells a time limit."""

_IRREGULARITIES = {rule.code: rule for rule in IrregularityRule}


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
    asked = _first_asked(fact)
    beginning = _what_it_is(fact) if asked else ()
    return (*beginning, *said, *_in_words(fact), *asked, *[_term(term) for term in terms])


def _what_it_is(fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - a fact with which a case begins
    heading = fact.heading
    return (
        f"业务号 {heading.business_number}",
        f"事项 {heading.item_code}({word_of(heading.mode)})",
        f"决定机关 {heading.decider}",
    )


def _in_words(fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact
    """Return materials, the days that a special procedure takes, and what a rule says."""
    said = []
    if isinstance(fact, SpecialProcedureStarted):
        said.append(f"预计 {fact.days} 天;期间法定、承诺、环节期限停止计算")
    if materials := getattr(fact, "materials", ()):
        said.append(f"材料 {'、'.join([each.code for each in materials])}")
    if getattr(fact, "repeated", False):
        said.append("非首次告知")
    if isinstance(fact, CardIssued) and fact.rule in _IRREGULARITIES:
        rule = _IRREGULARITIES[fact.rule]
        said.append(f"{rule.sentence}{rule.source}")
    return tuple(said)


def _first_asked(fact: Any) -> tuple[str, ...]:  # noqa: ANN401 - any fact
    """Return who is responsible from a case's beginning on (首问负责); later facts name it."""
    if isinstance(fact, ResponsibilityHandedOver):
        return ()
    first = responsible_by(fact)
    return (f"首问责任人 {first.person}({first.organisation})",) if first else ()


def _term(term: Term) -> str:
    about = f"({term.about})" if term.about else ""
    provisional = ",暂定" if term.provisional else ""
    return f"{TERM_MARK}{value_word(term.leg)}{about} → {term.due_on} {_owner(term)}{provisional}"


def _owner(term: Term) -> str:
    return "申请人" if term.owner == APPLICANT else term.owner


def _why(told: Told) -> tuple[str, ...]:
    entry = told.entry
    if entry.refusal is not None:
        return f"规则 {entry.refusal.rule}", entry.refusal.sentence, entry.refusal.remedy
    if entry.parking is not None:
        return (f"原因 {entry.parking.error_class}",)
    return (f"首次结果见 {told.partition}-{entry.first}",)
