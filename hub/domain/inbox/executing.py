"""Services at outlets: what is asked of an operator's system, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.vocabulary import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAsked:
    """To the operator whose system executes: an outlet that is not its own asks for a service.

    The case id is the key under which it may be executed once.
    """

    case_id: str
    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    report_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReported:
    """To the street, the outlet's operator, the responsible body: where the service stands."""

    case_id: str
    heading: CaseHeading
    status: Status
    receipt_number: str | None = None
    reason: str | None = None
    benefit_continues: bool = False
    at: datetime


ExecutingMessage: TypeAlias = ServiceAsked | ServiceReported
