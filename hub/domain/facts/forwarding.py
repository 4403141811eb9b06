"""The way of the work between street and deciding body (转报, 签收, 退回)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, Digest, DocumentReference, Material
from hub.domain.terms import Term
from hub.domain.vocabulary import ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForwarded:
    """The case went to the deciding department, with all that it needs.

    `accept_by` is None when it counts as accepted already.
    """

    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    forwarded_at: datetime
    accept_by: date | None = None
    terms: tuple[Term, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAcknowledged:
    """The department has the work in hand; `digest` is what it signed for, if it said so."""

    heading: CaseHeading
    at: datetime
    actor: str
    digest: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReturned:
    """The department sent the work back to the street."""

    heading: CaseHeading
    reason: ReturnReason
    remarks: DocumentReference | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


ForwardingFact: TypeAlias = CaseForwarded | WorkAcknowledged | WorkReturned
