"""What the applicant must be told of the clock."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.vocabulary import ProcedureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStopped:
    """To street and submitter: a special procedure stops the clock."""

    case_id: str
    heading: CaseHeading
    kind: ProcedureKind
    notice: DocumentReference
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved:
    """To street and submitter: until when the decision is due now, and why."""

    case_id: str
    heading: CaseHeading
    due_on: date | None = None
    reasons: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingOffered:
    """To street and submitter: interested parties may ask for a hearing until a day."""

    case_id: str
    heading: CaseHeading
    notice: DocumentReference
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingAsked:
    """To the deciding body and the street: a hearing was asked for and must be held by a day."""

    case_id: str
    heading: CaseHeading
    request: DocumentReference
    due_on: date


SuspendingMessage: TypeAlias = ClockStopped | DeadlineMoved | HearingOffered | HearingAsked
