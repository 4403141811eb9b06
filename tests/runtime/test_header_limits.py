"""Headers at their exact limits: the last that passes, the first that does not."""

from dataclasses import replace

import pytest

from avro.cloudevents import LIMIT_BYTES, LIMIT_COUNT
from hub import wire
from hub.lanes.admission import COMMAND_LIMIT_BYTES, MESSAGE_ID_LIMIT, Admitted, Border
from hub.settings import Settings
from tests.runtime.test_admission import ACCEPT, EVENT, LIMIT, admit, record
from tests.runtime.workbench import BOOK, STREET

Headers = list[tuple[str, bytes]]
WIDE = "\U00020000"
"""A character of four bytes."""


def with_headers(headers: Headers, value: bytes = b"") -> Admitted:
    """Return what the border makes of a message with these headers."""
    return Border(Settings(), STREET, BOOK).admit(record(value or wire.encode(ACCEPT), headers))


def size_of(headers: Headers) -> int:
    """Bytes of names and values."""
    return sum(len(name) + len(value) for name, value in headers)


@pytest.mark.parametrize(("over", "rule"), [(0, ""), (1, "BORDER-SIZE")])
def test_all_headers_together_have_a_limit(over: int, rule: str) -> None:
    """Names count as well as values."""
    headers = EVENT.headers()
    filler = b"x" * (LIMIT_BYTES - size_of(headers) - len("rest") + over)
    assert with_headers([*headers, ("rest", filler)]).rule == rule


@pytest.mark.parametrize(("over", "rule"), [(0, ""), (1, "BORDER-SIZE")])
def test_there_are_only_so_many_headers(over: int, rule: str) -> None:
    """However small they are."""
    headers = EVENT.headers()
    more = [(f"h{n}", b"x") for n in range(LIMIT_COUNT - len(headers) + over)]
    assert with_headers([*headers, *more]).rule == rule


@pytest.mark.parametrize(("length", "rule"), [(512, ""), (513, "BORDER-FORMAT-BAD_HEADER")])
def test_a_text_has_a_limit_in_characters(length: int, rule: str) -> None:
    """Whatever each of them takes in bytes."""
    assert admit(replace(EVENT, traceparent=WIDE * length)).rule == rule


@pytest.mark.parametrize(
    ("length", "rule"), [(MESSAGE_ID_LIMIT, ""), (MESSAGE_ID_LIMIT + 1, "BORDER-ID")]
)
def test_a_message_id_has_a_limit_in_characters(length: int, rule: str) -> None:
    """It becomes part of keys in the store, so it stays far below that of texts."""
    assert admit(replace(EVENT, id=WIDE * length)).rule == rule


def test_what_passes_at_every_limit_at_once_fits_the_commands_topic() -> None:
    """What the hub adds in headers of its own fits what is set aside for them."""
    event = replace(EVENT, id=WIDE * MESSAGE_ID_LIMIT, traceparent=WIDE * 512)
    headers = event.headers()
    headers.append(("signature", b"s" * (LIMIT_BYTES - size_of(headers) - len("signature"))))
    form = wire.encode(ACCEPT)
    sound = with_headers(headers)
    assert sound.rule == ""
    added = size_of(sound.headers) + len(sound.subject.encode()) - size_of(headers)
    assert LIMIT + added <= COMMAND_LIMIT_BYTES
    full = with_headers(headers, form + b"x" * (LIMIT - size_of(headers) - 1 - len(form)))
    assert full.rule == "BORDER-FORMAT-TRAILING_BYTES"
