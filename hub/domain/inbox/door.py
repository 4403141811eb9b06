"""An application that was insisted on at the door."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAnswerRequested:
    """To the competent body: who was turned away insists, and is answered in writing."""

    case_id: str
    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    due_on: date


DoorMessage: TypeAlias = WrittenAnswerRequested
