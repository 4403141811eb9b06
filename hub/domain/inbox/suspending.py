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


SuspendingMessage: TypeAlias = ClockStopped | DeadlineMoved
