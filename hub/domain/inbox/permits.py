"""What street and submitter must know of a permit."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.vocabulary import (
    CancellationGround,
    Decision,
    PermitStanding,
    ReviewForum,
    ReviewOutcome,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitEnded:
    """To street and submitter, and to who supervises: the approval is no longer in force."""

    case_id: str
    heading: CaseHeading
    standing: PermitStanding
    reasons: DocumentReference | None = None
    ground: CancellationGround | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalAssigned:
    """To the deciding body: decide on a renewal before the permit expires."""

    case_id: str
    heading: CaseHeading
    request: DocumentReference
    late: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalReported:
    """To street and submitter: what became of the renewal."""

    case_id: str
    heading: CaseHeading
    granted: bool
    deemed: bool
    valid_until: date | None = None
    reasons: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReported:
    """To the deciding body and the street: the outcome of a reconsideration or lawsuit."""

    case_id: str
    heading: CaseHeading
    forum: ReviewForum
    outcome: ReviewOutcome
    decision: Decision | None = None
    ruling: DocumentReference
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationReported:
    """To street and submitter: the approval is public, and where."""

    case_id: str
    heading: CaseHeading
    publication: str
    at: datetime


PermitsMessage: TypeAlias = (
    RenewalAssigned | PermitEnded | PublicationReported | RenewalReported | ReviewReported
)
