"""Work that goes to the deciding body and comes back."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.vocabulary import ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRegistered:
    """To the street: an outlet received a case for it."""

    case_id: str
    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    accept_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationResubmitted:
    """To who has the case or the work: a higher version took the place of what was filed."""

    case_id: str
    heading: CaseHeading
    version: int
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    accept_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAssigned:
    """To the deciding department: work to do."""

    case_id: str
    heading: CaseHeading
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    accept_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSentBack:
    """To the street: the department sent the work back."""

    case_id: str
    heading: CaseHeading
    reason: ReturnReason
    remarks: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWithdrawn:
    """To the deciding department: the applicant took the application back."""

    case_id: str
    heading: CaseHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAssigned:
    """To another body than the deciding one: a step of the guide that it owes by a day."""

    case_id: str
    heading: CaseHeading
    step: str
    due_on: date


WorkMessage: TypeAlias = (
    StepAssigned
    | ApplicationResubmitted
    | CaseRegistered
    | WorkAssigned
    | WorkSentBack
    | WorkWithdrawn
)
