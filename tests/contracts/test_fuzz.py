"""A hundred thousand broken messages: each is a valid value or rejected with a named reason."""

import tracemalloc
from collections import Counter
from random import Random

from avro import strict
from avro.codec import HEADER_BYTES
from avro.errors import Reason, Undecodable
from avro.registry import writers
from hub import wire
from tests.contracts.examples import example

MUTANTS = 100_000
SEED = 20_260_301
HUGE = (
    b"\xfe\xff\xff\xff\x0f",
    b"\xfe" + b"\xff" * 8 + b"\x01",
    b"\xff" * 9 + b"\x01",
    b"\xff" * 12,
)
MEMORY_LIMIT_BYTES = 8_000_000
CHECKED_FOR_MEMORY = 5_000


def flip(random: Random, data: bytes, _other: bytes) -> bytes:
    """Flip up to eight bits anywhere."""
    out = bytearray(data)
    for _ in range(random.randint(1, 8)):
        out[random.randrange(len(out))] ^= 1 << random.randrange(8)
    return bytes(out)


def flip_body(random: Random, data: bytes, _other: bytes) -> bytes:
    """Change bytes behind the header."""
    out = bytearray(data)
    for _ in range(random.randint(1, 4)):
        out[random.randrange(HEADER_BYTES, len(out))] = random.randrange(256)
    return bytes(out)


def cut(random: Random, data: bytes, _other: bytes) -> bytes:
    """Keep only the beginning."""
    return data[: random.randrange(len(data))]


def splice(random: Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one message and the end of another."""
    return data[: random.randrange(len(data))] + other[random.randrange(len(other)) :]


def rehead(_random: Random, data: bytes, other: bytes) -> bytes:
    """One message's header on another's body."""
    return other[:HEADER_BYTES] + data[HEADER_BYTES:]


def inflate(random: Random, data: bytes, _other: bytes) -> bytes:
    """Put a huge length or count somewhere in place of a byte."""
    at = random.randrange(HEADER_BYTES, len(data))
    return data[:at] + random.choice(HUGE) + data[at + 1 :]


def pad(random: Random, data: bytes, _other: bytes) -> bytes:
    """Bytes too many, in the middle or at the end."""
    at = random.choice((len(data), random.randrange(len(data))))
    return data[:at] + random.randbytes(random.randint(1, 20)) + data[at:]


MUTATIONS = (flip, flip_body, flip_body, cut, splice, rehead, inflate, pad)


def _mutants(random: Random, count: int) -> list[bytes]:
    kinds = list(wire.types().values())
    seeds = [wire.encode(example(random, kind)) for kind in kinds for _ in range(12)]
    return [
        random.choice(MUTATIONS)(random, seeds[at % len(seeds)], random.choice(seeds))
        for at in range(count)
    ]


def _outcome(data: bytes) -> str:
    """`valid` or the reason; anything but Undecodable fails the test."""
    try:
        message = wire.decode(data)
    except Undecodable as error:
        return Reason(error.reason)
    written = wire.encode(message)
    assert wire.decode(written) == message
    if written != data:  # lawful, though no writer of ours would write it so
        strict.check(data, HEADER_BYTES, writers()[data[2:HEADER_BYTES]].schema)
    return "valid"


def test_every_mutant_is_valid_or_rejected_by_name() -> None:
    """Nothing but a value or a named reason ever comes out, over all types of messages."""
    outcomes = Counter(_outcome(data) for data in _mutants(Random(SEED), MUTANTS))
    assert outcomes.total() == MUTANTS
    body_reasons = {
        Reason.UNKNOWN_FINGERPRINT,
        Reason.NO_MARKER,
        Reason.TRUNCATED,
        Reason.TRAILING_BYTES,
        Reason.BAD_NUMBER,
        Reason.BAD_LENGTH,
        Reason.BAD_BOOLEAN,
        Reason.BAD_ENUM,
        Reason.BAD_UNION,
        Reason.BAD_BLOCK,
        Reason.BAD_UTF8,
        Reason.BAD_TIMESTAMP,
        Reason.BAD_DATE,
    }
    assert set(outcomes) == {"valid", *body_reasons}, "a kind of damage is never met"


def test_memory_stays_flat() -> None:
    """Decoding mutants keeps nothing and never needs much at once."""
    mutants = _mutants(Random(SEED + 1), CHECKED_FOR_MEMORY)
    for data in mutants:
        _outcome(data)
    tracemalloc.start()
    for data in mutants:
        _outcome(data)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEMORY_LIMIT_BYTES
    assert kept < 1_000_000
