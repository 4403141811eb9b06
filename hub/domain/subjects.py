"""What is kept of subjects that are not cases: organisations, the register, partitions."""

from dataclasses import dataclass
from datetime import date, datetime

from hub.domain.case import Case
from hub.domain.documents import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRecord:
    """What the hub keeps of an organisation: how many of its messages were turned away."""

    organisation: str
    rejected: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRegister:
    """The latest publication, and how many there have been."""

    snapshot: Digest
    size_bytes: int
    valid_from: date
    publications: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionRecord:
    """What a partition goes by: snapshot, clock, commands topic, error classes it parks."""

    snapshot: Digest | None = None
    valid_from: date | None = None
    clock: datetime | None = None
    topic_id: str | None = None
    parked_errors: tuple[str, ...] = ()


State = Case | OrganisationRecord | CatalogueRegister | PartitionRecord
"""Whatever may be kept of a subject."""
