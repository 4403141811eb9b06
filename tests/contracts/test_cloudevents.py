"""CloudEvents in Kafka headers, binary mode."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from avro import registry
from avro.cloudevents import Event, parse, parse_time
from avro.errors import Reason, Undecodable

TYPE = "lianban.command.AcceptCase"
EVENT = Event(
    id="m-1",
    source="/organisation/street-a",
    type=TYPE,
    time=datetime(2026, 3, 1, 8, 30, 15, 250_000, tzinfo=UTC),
)


def changed(**changes: bytes | None) -> list[tuple[str, bytes]]:
    """The headers of EVENT, some changed, those given as None left out."""
    headers = {**dict(EVENT.headers()), **{k.replace("__", "-"): v for k, v in changes.items()}}
    return [(name, value) for name, value in headers.items() if value is not None]


def test_headers_of_the_binding() -> None:
    """Attributes carry the prefix ce_, the content type is its own header."""
    assert dict(EVENT.headers()) == {
        "ce_specversion": b"1.0",
        "ce_id": b"m-1",
        "ce_source": b"/organisation/street-a",
        "ce_type": TYPE.encode(),
        "ce_time": b"2026-03-01T08:30:15.250000Z",
        "ce_dataschema": b"urn:lianban:avro:" + registry.fingerprint(TYPE)[::-1].hex().encode(),
        "content-type": b"application/avro",
    }


def test_whole_event_comes_back() -> None:
    """What is optional and what is an extension comes back too."""
    event = Event(
        id="编号",
        source="/hub",
        type=TYPE,
        time=EVENT.time,
        subject="case-a",
        traceparent="00-" + "a" * 32 + "-" + "b" * 16 + "-01",
        signature=b"\x00\xff",
        extensions={"lb_source": b"org.a.out:12"},
    )
    assert parse(event.headers()) == event


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-03-01T08:30:15Z", datetime(2026, 3, 1, 8, 30, 15, tzinfo=UTC)),
        ("2026-03-01t16:30:15.5+08:00", datetime(2026, 3, 1, 8, 30, 15, 500_000, tzinfo=UTC)),
        (
            "2026-03-01T08:30:15.123456789Z",
            datetime(2026, 3, 1, 8, 30, 15, 123_456, tzinfo=UTC),
        ),
    ],
)
def test_times_of_rfc_3339(text: str, instant: datetime) -> None:
    """A time is read in any zone and told in UTC."""
    assert parse_time(text) == instant
    assert parse_time(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-01",
        "2026-03-01T08:30:15",
        "2026-02-30T08:30:15Z",
        "20260301T083015Z",
        "2026-03-01T08:30:15.Z",
        "0001-01-01T00:00:00+08:00",
        "2026-03-01T25:00:00Z",
        "２026-03-01T08:30:15Z",
    ],
)
def test_other_times_are_rejected(text: str) -> None:
    """What RFC 3339 does not allow, or no calendar has, is no time."""
    with pytest.raises(Undecodable) as caught:
        parse_time(text)
    assert caught.value.reason is Reason.BAD_TIMESTAMP


def test_time_needs_a_zone_to_be_written() -> None:
    """A time without a zone is the program's mistake."""
    naive = EVENT.time.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        Event(id="a", source="b", type=TYPE, time=naive).headers()


def test_zones_are_written_in_utc() -> None:
    """The same instant is written the same, whatever its zone."""
    moved = EVENT.time.astimezone(timezone(timedelta(hours=8)))
    event = Event(id="m-1", source="/organisation/street-a", type=TYPE, time=moved)
    assert event.headers() == EVENT.headers()


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ([], Reason.MISSING_HEADER),
        (changed(ce_specversion=None), Reason.MISSING_HEADER),
        (changed(ce_specversion=b"0.3"), Reason.BAD_HEADER),
        (changed(ce_id=None), Reason.MISSING_HEADER),
        (changed(ce_id=b""), Reason.BAD_HEADER),
        (changed(ce_id=b"a\nb"), Reason.BAD_HEADER),
        (changed(ce_id=b"x" * 513), Reason.BAD_HEADER),
        (changed(ce_id=b"\xff"), Reason.BAD_UTF8),
        (changed(ce_source=None), Reason.MISSING_HEADER),
        (changed(ce_type=None), Reason.MISSING_HEADER),
        (changed(ce_time=None), Reason.MISSING_HEADER),
        (changed(ce_time=b"now"), Reason.BAD_TIMESTAMP),
        (changed(content__type=b"application/json"), Reason.BAD_HEADER),
        (changed(ce_dataschema=b"http://x"), Reason.BAD_HEADER),
        ([*EVENT.headers(), ("ce_id", b"other")], Reason.REPEATED_HEADER),
        ([*EVENT.headers(), ("x", b"y" * 20_000)], Reason.TOO_LONG),
        ([*EVENT.headers(), *((f"x{at}", b"") for at in range(100))], Reason.TOO_LONG),
        ([*EVENT.headers(), ("x", None)], Reason.BAD_HEADER),
    ],
)
def test_bad_headers_are_rejected_by_name(
    headers: list[tuple[str, bytes]],
    reason: Reason,
) -> None:
    """A header that is missing, twice, too long or malformed is named."""
    with pytest.raises(Undecodable) as caught:
        parse(headers)
    assert caught.value.reason is reason


def test_content_type_and_schema_may_be_left_out() -> None:
    """Only what identifies an event is required; the value says its schema itself."""
    assert parse(changed(content__type=None, ce_dataschema=None)) == EVENT
