"""What the supervising body was given, and what it did with it (审管联动)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightHandedOver:
    """An approval went to `supervising`, which must confirm that it supervises from here on."""

    heading: CaseHeading
    supervising: str
    applicant: str | None = None
    terms: tuple[Term, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightConfirmed:
    """The supervising body confirmed."""

    heading: CaseHeading
    supervising: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecorded:
    """The supervising body, or a department that samples, found something."""

    heading: CaseHeading
    number: int
    supervising: str
    code: str
    report: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSampled:
    """A department samples what the street decided under empowerment."""

    heading: CaseHeading
    number: int
    supervising: str
    reason: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallProposed:
    """The approval should be taken back, says who supervises."""

    heading: CaseHeading
    supervising: str
    reasons: DocumentReference
    at: datetime
    actor: str


OverseeingFact: TypeAlias = (
    OversightHandedOver | OversightConfirmed | FindingRecorded | CaseSampled | RecallProposed
)
