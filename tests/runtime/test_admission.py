"""The border: one record for each rule, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from aiokafka.structs import ConsumerRecord

from avro.cloudevents import Event
from hub import wire
from hub.domain.commands import AcceptCase, MirrorCase, RejectMessage, Tick
from hub.lanes.admission import COMMAND_LIMIT_BYTES, HEADER_ALLOWANCE_BYTES, Admitted, Border
from hub.settings import Settings
from tests.runtime.workbench import BOOK, STREET

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ACCEPT = AcceptCase(case_id="case-" + "a" * 26, actor="x")
EVENT = Event(id="m-1", source=f"/organisation/{STREET}", type=wire.type_name(ACCEPT), time=NOW)
LIMIT = COMMAND_LIMIT_BYTES - HEADER_ALLOWANCE_BYTES


def record(value: bytes, headers: list[tuple[str, bytes]]) -> "ConsumerRecord[bytes, bytes]":
    """Return what lies in an outbox."""
    return ConsumerRecord(
        topic=f"org.{STREET}.out",
        partition=0,
        offset=12,
        timestamp=int(NOW.timestamp() * 1000),
        timestamp_type=1,
        key=b"k",
        value=value,
        checksum=None,
        serialized_key_size=1,
        serialized_value_size=len(value),
        headers=tuple(headers),
    )


def admit(event: Event = EVENT, command: object = ACCEPT, organisation: str = STREET) -> Admitted:
    """Return what the border makes of a message."""
    return Border(Settings(), organisation, BOOK).admit(
        record(wire.encode(command), event.headers())
    )


def test_a_sound_message_becomes_a_command() -> None:
    """Bytes stay as they were; id, subject and source follow from the record alone."""
    admitted = admit()
    assert (admitted.rule, admitted.subject) == ("", ACCEPT.case_id)
    assert admitted.value == wire.encode(ACCEPT)
    headers = dict(admitted.headers)
    assert headers["ce_id"] == f"{STREET}/m-1".encode()
    assert headers["lb_source"] == f"org.{STREET}.out:12".encode()


MIRROR = MirrorCase(
    business_number="1", system="s", item="i", department="d", opened_at=NOW, actor="x"
)
TICK = Tick(shard=0, instant=NOW)


@pytest.mark.parametrize(
    ("rule", "event", "command"),
    [
        ("BORDER-TYPE", replace(EVENT, type=wire.type_name(MIRROR)), ACCEPT),
        ("BORDER-SENDER", replace(EVENT, source="/organisation/dept-b"), ACCEPT),
        ("BORDER-ID", replace(EVENT, id="i" * 101), ACCEPT),
        ("BORDER-KIND", replace(EVENT, type=wire.type_name(MIRROR)), MIRROR),
        ("BORDER-KIND", replace(EVENT, type=wire.type_name(TICK)), TICK),
        ("BORDER-FUTURE", replace(EVENT, time=NOW + timedelta(seconds=301)), ACCEPT),
        ("BORDER-PAST", replace(EVENT, time=NOW - timedelta(days=31)), ACCEPT),
        ("BORDER-FORM", EVENT, AcceptCase(case_id="not a case", actor="x")),
    ],
)
def test_each_rule_turns_its_message_away(rule: str, event: Event, command: object) -> None:
    """The rejection is a command on the organisation's subject that names rule and original."""
    admitted = admit(event, command)
    assert (admitted.rule, admitted.subject) == (rule, f"org-{STREET}")
    told = wire.decode(admitted.value)
    assert isinstance(told, RejectMessage)
    assert (told.rule, told.source, told.organisation) == (rule, f"org.{STREET}.out:12", STREET)
    assert told.sentence
    assert told.remedy
    assert dict(admitted.headers)["ce_id"] == f"reject/{STREET}/12".encode()
    assert admitted == admit(event, command)


def test_an_organisation_that_no_list_names_is_turned_away() -> None:
    """Who is not in the catalogue in force has no say."""
    event = replace(EVENT, source="/organisation/street-z")
    assert admit(event, organisation="street-z").rule == "BORDER-UNKNOWN"


@pytest.mark.parametrize(
    ("rule", "value", "headers"),
    [
        ("BORDER-FORMAT-NO_MARKER", b"garbage", EVENT.headers()),
        ("BORDER-FORMAT-MISSING_HEADER", wire.encode(ACCEPT), []),
        ("BORDER-FORMAT-TRAILING_BYTES", wire.encode(ACCEPT) + b"x", EVENT.headers()),
        (
            "BORDER-FORMAT-BAD_TIMESTAMP",
            wire.encode(ACCEPT),
            [(n, b"yesterday" if n == "ce_time" else v) for n, v in EVENT.headers()],
        ),
        ("BORDER-SIZE", wire.encode(ACCEPT), [*EVENT.headers(), ("big", b"x" * 20_000)]),
    ],
)
def test_bytes_that_are_no_message_are_turned_away(
    rule: str, value: bytes, headers: list[tuple[str, bytes]]
) -> None:
    """Every reason of the decoder is a rule of its own, and the command stays small."""
    admitted = Border(Settings(), STREET, BOOK).admit(record(value, headers))
    assert admitted.rule == rule
    assert len(admitted.value) < 4096


@pytest.mark.parametrize(("over", "rule"), [(0, "BORDER-FORMAT-NO_MARKER"), (1, "BORDER-SIZE")])
def test_the_size_limit_counts_key_and_headers(over: int, rule: str) -> None:
    """One byte over the limit is too much, whatever the byte is in."""
    headers = EVENT.headers()
    rest = 1 + sum(len(name) + len(value) for name, value in headers)
    value = b"x" * (LIMIT - rest + over)
    assert Border(Settings(), STREET, BOOK).admit(record(value, headers)).rule == rule
