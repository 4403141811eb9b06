"""What is kept of subjects that are not cases: organisations, the register, partitions."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.domain.bundle import Bundle
from hub.domain.case import Case
from hub.domain.documents import Digest
from hub.domain.question import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """What is counted of an organisation's messages.

    Its own turned away, those for it carried, and what befell its outbox.
    """

    organisation: str
    rejected: int = 0
    receipted: int = 0
    expired: int = 0
    mismatched: int = 0
    incidents: int = 0
    outbox: str = ""
    """Id of the topic that is read as its outbox."""
    generation: int = 0
    """How often that topic was made again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRegister:
    """The latest publication, and how many there have been."""

    snapshot: Digest
    size_bytes: int
    valid_from: date
    publications: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionRecord:
    """What a partition goes by: snapshot, clock, commands topic, error classes it parks, level."""

    snapshot: Digest | None = None
    valid_from: date | None = None
    clock: datetime | None = None
    topic_id: str | None = None
    parked_errors: tuple[str, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidedNumber:
    """A serial that is not used, and why."""

    serial: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerRegister:
    """An issuer's documents of one kind in one year: the last serial given, and those voided."""

    issuer: str
    year: int
    last: int
    prefix: str
    voided: tuple[VoidedNumber, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRecord:
    """A number that a body gave to a document of its own, and the case that bears it."""

    issuer: str
    number: str
    case_id: str


State = (
    Case
    | OrganisationRecord
    | CatalogueRegister
    | PartitionRecord
    | IssuerRegister
    | NumberRecord
    | Question
    | Bundle
)
"""Whatever may be kept of a subject."""
