"""CloudEvents 1.0 in Kafka headers, binary mode (CloudEvents Kafka protocol binding, 3.2)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

from avro.errors import Reason, Undecodable
from avro.registry import fingerprint

CONTENT_TYPE = b"application/avro"
LIMIT_BYTES = 16_384
LIMIT_COUNT = 64

_REQUIRED = ("ce_id", "ce_source", "ce_type", "ce_time")
_TEXT = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,512}")
_TEXT_LIMIT = 512
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)
_NONE: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Event:
    """What the headers of a record say; `time` is when it was made, aware, in UTC."""

    id: str
    source: str
    type: str
    time: datetime
    subject: str | None = None
    traceparent: str | None = None
    signature: bytes | None = None
    extensions: Mapping[str, bytes] = field(default_factory=lambda: _NONE)

    def headers(self) -> list[tuple[str, bytes]]:
        """The headers of a record that carries this event.

        Raises KeyError if `type` is no contract.
        """
        made = [
            ("ce_specversion", b"1.0"),
            ("ce_id", self.id.encode()),
            ("ce_source", self.source.encode()),
            ("ce_type", self.type.encode()),
            ("ce_time", format_time(self.time)),
            ("ce_dataschema", dataschema(self.type)),
            ("content-type", CONTENT_TYPE),
        ]
        if self.subject is not None:
            made.append(("ce_subject", self.subject.encode()))
        if self.traceparent is not None:
            made.append(("traceparent", self.traceparent.encode()))
        if self.signature is not None:
            made.append(("signature", self.signature))
        made.extend(self.extensions.items())
        return made


def parse(headers: Iterable[tuple[str, bytes]]) -> Event:
    """The event that Kafka headers describe; headers it does not know are its extensions.

    Raises Undecodable: a header is missing, repeated, too long or no text, the version is not
    1.0, the content is not Avro, the time is not RFC 3339, or the schema is not the type's.
    """
    found = _collect(headers)
    version = found.pop("ce_specversion", None)
    if version is None:
        raise Undecodable(Reason.MISSING_HEADER, "ce_specversion")
    _expect("ce_specversion", version, b"1.0")
    _expect("content-type", found.pop("content-type", CONTENT_TYPE), CONTENT_TYPE)
    required = [_required(found, name) for name in _REQUIRED]
    subject = _optional(found, "ce_subject")
    traceparent = _optional(found, "traceparent")
    signature = found.pop("signature", None)
    stated = found.pop("ce_dataschema", None)
    if stated is not None:
        _check_dataschema(stated)
    return Event(
        id=required[0],
        source=required[1],
        type=required[2],
        time=parse_time(required[3]),
        subject=subject,
        traceparent=traceparent,
        signature=signature,
        extensions=MappingProxyType(found) if found else _NONE,
    )


def dataschema(name: str) -> bytes:
    """The `ce_dataschema` of a message type: its fingerprint as a URN, hexadecimal."""
    cached = _DATASCHEMAS.get(name)
    if cached is None:
        cached = b"urn:lianban:avro:" + fingerprint(name)[::-1].hex().encode()
        _DATASCHEMAS[name] = cached
    return cached


_DATASCHEMAS: dict[str, bytes] = {}
_SCHEMA_URN = re.compile(rb"urn:lianban:avro:[0-9a-f]{16}")


def format_time(time: datetime) -> bytes:
    """`time` as RFC 3339 in UTC.

    Raises ValueError for a time without a zone.
    """
    if time.tzinfo is None:
        raise ValueError("a time without a zone")
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z").encode()


def parse_time(text: str) -> datetime:
    """The UTC instant of an RFC 3339 time; what is finer than a microsecond is cut off.

    Raises Undecodable: it is not RFC 3339 or no such time exists.
    """
    if not _TIME.fullmatch(text):
        raise Undecodable(Reason.BAD_TIMESTAMP, "ce_time is not RFC 3339")
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Undecodable(Reason.BAD_TIMESTAMP, "ce_time does not exist") from None


def _collect(headers: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for name, value in headers:
        if name in found:
            raise Undecodable(Reason.REPEATED_HEADER, _quoted(name))
        if "\ufffd" in name:
            raise Undecodable(Reason.BAD_UTF8, "name of a header")
        if value is None:
            raise Undecodable(Reason.BAD_HEADER, f"{_quoted(name)} has no value")
        size += len(name) + len(value)
        if size > LIMIT_BYTES or len(found) >= LIMIT_COUNT:
            raise Undecodable(Reason.TOO_LONG, f"headers over {LIMIT_BYTES} bytes")
        found[name] = value
    return found


def _required(found: dict[str, bytes], name: str) -> str:
    text = _optional(found, name)
    if text is None:
        raise Undecodable(Reason.MISSING_HEADER, name)
    return text


def _optional(found: dict[str, bytes], name: str) -> str | None:
    value = found.pop(name, None)
    if value is None:
        return None
    try:
        text = value.decode()
    except UnicodeDecodeError:
        raise Undecodable(Reason.BAD_UTF8, name) from None
    printable = text.isprintable() and 0 < len(text) <= _TEXT_LIMIT  # nearly always so
    if not printable and not _TEXT.fullmatch(text):
        raise Undecodable(Reason.BAD_HEADER, f"{name} is empty, too long or has control characters")
    return text


def _expect(name: str, value: bytes, wanted: bytes) -> None:
    if value != wanted:
        raise Undecodable(Reason.BAD_HEADER, f"{name} is not {wanted.decode()}")


def _check_dataschema(stated: bytes) -> None:
    if not _SCHEMA_URN.fullmatch(stated):
        raise Undecodable(Reason.BAD_HEADER, "ce_dataschema is not urn:lianban:avro:<fingerprint>")


def _quoted(name: str) -> str:
    return ascii(name[:64])
