"""Ways to spoil a message: its bytes, a field, its headers, the record around it."""

import struct
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from random import Random
from typing import Any, Final

from avro.cloudevents import format_time
from avro.codec import HEADER_BYTES
from hub import wire
from tests.attack.corpus import CODES, NOW, Headers, Message, command_of, hints
from tests.contracts import test_fuzz as bytes_of

Mutator = Callable[[Random, Message, Message], Message]

HOSTILE_TEXTS: Final = (
    "",
    "\x00",
    "a\nb",
    "\u202ea",
    "a\u200bb",
    "\ufeffa",
    "\ud7ff",
    "a" * 5_000,
    "证" * 601,
    "11010519491231002X",
    "13800138000",
    "../../etc/passwd",
    "<script>",
    "'; DROP TABLE",
    "${jndi:ldap://x}",
    "é" * 50,
    "e\u0301" * 60,
    " a",
    "case-" + "1" * 26,
    "(a+)+" * 16,
)
HOSTILE_BYTES: Final = (
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"x" * 513,
    b"x" * 20_000,
    "\u202eevil".encode(),
    "\u200b".encode(),
    b"\r\nx: y",
    b" ",
)
TIMES: Final = (
    b"2026-03-02T01:00:00",
    b"2026-02-30T01:00:00Z",
    b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:59-14:00",
    b"2026-03-02T24:00:00Z",
    b"2026-03-02T01:00:60Z",
    b"2026-03-02T01:00:00.1234567891Z",
    b"2026-03-02T01:00:00+99:99",
    b"\xd9\xa2026-03-02T01:00:00Z",
    b"yesterday",
    b"NaN",
    b"1e309",
)
NAMES: Final = ("", "\ufffd", "\u202e", "x" * 70, "ce_\x00", "lb_source", "lb_unreadable", "CE_ID")


def _on_bytes(mutate: Callable[[Random, bytes, bytes], bytes]) -> Mutator:
    def mutator(random: Random, message: Message, other: Message) -> Message:
        return replace(message, value=mutate(random, message.value or b"", other.value or b""))

    mutator.__name__ = mutate.__name__
    return mutator


def not_a_number(random: Random, message: Message, _other: Message) -> Message:
    """Put a float that is no number, or infinite, over some bytes."""
    value = message.value or b""
    at = random.randrange(HEADER_BYTES, len(value) + 1)
    odd = struct.pack("<d", random.choice((float("nan"), float("inf"), -0.0)))
    return replace(message, value=value[:at] + odd + value[at + 8 :])


def claim(random: Random, message: Message, _other: Message) -> Message:
    """Claim blocks of items, forward or negative with a size, again and again."""
    value = message.value or b""
    at = random.randrange(HEADER_BYTES, len(value) + 1)
    block = random.choice((b"\x01\x02", b"\x7f\x80\x01", b"\x02", b"\xff\xff\x03", b"\x03\x00"))
    return replace(message, value=value[:at] + block * random.choice((1, 50, 1_000)) + value[at:])


def concatenate(_random: Random, message: Message, other: Message) -> Message:
    """Send two messages as one."""
    return replace(message, value=(message.value or b"") + (other.value or b""))


def spoil_text(random: Random, message: Message, _other: Message) -> Message:
    """Put a hostile text into a field of the message."""
    assert message.kind is not None
    command = command_of(random, message.kind)
    names = [each.name for each in fields(command) if hints(message.kind)[each.name] is str]
    if not names:
        return concatenate(random, message, message)
    text = random.choice(HOSTILE_TEXTS)
    spoiled: Any = replace(command, **{random.choice(names): text})
    return replace(message, value=wire.encode(spoiled))


def multiply(random: Random, message: Message, _other: Message) -> Message:
    """Let a list have more items than it may."""
    assert message.kind is not None
    command = command_of(random, message.kind)
    lists = {
        each.name: value
        for each in fields(command)
        if isinstance(value := getattr(command, each.name), tuple) and value
    }
    if not lists:
        return claim(random, message, message)
    name = random.choice(sorted(lists))
    longer = lists[name][:1] * random.choice((51, 101, 1_001))
    return replace(message, value=wire.encode(replace(command, **{name: longer})))


def oversize(random: Random, message: Message, _other: Message) -> Message:
    """Be as long as a limit, a byte more, or as long as the topic takes."""
    size = random.choice((260_095, 260_096, 262_143, 262_144, 262_145, 1_000_000))
    return replace(message, value=(message.value or b"").ljust(size, b"\x00"))


def nothing(random: Random, message: Message, _other: Message) -> Message:
    """Send no value, or hardly any."""
    return replace(message, value=random.choice((None, b"", b"\xc3", b"\xc3\x01", bytes(10))))


def odd_key(random: Random, message: Message, _other: Message) -> Message:
    """Send another key; it is nobody's business."""
    return replace(message, key=random.choice((None, b"", b"\xff" * 100, bytes(270_000))))


def drop_header(random: Random, message: Message, _other: Message) -> Message:
    """Leave a header out."""
    headers = list(message.headers)
    del headers[random.randrange(len(headers))]
    return replace(message, headers=headers)


def double_header(random: Random, message: Message, _other: Message) -> Message:
    """Send a header twice, with the same or another value."""
    name, value = random.choice(message.headers)
    other = random.choice((value, b"other", None))
    return replace(message, headers=[*message.headers, (name, other)])


def spoil_header(random: Random, message: Message, _other: Message) -> Message:
    """Put hostile bytes, or nothing, into a header."""
    return _with(message, random.choice(message.headers)[0], random.choice((*HOSTILE_BYTES, None)))


def odd_header(random: Random, message: Message, _other: Message) -> Message:
    """Add headers nobody knows, or that only the hub writes."""
    added: Headers = [(random.choice(NAMES), random.choice((*HOSTILE_BYTES, None)))]
    if random.random() < 0.2:
        added = [(f"x-{n}", b"") for n in range(random.choice((50, 64, 1_000)))]
    return replace(message, headers=[*message.headers, *added])


def other_sender(random: Random, message: Message, _other: Message) -> Message:
    """Speak in another's name, or in the hub's."""
    name = random.choice((*CODES.values(), "hub", "nobody", ""))
    source = random.choice((f"/organisation/{name}", f"/{name}", name, f"/organisation/{name}/"))
    return _with(message, "ce_source", source.encode())


def other_outbox(random: Random, message: Message, _other: Message) -> Message:
    """Put a message into an outbox of another organisation, honestly or not."""
    code = random.choice((*CODES.values(), "nobody"))
    moved = replace(message, organisation=code)
    honest = random.random() < 0.5
    return _with(moved, "ce_source", f"/organisation/{code}".encode()) if honest else moved


def other_type(_random: Random, message: Message, other: Message) -> Message:
    """Say another type than the content has, with or without its fingerprint."""
    stated = dict(other.headers)
    return _with(message, "ce_type", stated["ce_type"])


def other_time(random: Random, message: Message, _other: Message) -> Message:
    """Be from the future, from the past, or from no time at all."""
    days = random.choice((-40_000, -31, -30, 1, 400, 40_000))
    stated = random.choice((*TIMES, format_time(NOW + timedelta(days=days, seconds=1))))
    return _with(message, "ce_time", stated)


def forbidden(random: Random, message: Message, _other: Message) -> Message:
    """Say what only the hub says."""
    stated = random.choice(("lianban.command.Tick", "lianban.command.RejectMessage"))
    return _with(message, "ce_type", stated.encode())


def twice(random: Random, message: Message, other: Message) -> Message:
    """Spoil it in two ways at once."""
    once = random.choice(SINGLE)(random, message, other)
    usable = once.value is not None and len(once.value) > HEADER_BYTES and once.headers
    return random.choice(SINGLE)(random, once, other) if usable else once


def sound_again(_random: Random, message: Message, _other: Message) -> Message:
    """Leave it as it is: a replay."""
    return message


def _with(message: Message, name: str, value: bytes | None) -> Message:
    headers = [(each, value if each == name else stated) for each, stated in message.headers]
    return replace(message, headers=headers)


SINGLE: Final[tuple[Mutator, ...]] = (
    *(_on_bytes(mutate) for mutate in bytes_of.MUTATIONS),
    not_a_number,
    claim,
    concatenate,
    spoil_text,
    multiply,
    oversize,
    nothing,
    odd_key,
    drop_header,
    double_header,
    spoil_header,
    odd_header,
    other_sender,
    other_outbox,
    other_type,
    other_time,
    forbidden,
    sound_again,
)
MUTATORS: Final[tuple[Mutator, ...]] = (*SINGLE, *(twice,) * 6)
