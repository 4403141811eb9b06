"""What an operator did about commands that lay parked behind a subject."""

from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.documents import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedReleased:
    """The first `count` parked commands of a subject were let go: an entry of its own for each.

    Where one of them parks again the release ends, and what is behind it waits on.
    """

    subject: str
    count: int
    actor: str
    approver: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedDropped:
    """The first `count` parked commands of a subject were dropped.

    `answered`: an entry of its own follows for each, which answers its sender; without it (as it
    was written at first) no entry follows and nothing stays parked.
    """

    subject: str
    count: int
    reason: str
    actor: str
    approver: str | None = None
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedReplaced:
    """The first parked command was tried with corrected bytes, and what waited behind let go.

    `entry` keeps the original; its id, sender and origin stay those of the corrected one.
    """

    subject: str
    count: int
    entry: str
    digest: Digest
    corrected_digest: Digest
    reason: str
    actor: str
    approver: str


ParkingFact: TypeAlias = ParkedReleased | ParkedDropped | ParkedReplaced
