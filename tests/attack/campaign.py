"""A seeded attack on the border: every message has an outcome that can be stated, nothing more."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from aiokafka.structs import ConsumerRecord

from hub import wire
from hub.border import BorderViolation, check
from hub.domain.commands import RejectMessage
from hub.lanes.admission import COMMAND_LIMIT_BYTES, Admitted, Border
from hub.lanes.incoming import read
from hub.lanes.kept import digest_of, to_ms
from hub.settings import Settings
from tests.attack.corpus import BOOK, NOW, Headers, Message, sound, spoken
from tests.attack.mutators import MUTATORS

Record: TypeAlias = "ConsumerRecord[bytes, bytes]"
SEEDS_PER_KIND: Final = 6
WARM: Final = 3_000
RECEIVED_MS: Final = to_ms(NOW)
REJECTION_LIMIT_BYTES: Final = 8_192
PAGE_BYTES: Final = 4_096


@dataclass(slots=True)
class Figures:
    """What an attack came to."""

    messages: int = 0
    valid: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    """How to make each crash again: mutator, seed and number, and what went wrong."""
    slowest_ms: float = 0.0
    slowest: str = ""
    before_bytes: int = 0
    after_bytes: int = 0

    def add(self, other: "Figures") -> None:
        """Take in what another process came to; memory is that of the worst."""
        self.messages += other.messages
        self.valid += other.valid
        self.rejected += other.rejected
        self.crashes += other.crashes
        if other.slowest_ms > self.slowest_ms:
            self.slowest_ms, self.slowest = other.slowest_ms, other.slowest
        if other.after_bytes - other.before_bytes >= self.after_bytes - self.before_bytes:
            self.before_bytes, self.after_bytes = other.before_bytes, other.after_bytes


def attacks(seed: int, count: int) -> Iterator[tuple[str, Message]]:
    """Yield mutated messages and by what, the same for the same seed."""
    random = Random(seed)
    corpus = [sound(random, kind, number) for number in range(SEEDS_PER_KIND) for kind in spoken()]
    for number in range(count):
        mutate = random.choice(MUTATORS)
        message, other = corpus[number % len(corpus)], random.choice(corpus)
        yield mutate.__name__, mutate(random, message, other)


def attack(seed: int, count: int) -> Figures:
    """Put mutated messages to the borders of all organisations; return what came of it."""
    figures = Figures()
    borders: dict[str, Border] = {}
    for number, (mutator, message) in enumerate(attacks(seed, count)):
        if number == min(WARM, count // 2):
            figures.before_bytes = resident_bytes()
        code = message.organisation
        border = borders.setdefault(code, Border(Settings(), code, BOOK))
        _put(figures, border, message, number, f"{mutator} seed={seed} number={number}")
    figures.after_bytes = resident_bytes()
    return figures


def _put(figures: Figures, border: Border, message: Message, number: int, name: str) -> None:
    record = record_of(message, number)
    began = time.perf_counter()
    try:
        admitted = border.admit(record)
        took_ms = 1000 * (time.perf_counter() - began)
        judge(record, message.organisation, admitted)
    except Exception as error:  # noqa: BLE001 - whatever comes out here is a finding
        figures.crashes.append(f"{name}: {type(error).__name__}: {error}")
        return
    finally:
        figures.messages += 1
    if took_ms > figures.slowest_ms:
        figures.slowest_ms, figures.slowest = took_ms, name
    if admitted.rule:
        figures.rejected[admitted.rule] += 1
    else:
        figures.valid += 1


def judge(record: Record, organisation: str, admitted: Admitted) -> None:
    """Raise AssertionError unless a rejection or a command is all that it must be."""
    size = len(admitted.subject) + len(admitted.value)
    size += sum(len(name) + len(value) for name, value in admitted.headers)
    assert size <= COMMAND_LIMIT_BYTES, f"{size} bytes do not fit the commands topic"
    command = wire.decode(admitted.value)
    if admitted.rule:
        _judge_rejection(record, organisation, admitted, command)
    else:
        assert admitted.value == record.value, "the bytes were changed"
        again = wire.encode(command)
        assert wire.decode(again) == command, "it does not decode to itself"
        assert wire.encode(wire.decode(again)) == again, "it has no stable bytes"
        check(command)
    _judge_arrival(organisation, admitted)


def _judge_rejection(
    record: Record, organisation: str, admitted: Admitted, told: wire.Message
) -> None:
    value = record.value or b""
    assert isinstance(told, RejectMessage)
    assert told.rule == admitted.rule
    assert told.sentence
    assert told.remedy
    assert told.organisation == organisation
    assert told.source == f"{record.topic}:{record.offset}"
    assert (told.digest, told.size_bytes) == (digest_of(value), len(value))
    assert len(admitted.value) < REJECTION_LIMIT_BYTES
    try:
        check(told)
    except BorderViolation as violation:
        raise AssertionError(f"the rejection itself is not of its form: {violation}") from violation


def _judge_arrival(organisation: str, admitted: Admitted) -> None:
    """The case lane must take it as a command, from the one who sent it and nobody else."""
    headers: Headers = [*admitted.headers]
    arrived = read(
        _record("hub.commands", 0, admitted.subject.encode(), admitted.value, headers), "t"
    )
    assert not arrived.fault, arrived.fault
    assert arrived.command.sender == ("hub" if admitted.rule else organisation)
    assert len(headers) == len(dict(headers)), "a header stands twice"


def record_of(message: Message, offset: int) -> Record:
    """Return a message as it lies in its outbox."""
    topic = f"org.{message.organisation}.out"
    return _record(topic, offset, message.key, message.value, message.headers)


def _record(
    topic: str, offset: int, key: bytes | None, value: bytes | None, headers: Headers
) -> Record:
    return ConsumerRecord(
        topic=topic,
        partition=0,
        offset=offset,
        timestamp=RECEIVED_MS,
        timestamp_type=1,
        key=key,
        value=value,
        checksum=None,
        serialized_key_size=-1,
        serialized_value_size=-1,
        headers=tuple(headers),  # type: ignore[arg-type]  # Kafka allows a header without a value
    )


def resident_bytes() -> int:
    """Return how much memory this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES
