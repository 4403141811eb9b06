"""What the journal says, kept as small as the later checks allow."""

import sys
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TypeVar

from hub.sample.oracle.expectation import Owed

Reference = tuple[int, int]
"""Partition and number of an entry."""
Same = TypeVar("Same", bound=Hashable)


@dataclass(slots=True)
class Entry:
    """One journal entry, as far as outboxes and inboxes must agree with it."""

    reference: Reference
    subject: str
    kind: str
    facts: tuple[str, ...]
    owed: tuple[Owed, ...]
    mode: str
    source: str | None
    echo: bool
    first: int | None
    first_outcome: str | None
    """What the entry says had become of the message that it repeats."""
    body_digest: bytes
    said: int = 0
    """Bit i is set when message <partition>-<number>-<i> was found in an inbox."""
    heard: int = 0
    """Bit i is set when the i-th message that is owed was found where it belongs."""
    answers: int = 0

    @property
    def name(self) -> str:
        """The entry as messages name it."""
        return "{}-{}".format(*self.reference)


@dataclass(slots=True)
class Ledger:
    """All entries, by partition and number and by the outbox record they answer."""

    entries: dict[Reference, Entry] = field(default_factory=dict)
    by_source: dict[str, dict[int, list[Entry]]] = field(default_factory=dict)
    homes: dict[str, int] = field(default_factory=dict)
    """The partition of each subject."""
    receipts: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By organisation: id of a message that was signed for -> digest of what was signed for."""
    _kept: dict[Hashable, Hashable] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Note an entry; of two with the same number the first is kept for the inboxes."""
        entry.facts = self._one(entry.facts)
        entry.subject, entry.kind = sys.intern(entry.subject), sys.intern(entry.kind)
        self.entries.setdefault(entry.reference, entry)
        if entry.source is not None and not entry.echo:
            topic, _, offset = entry.source.rpartition(":")
            self.by_source.setdefault(topic, {}).setdefault(int(offset), []).append(entry)

    def sign(self, organisation: str, message_id: str, digest: bytes) -> bool:
        """Note a receipt; return whether it is the first for this message."""
        receipts = self.receipts.setdefault(organisation, {})
        return receipts.setdefault(message_id, digest) is digest

    def _one(self, value: Same) -> Same:
        """Return the equal value that is kept already, so that it is held in memory once."""
        return self._kept.setdefault(value, value)  # type: ignore[return-value]


def parse_reference(text: str) -> Reference | None:
    """Return partition and number of `<partition>-<number>`, or None."""
    partition, dash, number = text.partition("-")
    if not dash or not partition.isdecimal() or not number.isdecimal():
        return None
    return int(partition), int(number)
