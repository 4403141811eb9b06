"""A record of `hub.commands` as the case lane needs it: subject, id, sender, times, bytes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from aiokafka.structs import ConsumerRecord

from hub.journal import CommandRecord, JournalEntry, Origin
from hub.lanes.docket import digest_of, from_ms
from topics.partitioning import partition_of

HUB: Final = "hub"
SUBJECT_LIMIT: Final = 200
UNREADABLE: Final = "unreadable-record"


@dataclass(slots=True)
class Incoming:
    """One command on its way into the lane, with where it came from."""

    subject: str
    command: CommandRecord
    origin: Origin
    digest: bytes
    fault: str = ""
    """Why the record cannot be taken as a command at all; empty for a good one."""

    @property
    def source_offset(self) -> int:
        """Offset in the sender's outbox, -1 for what the hub itself made."""
        source = self.command.source
        return int(source.rpartition(":")[2]) if source else -1


def read(record: "ConsumerRecord[bytes, bytes]", topic_id: str) -> Incoming:
    """Return the record as a command; what is wrong with it is said in `fault`, never raised."""
    headers = dict(record.headers)
    value = record.value or b""
    subject = _subject(record.key)
    command_id = _text(headers, "ce_id")
    source = _text(headers, "ce_source")
    fault = ""
    if not (subject and command_id and source):
        fault = "the key is no subject, or the headers ce_id and ce_source are missing"
    appended = from_ms(record.timestamp)
    received = _text(headers, "lb_received")
    made = _text(headers, "ce_time")
    try:
        received_at = from_ms(int(received)) if received else appended
        made_at = datetime.fromisoformat(made).astimezone(UTC) if made else received_at
    except (ValueError, OverflowError):
        received_at = made_at = appended
        fault = fault or "the times in the headers are no times"
    return Incoming(
        subject or f"stray-{record.partition}",
        CommandRecord(
            id=command_id or f"stray/{topic_id}/{record.offset}",
            sender=source.rpartition("/")[2],
            source=_source(headers),
            made_at=made_at,
            received_at=received_at,
            body=value,
            signature=headers.get("signature"),
            traceparent=_text(headers, "traceparent") or None,
        ),
        Origin(topic_id=topic_id, partition=record.partition, offset=record.offset, last=True),
        digest_of(value),
        fault,
    )


def again(entry: JournalEntry) -> Incoming:
    """Return a parked command as it was when it came, to be decided now."""
    return Incoming(entry.subject, entry.command, entry.origin, digest_of(entry.command.body))


def _subject(key: bytes | None) -> str:
    try:
        subject = (key or b"").decode()
    except UnicodeDecodeError:
        return ""
    return subject if len(subject) <= SUBJECT_LIMIT else ""


def _text(headers: dict[str, bytes | None], name: str) -> str:
    try:
        return (headers.get(name) or b"").decode()
    except UnicodeDecodeError:
        return ""


def _source(headers: dict[str, bytes | None]) -> str | None:
    source = _text(headers, "lb_source")
    return source if source and source.rpartition(":")[2].isdecimal() else None


def belongs(subject: str, partition: int, partitions: int) -> bool:
    """Return whether a subject's key hashes to this partition."""
    return partition_of(subject, partitions) == partition
