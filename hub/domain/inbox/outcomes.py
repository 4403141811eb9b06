"""What became of a case: its steps, its decision, its document."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.vocabulary import Decision, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReported:
    """A step that the receiver may show to the applicant."""

    case_id: str
    heading: CaseHeading
    status: Status
    step: str | None = None
    department: str | None = None
    at: datetime
    due_on: date | None = None
    reasons: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReturned:
    """To the street, and to the operator whose outlet took the case: the decision."""

    case_id: str
    heading: CaseHeading
    decision: Decision
    reasons: DocumentReference | None = None
    at: datetime
    document_follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReturned:
    """To the street: the result document."""

    case_id: str
    heading: CaseHeading
    document: DocumentReference
    number: str
    issued_on: date
    valid_until: date | None = None
    licence_id: str | None = None


OutcomeMessage: TypeAlias = ProgressReported | DecisionReturned | DocumentReturned
