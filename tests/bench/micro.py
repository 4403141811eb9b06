"""Small figures: what rules, fold and contracts cost by themselves, without Kafka."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.context import Context
from hub.domain.decide import decide, evolve
from hub.domain.vocabulary import OutcomeKind
from hub.journal import CommandRecord, JournalEntry, Origin
from hub.settings import Settings
from tests.bench import due
from tests.bench.arena import SNAPSHOT
from tests.bench.figures import Figures, median_us, time_us
from tests.bench.load import BEGIN, Said, life
from tests.bench.town import town

CASES = 200


@dataclass(frozen=True, slots=True)
class Moment:
    """One command in the life of a case, with what was known before and what followed."""

    said: Said
    state: Any
    context: Context
    facts: tuple[Any, ...]


async def measure(settings: Settings, _events: int) -> Figures:
    """CPU microseconds of decide, evolve, encode and decode, bytes of a case, what is due."""
    book = town()
    moments = [moment for number in range(CASES) for moment in _moments(number)]
    facts = [fact for moment in moments for fact in moment.facts]
    entries = [_entry(moment) for moment in moments]
    commands = [moment.said.command for moment in moments]
    states = [moment.state for moment in moments if moment.state is not None]
    sizes = [len(msgspec.msgpack.encode(state)) for state in states]
    return {
        "decide_and_evolve_median_us": median_us(lambda m: _decided(m, book), moments),
        "decide_us": time_us(lambda m: decide(m.said.command, m.state, m.context, book), moments),
        "evolve_us": time_us(lambda m: _evolved(m.state, m.facts, m.said.subject), moments),
        "decode_command_us": time_us(wire.decode, [wire.encode(each) for each in commands]),
        "encode_command_us": time_us(wire.encode, commands),
        "encode_fact_us": time_us(wire.encode, facts),
        "decode_fact_us": time_us(wire.decode, [wire.encode(fact) for fact in facts]),
        "encode_entry_us": time_us(wire.encode, entries),
        "decode_entry_us": time_us(wire.decode, [wire.encode(entry) for entry in entries]),
        "encode_state_us": time_us(msgspec.msgpack.encode, states),
        "state_bytes": round(sum(sizes) / len(sizes)),
        "state_most_bytes": max(sizes),
        "entry_bytes": round(sum(map(len, map(wire.encode, entries))) / len(entries)),
        **due.measure(Path(str(settings.data), "due")),
    }


def _moments(number: int) -> list[Moment]:
    book = town()
    state = None
    made = []
    for said in life(number):
        context = Context(
            subject=said.subject, sender=said.sender, made_at=BEGIN, received_at=BEGIN, clock=BEGIN
        )
        facts = decide(said.command, state, context, book)
        made.append(Moment(said, state, context, facts))
        state = _evolved(state, facts, said.subject)
    return made


def _decided(moment: Moment, book: Catalogue) -> Any:  # noqa: ANN401 - any state
    said = moment.said
    return _evolved(
        moment.state, decide(said.command, moment.state, moment.context, book), said.subject
    )


def _evolved(state: Any, facts: tuple[Any, ...], subject: str) -> Any:  # noqa: ANN401 - any state
    for fact in facts:
        state = evolve(state, fact, subject)
    return state


def _entry(moment: Moment) -> JournalEntry:
    said = moment.said
    return JournalEntry(
        number=4711,
        subject=said.subject,
        sequence=3,
        previous=SNAPSHOT,
        origin=Origin(
            topic_id="7f3f29f0-2ac4-4c2a-8f9e-4be0a1d2c3b4", partition=3, offset=123456, last=True
        ),
        command=CommandRecord(
            id=f"{said.sender}/{said.message_id}",
            sender=said.sender,
            source=f"org.{said.sender}.out:123456",
            made_at=BEGIN,
            received_at=BEGIN,
            body=wire.encode(said.command),
            signature=None,
            traceparent=None,
        ),
        outcome=OutcomeKind.FACTS,
        facts=tuple(wire.encode(fact) for fact in moment.facts),
        refusal=None,
        parking=None,
        first=None,
        echo=False,
        catalogue=SNAPSHOT,
        clock=BEGIN,
        first_outcome=None,
    )
