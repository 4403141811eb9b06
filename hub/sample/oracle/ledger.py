"""What the journal says, kept as small as the later checks allow."""

from dataclasses import dataclass, field

Reference = tuple[int, int]
"""Partition and number of an entry."""
Due = tuple[int, int, str, str]
"""Partition and number of an entry, message type, organisation that must get it once."""


@dataclass(slots=True)
class Entry:
    """One journal entry, as far as outboxes and inboxes must agree with it."""

    reference: Reference
    subject: str
    kind: str
    facts: tuple[str, ...]
    parties: frozenset[str]
    source: str | None
    echo: bool
    first: int | None
    body_digest: bytes
    said: int = 0
    """Bit i is set when message <partition>-<number>-<i> was found in an inbox."""
    answers: int = 0

    @property
    def name(self) -> str:
        """The entry as messages name it."""
        return "{}-{}".format(*self.reference)


@dataclass(slots=True)
class Duty:
    """A message that must arrive exactly once, and how often it did."""

    mode: str
    arrived: int = 0


@dataclass(slots=True)
class Ledger:
    """All entries, by partition and number and by the outbox record they answer."""

    entries: dict[Reference, Entry] = field(default_factory=dict)
    by_source: dict[str, dict[int, list[Entry]]] = field(default_factory=dict)
    duties: dict[Due, Duty] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Note an entry; of two with the same number the first is kept for the inboxes."""
        self.entries.setdefault(entry.reference, entry)
        if entry.source is not None and not entry.echo:
            topic, _, offset = entry.source.rpartition(":")
            self.by_source.setdefault(topic, {}).setdefault(int(offset), []).append(entry)


def parse_reference(text: str) -> Reference | None:
    """Return partition and number of `<partition>-<number>`, or None."""
    partition, dash, number = text.partition("-")
    if not dash or not partition.isdecimal() or not number.isdecimal():
        return None
    return int(partition), int(number)
