"""A record of `hub.commands` as the case lane needs it: subject, id, sender, times, bytes."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from aiokafka.structs import ConsumerRecord

from hub.journal import CommandRecord, JournalEntry, Origin
from hub.lanes.kept import from_ms
from hub.lanes.outbox_source import is_one, place_of
from hub.wire.making import maker
from topics.partitioning import partition_of

HUB: Final = "hub"
SUBJECT_LIMIT: Final = 200
UNREADABLE: Final = "unreadable"
"""Class of the records that are no commands at all."""

make_record = maker(CommandRecord)
make_origin = maker(Origin)


@dataclass(slots=True)
class Incoming:
    """One command on its way into the lane, with where it came from."""

    subject: str
    command: CommandRecord
    origin: Origin
    fault: str = ""
    """Why the record cannot be taken as a command at all; empty for a good one."""

    @property
    def source_place(self) -> int:
        """Place in the sender's outbox, -1 for what the hub itself made."""
        return place_of(self.command.source)


def read(record: "ConsumerRecord[bytes, bytes]", topic_id: str) -> Incoming:
    """Return the record as a command; what is wrong with it is said in `fault`, never raised."""
    headers = dict(record.headers)
    subject = _subject(record.key)
    command_id = _text(headers, "ce_id")
    source = _text(headers, "ce_source")
    fault = ""
    if not (subject and command_id and source):
        fault = "the key is no subject, or the headers ce_id and ce_source are missing"
    try:
        received_at = from_ms(int(headers.get("lb_received") or record.timestamp))
        made_at = _instant(headers.get("ce_time")) or received_at
    except (ValueError, OverflowError):
        received_at = made_at = from_ms(record.timestamp)
        fault = fault or "the times in the headers are no times"
    return Incoming(
        subject or f"stray-{record.partition}",
        make_record(
            id=command_id or f"stray/{topic_id}/{record.offset}",
            sender=source.rpartition("/")[2],
            source=_source(headers),
            made_at=made_at,
            received_at=received_at,
            body=record.value or b"",
            signature=headers.get("signature"),
            traceparent=_text(headers, "traceparent") or None,
        ),
        make_origin(topic_id=topic_id, partition=record.partition, offset=record.offset, last=True),
        fault,
    )


def again(entry: JournalEntry) -> Incoming:
    """Return a parked command as it was when it came, to be decided now."""
    parking = entry.parking
    fault = parking.detail if parking and parking.error_class == UNREADABLE else ""
    return Incoming(entry.subject, entry.command, entry.origin, fault=fault)


def corrected_of(entry: JournalEntry, body: bytes) -> Incoming:
    """Return a parked command with corrected bytes, which nobody but the operators has signed."""
    corrected = replace(entry.command, body=body, signature=None)
    return Incoming(entry.subject, corrected, entry.origin)


def _subject(key: bytes | None) -> str:
    try:
        subject = (key or b"").decode()
    except UnicodeDecodeError:
        return ""
    return subject if len(subject) <= SUBJECT_LIMIT else ""


def _text(headers: dict[str, bytes | None], name: str) -> str:
    value = headers.get(name)
    if not value:
        return ""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return ""


def _instant(header: bytes | None) -> datetime | None:
    """Return the instant of a time header, None without one; raises ValueError, OverflowError.

    It is cut to milliseconds, as contracts have them, so that a replay sees the same.
    """
    if not header:
        return None
    instant = datetime.fromisoformat(header.decode()).astimezone(UTC)
    finer = instant.microsecond % 1000
    return instant.replace(microsecond=instant.microsecond - finer) if finer else instant


def _source(headers: dict[str, bytes | None]) -> str | None:
    source = _text(headers, "lb_source")
    return source if is_one(source) else None


def belongs(subject: str, partition: int, partitions: int) -> bool:
    """Return whether a subject's key hashes to this partition."""
    return partition_of(subject, partitions) == partition
