"""At the counter or outlet: an application comes in (收件)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceived:
    """The case was received; without a word in five working days it counts as accepted."""

    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    received_at: datetime
    terms: tuple[Term, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMirrored:
    """A case of an outside system of record is now mirrored."""

    heading: CaseHeading
    system: str
    item: str
    department: str
    opened_at: datetime
    actor: str


ReceivingFact: TypeAlias = CaseReceived | CaseMirrored
