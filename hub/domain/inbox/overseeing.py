"""Approvals handed over for supervision, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightAssigned:
    """To the supervising body: an approval to supervise, to be confirmed."""

    case_id: str
    heading: CaseHeading
    applicant: str | None = None
    at: datetime
    confirm_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightReported:
    """To the deciding body and the street: the supervising body has confirmed."""

    case_id: str
    heading: CaseHeading
    supervising: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReported:
    """To the deciding body and the street: what the supervising body found."""

    case_id: str
    heading: CaseHeading
    number: int
    supervising: str
    code: str
    report: DocumentReference
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReported:
    """To the deciding street: a department samples this case."""

    case_id: str
    heading: CaseHeading
    number: int
    supervising: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallProposalReported:
    """To the deciding body and the street: the approval should be taken back."""

    case_id: str
    heading: CaseHeading
    supervising: str
    reasons: DocumentReference
    at: datetime


OverseeingMessage: TypeAlias = (
    OversightAssigned
    | OversightReported
    | FindingReported
    | SampleReported
    | RecallProposalReported
)
