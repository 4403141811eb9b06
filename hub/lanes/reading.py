"""Reading the journal within the hub: entries, facts, and what can be seen without decoding."""

from typing import Final

from avro import registry
from hub import wire
from hub.domain.facts import Fact
from hub.journal import JournalEntry

MARKER: Final = b"\xc3\x01"
HEADER_BYTES: Final = 10
JOURNAL_LIMIT_BYTES: Final = 2 * 1024 * 1024


def prefix(kind: type) -> bytes:
    """Return the ten bytes with which every message of a type begins."""
    return MARKER + registry.fingerprint(wire.type_name(kind))


def decode_entry(value: bytes) -> JournalEntry:
    """Return a journal entry; raises Undecodable for anything else."""
    entry: JournalEntry = wire.decode(value, JOURNAL_LIMIT_BYTES)
    return entry


def decode_fact(value: bytes) -> Fact:
    """Return a fact; raises Undecodable for one that this release does not know."""
    fact: Fact = wire.decode(value, JOURNAL_LIMIT_BYTES)
    return fact


def entry_number(value: bytes) -> int:
    """Return the number of an encoded entry: its first field, a zigzag varint."""
    raw = shift = 0
    for byte in value[HEADER_BYTES : HEADER_BYTES + 10]:
        raw |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the last byte of a varint has no high bit
            break
        shift += 7
    return (raw >> 1) ^ -(raw & 1)
