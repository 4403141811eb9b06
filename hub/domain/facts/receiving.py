"""At the counter or outlet: an application comes in (收件)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceived:
    """The case was received; without a word in five working days it counts as accepted.

    `recorded_at` is when the hub had what a terminal that was offline received before. `bundle_id`
    is the bundle (一件事) that it was handed in under, `visit` the queue number or appointment.
    """

    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    version: int = 1
    bundle_id: str | None = None
    visit: str | None = None
    received_at: datetime
    recorded_at: datetime | None = None
    terms: tuple[Term, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReplaced:
    """A higher version took the place of what was filed; `missing` is what is still awaited.

    `accept_by` is the last day for a word about it, None while materials are awaited.
    """

    heading: CaseHeading
    version: int
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    missing: tuple[str, ...] = ()
    was_with_decider: bool
    accept_by: date | None = None
    terms: tuple[Term, ...] = ()
    recorded_at: datetime | None = None
    at: datetime
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


ReceivingFact: TypeAlias = CaseReceived | ApplicationReplaced | CaseMirrored
