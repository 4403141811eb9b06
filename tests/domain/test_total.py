"""Every command in every state has an outcome: facts, or a refusal that says what to do."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from hub import wire
from hub.domain.announcements import announce
from hub.domain.case import Case
from hub.domain.commands import COMMANDS, Command
from hub.domain.context import Context
from hub.domain.decide import decide, elapse, evolve
from hub.domain.facts import Fact
from hub.domain.refusals import Refused
from hub.domain.subjects import (
    CatalogueRegister,
    IssuerRegister,
    NumberRecord,
    OrganisationRecord,
    PartitionRecord,
    State,
)
from hub.domain.vocabulary import Status
from hub.sample.stories.book import in_the_demo
from hub.views.told import ENTRY_LIMIT_BYTES, Told
from tests.contracts.examples import example
from tests.domain.scenes import STREET
from tests.views import repertoire

BOOK = in_the_demo()
RECORDS = (OrganisationRecord, CatalogueRegister, PartitionRecord, IssuerRegister, NumberRecord)
AT_RANDOM = 2
"""So many commands of each kind are made up, beside those that the repertoire says."""


@pytest.fixture(scope="module")
def journal() -> list[Told]:
    """The whole repertoire."""
    return repertoire.chronicle().told


def states(journal: list[Told]) -> list[State | None]:
    """Nothing, each sort of state that the repertoire comes by, and what is no case."""
    found: dict[Any, State | None] = {None: None}
    for state in (told.after for told in journal):
        if isinstance(state, Case):
            legs = frozenset(each.term.leg for each in state.terms)
            found.setdefault((state.status, state.heading.mode, state.decision, legs), state)
        else:
            found.setdefault(type(state), state)
    random = Random(4)
    for kind in RECORDS:
        found.setdefault(kind, example(random, kind))
    return list(found.values())


def said(journal: list[Told]) -> dict[type, list[Command]]:
    """Commands of every kind: what the repertoire says, and some made up."""
    random = Random(5)
    found: dict[type, list[Command]] = {
        kind: [example(random, kind) for _ in range(AT_RANDOM)] for kind in COMMANDS
    }
    for told in journal:
        if told.entry.command.body:
            command = wire.decode(told.entry.command.body, ENTRY_LIMIT_BYTES)
            found[type(command)].append(command)
    return {kind: [*each[:AT_RANDOM], *each[AT_RANDOM:][-2:]] for kind, each in found.items()}


def speakers(state: State | None) -> Iterator[str]:
    """Who has a say in a case, and who has none."""
    yield from ("admin", "nobody")
    if isinstance(state, Case):
        yield from {state.heading.street, state.heading.decider, state.heading.submitter} - {""}
    else:
        yield from (STREET, "dept-zhujian")


def test_every_command_in_every_state_has_an_outcome(journal: list[Told]) -> None:
    """Whoever says whatever of whatever: facts that fold and are told, or words for the clerk."""
    commands, pairs, done = said(journal), set(), set()
    now = max(told.entry.command.received_at for told in journal) + timedelta(days=1)
    for state in states(journal):
        subject = "case-x"
        for sender in speakers(state):
            context = Context(
                subject=subject, sender=sender, made_at=now, received_at=now, clock=now
            )
            for kind, each in commands.items():
                pairs.add((kind, state.status if isinstance(state, Case) else type(state)))
                for command in each:
                    outcome = _outcome(command, state, context)
                    if isinstance(outcome, Refused):
                        assert all((outcome.rule.code, outcome.sentence, outcome.remedy))
                    else:
                        assert outcome
                        done.add(kind)
    assert pairs >= {(kind, status) for kind in COMMANDS for status in Status}
    assert pairs >= {(kind, record) for kind in COMMANDS for record in RECORDS}
    assert len(done) > len(COMMANDS) // 2, sorted(kind.__name__ for kind in done)


def _outcome(command: Command, state: State | None, context: Context) -> tuple[Fact, ...] | Refused:
    """Facts that fold, are told and let time go on, or the refusal; nothing else may happen."""
    try:
        facts = decide(command, state, context, BOOK)
    except Refused as refused:
        return refused
    for fact in facts:
        announce(context.subject, fact)
        state = evolve(state, fact, context.subject)
    elapse(state, context.clock, BOOK)
    return facts
