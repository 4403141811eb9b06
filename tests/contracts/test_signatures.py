"""What an organisation signs: every part of it counts, and nothing else does."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from avro.cloudevents import Event, parse
from avro.signatures import CONTEXT, sign, signed_bytes, verifies

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
NOW = datetime(2026, 3, 1, 8, 30, 15, 250_000, tzinfo=UTC)
TYPES = ("lianban.command.AcceptCase", "lianban.command.RecordStep")
TEXT = st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=40)
EVENTS = st.builds(
    Event,
    id=TEXT,
    source=TEXT,
    type=st.sampled_from(TYPES),
    time=st.integers(0, 2**52).map(lambda us: NOW + timedelta(microseconds=us - 2**51)),
)
BODIES = st.binary(max_size=200)


@settings(deadline=None)
@given(event=EVENTS, body=BODIES)
def test_a_signature_is_verified_after_the_way_through_the_headers(
    event: Event, body: bytes
) -> None:
    """What the sender signed is what the reader of the record finds."""
    read = parse(sign(KEY, event, body).headers())
    assert len(read.signature or b"") == 64
    assert verifies(PUBLIC, read, body)
    assert not verifies(Ed25519PrivateKey.generate().public_key(), read, body)


@settings(deadline=None)
@given(event=EVENTS, other=EVENTS, body=BODIES, other_body=BODIES, data=st.data())
def test_any_change_of_a_signed_part_makes_it_wrong(
    event: Event, other: Event, body: bytes, other_body: bytes, data: st.DataObject
) -> None:
    """Sender, id, type, time to the millisecond, body: none may be another one."""
    part = data.draw(st.sampled_from(["id", "source", "type", "time", "body"]))
    signed = sign(KEY, event, body)
    if part == "body":
        assert verifies(PUBLIC, signed, other_body) is (other_body == body)
        return
    changed = replace(signed, **{part: getattr(other, part)})
    same = signed_bytes(changed, body) == signed_bytes(event, body)
    assert verifies(PUBLIC, changed, body) is same
    assert same is (_told(changed, part) == _told(event, part))


def _told(event: Event, part: str) -> object:
    """A part as finely as it is signed."""
    value = getattr(event, part)
    if not isinstance(value, datetime):
        return value
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


@settings(deadline=None)
@given(event=EVENTS, body=BODIES, place=st.integers(0, 511))
def test_any_other_signature_is_wrong(event: Event, body: bytes, place: int) -> None:
    """One bit of the signature is enough."""
    signature = bytearray(sign(KEY, event, body).signature or b"")
    signature[place // 8] ^= 1 << place % 8
    assert not verifies(PUBLIC, replace(event, signature=bytes(signature)), body)


@pytest.mark.parametrize("signature", [None, b"", b"\0" * 64, b"x" * 63, b"x" * 65, b"x" * 9000])
def test_what_is_no_signature_is_wrong_and_not_an_error(signature: bytes | None) -> None:
    """Whatever lies in the header."""
    event = Event(id="m-1", source="/organisation/a", type=TYPES[0], time=NOW, signature=signature)
    assert not verifies(PUBLIC, event, b"body")


def test_what_the_hub_puts_in_anew_is_not_signed() -> None:
    """Subject, trace and what is finer than a millisecond may change on the way."""
    event = Event(id="m-1", source="/organisation/a", type=TYPES[0], time=NOW)
    late = replace(event, time=NOW + timedelta(microseconds=999), subject="s", traceparent="t")
    assert signed_bytes(late, b"body") == signed_bytes(event, b"body")


def test_the_signed_bytes_are_what_is_written_of_them() -> None:
    """A client in another language can be held against this."""
    event = Event(id="编号1", source="/organisation/dept-a", type=TYPES[0], time=NOW)
    parts = (
        CONTEXT,
        b"/organisation/dept-a",
        "编号1".encode(),
        b"lianban.command.AcceptCase",
        b"1772353815250",
        hashlib.sha256(b"body").digest(),
    )
    expected = b"".join(bytes([0, 0, 0, len(part)]) + part for part in parts)
    assert signed_bytes(event, b"body") == expected
    assert sign(KEY, event, b"body").signature == KEY.sign(expected)


def test_a_time_without_a_zone_is_not_signed() -> None:
    """Nobody could say which instant it is."""
    event = Event(id="m-1", source="/organisation/a", type=TYPES[0], time=datetime(2026, 3, 1))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="zone"):
        signed_bytes(event, b"")
