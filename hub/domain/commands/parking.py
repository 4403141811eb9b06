"""What an operator says about commands that lie parked behind a subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, Senders
from hub.domain.documents import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseParked:
    """A named operator has the first `count` parked commands tried again, all when it is None.

    `held_at` is the own subject of the partition where they lie, when the subject's key does not
    lead there; `subjects` how many subjects the act is about, of which this is one.
    """

    subject: str
    actor: str
    approver: str | None = None
    reason: str | None = None
    count: int | None = None
    subjects: int = 1
    held_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropParked:
    """A named operator drops the first `count` parked commands, all when it is None."""

    subject: str
    reason: str
    actor: str
    approver: str | None = None
    count: int | None = None
    subjects: int = 1
    held_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceParked:
    """A named operator has the first parked command tried with corrected bytes, then the rest.

    `digest` is that of the bytes as parked, so that no other command is replaced than was seen.
    """

    subject: str
    digest: Digest
    corrected: bytes
    reason: str
    actor: str
    approver: str | None = None
    subjects: int = 1


ParkingCommand: TypeAlias = ReleaseParked | DropParked | ReplaceParked

SENDERS: Mapping[type, Senders] = {
    ReleaseParked: ADMINISTRATION,
    DropParked: ADMINISTRATION,
    ReplaceParked: ADMINISTRATION,
}
