"""At the door: turned away with a slip, and who insisted on applying (不予收件, 坚持申请)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedAway:
    """Somebody was turned away with a slip: `rule` forbids it here, `competent_body` would take it.

    The heading's decider is who would answer if the applicant insisted.
    """

    heading: CaseHeading
    place: str
    applicant: str
    rule: str
    competent_body: str
    recorded_at: datetime | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationInsisted:
    """The applicant insisted: the application is registered and answered in writing."""

    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


DoorFact: TypeAlias = TurnedAway | ApplicationInsisted
