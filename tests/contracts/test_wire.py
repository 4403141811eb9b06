"""Messages to bytes and back, against fastavro as a second implementation."""

from datetime import UTC, datetime
from random import Random

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avro import codec, registry, strict
from avro.errors import Unencodable
from hub import wire
from hub.domain.commands import ConfirmReceipt, ForwardCase, RecordStep, Tick
from tests.contracts.examples import example, values

ANY_TYPE = st.sampled_from(list(wire.types().values())).flatmap(values)


@pytest.mark.parametrize("kind", wire.types().values())
def test_examples_come_back(kind: type) -> None:
    """Thirty seeded messages of each type come back as they were."""
    random = Random(7)
    for _ in range(30):
        message = example(random, kind)
        assert wire.decode(wire.encode(message)) == message


@given(message=ANY_TYPE)
@settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_fits_comes_back(message: wire.Message) -> None:
    """Decode(encode(x)) is x, and encode(decode(encode(x))) the same bytes, for all messages."""
    data = wire.encode(message)
    back = wire.decode(data)
    assert back == message
    assert type(back) is type(message)
    assert wire.encode(back) == data


@pytest.mark.parametrize("kind", wire.types().values())
def test_fastavro_agrees(kind: type) -> None:
    """A second implementation writes the same bytes and reads the same message from them."""
    random, name = Random(11), wire.type_name(kind)
    for _ in range(30):
        message = example(random, kind)
        data = wire.encode(message)
        found, datum = codec.decode(data)
        assert found == name
        assert msgspec.convert(datum, kind) == message
        assert codec.encode(name, datum) == data
        strict.check(data, codec.HEADER_BYTES, registry.schema(name))


def test_single_object_encoding_by_hand() -> None:
    """C3 01, fingerprint least significant byte first, zig-zag lengths, UTF-8."""
    data = wire.encode(ForwardCase(case_id="foo", actor="证"))
    mark = bytes.fromhex(wire.fingerprint_hex(ForwardCase))[::-1]
    assert data == b"\xc3\x01" + mark + b"\x06foo" + b"\x06\xe8\xaf\x81"


@pytest.mark.parametrize(
    ("number", "encoded"),
    [(0, "00"), (-1, "01"), (1, "02"), (-2, "03"), (2, "04"), (-64, "7f"), (64, "8001")],
)
def test_numbers_of_the_specification(number: int, encoded: str) -> None:
    """The zig-zag examples of the specification."""
    tick = Tick(shard=number, instant=datetime(1970, 1, 1, tzinfo=UTC))
    assert wire.encode(tick)[codec.HEADER_BYTES :].hex() == encoded + "00"


def test_instants_are_cut_to_the_millisecond() -> None:
    """What is finer than a millisecond does not travel."""
    instant = datetime(2026, 1, 1, 12, 0, 0, 123_999, tzinfo=UTC)
    back = wire.decode(wire.encode(Tick(shard=0, instant=instant)))
    assert back.instant == instant.replace(microsecond=123_000)


@pytest.mark.parametrize(
    "message",
    [
        ForwardCase(case_id=None, actor="a"),  # type: ignore[arg-type]  # what is tested
        ForwardCase(case_id=7, actor="a"),  # type: ignore[arg-type]  # what is tested
        ForwardCase(case_id="\ud800", actor="a"),
        ConfirmReceipt(case_id="c", digest=b"short", actor="a"),
        Tick(shard=2**63, instant=datetime(2026, 1, 1, tzinfo=UTC)),
        Tick(shard=1, instant=datetime(2026, 1, 1)),  # noqa: DTZ001  # what is tested
        RecordStep(case_id="c", step="s", department="d", occurred_at="now", actor="a"),  # type: ignore[arg-type]  # what is tested
    ],
)
def test_what_does_not_fit_is_not_written(message: wire.Message) -> None:
    """A value that its contract cannot hold is a named error of the program that made it."""
    with pytest.raises(Unencodable):
        wire.encode(message)


def test_names() -> None:
    """A type and its messages have the full name of the contract; other things have none."""
    assert wire.type_name(ForwardCase) == "lianban.command.ForwardCase"
    assert wire.type_name(ForwardCase(case_id="c", actor="a")) == "lianban.command.ForwardCase"
    with pytest.raises(KeyError):
        wire.type_name("ForwardCase")


def test_decoded_messages_are_frozen_and_hashable() -> None:
    """A message from the wire is as good as one made by hand."""
    message = ForwardCase(case_id="c", actor="a")
    back = wire.decode(wire.encode(message))
    assert hash(back) == hash(message)
    with pytest.raises(AttributeError):
        back.actor = "b"
