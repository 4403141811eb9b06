"""What the store of a partition holds: the forms of its values and the keys they lie under."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from hub.domain.bundle import Bundle
from hub.domain.case import Case
from hub.domain.question import Question
from hub.domain.subjects import (
    CatalogueRegister,
    IssuerRegister,
    NumberRecord,
    OrganisationRecord,
    PartitionRecord,
    State,
)
from hub.domain.vocabulary import OutcomeKind
from hub.runtime.store import PartitionStore

FOLD_VERSION: Final = 11
NO_DIGEST: Final = bytes(32)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)
HEAD: Final = b"s"
SEEN: Final = b"c"
DUE: Final = b"d"
HELD: Final = b"p"
FAULT: Final = b"e"
KINDS: Final[tuple[type, ...]] = (
    Case,
    OrganisationRecord,
    CatalogueRegister,
    PartitionRecord,
    IssuerRegister,
    NumberRecord,
    Question,
    Bundle,
)
"""Kinds of state by their number in the store: append only."""


OUTCOMES: Final = (
    OutcomeKind.FACTS,
    OutcomeKind.REFUSED,
    OutcomeKind.PARKED,
    OutcomeKind.REPEATED,
)
"""Outcomes by their number in the store: append only."""


class Head(msgspec.Struct, array_like=True):
    """What the docket keeps of one subject."""

    sequence: int = 0
    digest: bytes = NO_DIGEST
    catalogue: bytes | None = None
    due_ms: int = 0
    parked: int = 0
    """How many commands lie parked, 0 when the subject goes its normal way."""
    error_class: str = ""
    kind: int = -1
    state: msgspec.Raw = msgspec.Raw(b"\xc0")


class Seen(msgspec.Struct, array_like=True):
    """What the docket remembers of one command id."""

    digest: bytes
    number: int
    source: int = -1
    """Highest place in an outbox this id was read from."""
    outcome: int = 0
    """What became of it, by its place in `OUTCOMES`: one byte for each id that is remembered."""


class Clearing(msgspec.Struct, array_like=True, frozen=True):
    """What an operator's word about a parked subject has still to do, first parked, first done."""

    subject: str
    left: int
    """How many commands are still to be cleared."""
    reason: str = ""
    """Code of why they are dropped; empty when they are tried again."""


class Position(msgspec.Struct, array_like=True):
    """Where a partition stands; a function of its journal."""

    fold_version: int = FOLD_VERSION
    journal_offset: int = 0
    """Offset in the journal after the last folded entry."""
    number: int = 0
    """Number that the next entry gets."""
    last_digest: bytes = NO_DIGEST
    topic_id: str = ""
    next_offset: int = 0
    """Offset of the next command to be read."""
    clock_ms: int = 0
    catalogue: bytes = NO_DIGEST
    park_classes: list[str] = []
    level: int = 1
    """Facts up to this level may be written (`hub/lanes/levels.py`)."""
    clearing: Clearing | None = None
    """What is to be done before any other command is heard."""


_head_decoder = msgspec.msgpack.Decoder(Head)
_seen_decoder = msgspec.msgpack.Decoder(Seen)
_position_decoder = msgspec.msgpack.Decoder(Position)
encode = msgspec.msgpack.Encoder().encode
STATE_DECODERS: Final[tuple[Callable[[bytes], State], ...]] = tuple(
    msgspec.msgpack.Decoder(kind).decode for kind in KINDS
)
PLACE_OF: Final = {outcome: place for place, outcome in enumerate(OUTCOMES)}
KIND_OF: Final[dict[type, int]] = {kind: index for index, kind in enumerate(KINDS)}


def to_ms(instant: datetime) -> int:
    """Return milliseconds since 1970 UTC."""
    return (instant - EPOCH) // MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """Return the instant `milliseconds` after 1970 UTC."""
    return EPOCH + MILLISECOND * milliseconds


def digest_of(value: bytes) -> bytes:
    """Return the SHA-256 digest (32 bytes)."""
    return hashlib.sha256(value).digest()


def load_position(store: PartitionStore) -> Position:
    """Return the store's position; an empty or differently folded store is wiped and at 0."""
    raw = store.position()
    if raw is not None:
        try:
            position = _position_decoder.decode(raw)
        except msgspec.DecodeError:
            position = Position(fold_version=0)
        if position.fold_version == FOLD_VERSION:
            return position
        store.wipe()
    return Position()


def seen_key(subject: str, command_id: str) -> bytes:
    """Return where a command id is remembered."""
    return b"%b%b\x00%b" % (SEEN, subject.encode(), command_id.encode())


def head_of(raw: bytes | None) -> Head:
    """Return a head as it was kept, a fresh one for nothing."""
    return Head() if raw is None else _head_decoder.decode(raw)


def seen_of(raw: bytes | None) -> Seen | None:
    """Return what was kept of a command id, None for nothing."""
    return None if raw is None else _seen_decoder.decode(raw)


def due_key(due_ms: int, subject: str) -> bytes:
    """Return where a subject stands in the index of due times, which sorts by time."""
    return DUE + due_ms.to_bytes(8, "big") + subject.encode()


def held_key(subject: str, number: int) -> bytes:
    """Return where a parked entry is kept, in its order."""
    return b"%b%b\x00%b" % (HELD, subject.encode(), number.to_bytes(8, "big"))
