"""What one entry of the journal is made of (contracts in `avro/schemas/journal`)."""

from dataclasses import dataclass
from datetime import datetime

from hub.domain.vocabulary import OutcomeKind


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the commands topic an entry comes from; the highest is the read position.

    `last` is False when more entries of the same record follow.
    """

    topic_id: str
    partition: int
    offset: int
    last: bool


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """A command as it came: `body` byte for byte, `source` None for the hub's own."""

    id: str
    sender: str
    source: str | None
    made_at: datetime
    received_at: datetime
    body: bytes
    signature: bytes | None
    traceparent: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command was refused: the rule's code, what is wrong, what to do."""

    rule: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Parking:
    """Why a command was parked; `behind` is the entry number it waits behind, if any."""

    error_class: str
    detail: str
    behind: int | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A command and what became of it.

    `number` is gapless in the partition from 0, `sequence` within the subject from 1,
    `previous` the SHA-256 of the subject's previous entry as encoded (zeros before the first),
    `facts` are single-object encoded, `first` is the entry of the first outcome for a repeat,
    `first_outcome` what had become of the repeated command by then, `echo` True when the hub
    itself read the same outbox record again: never announced.
    """

    number: int
    subject: str
    sequence: int
    previous: bytes
    origin: Origin
    command: CommandRecord
    outcome: OutcomeKind
    facts: tuple[bytes, ...]
    refusal: Refusal | None
    parking: Parking | None
    first: int | None
    echo: bool
    catalogue: bytes
    clock: datetime
    first_outcome: OutcomeKind | None
