"""What was told to be missing, supplied, corrected, and ended for want of it (补正)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNoticeIssued:
    """The applicant was told at once what is missing; `repeated` when it could have been before."""

    heading: CaseHeading
    issuer: str
    missing: tuple[str, ...] = ()
    notice: DocumentReference
    reasons: DocumentReference | None = None
    repeated: bool
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsSupplied:
    """The applicant handed in materials; `missing` is what is still awaited.

    `supplier` is the street or the operator that took them, `agent` who brought them if not the
    applicant.
    """

    heading: CaseHeading
    supplier: str
    was_with_decider: bool
    materials: tuple[Material, ...] = ()
    missing: tuple[str, ...] = ()
    agent: str | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedOnTheSpot:
    """Errors were corrected at the counter or outlet of `supplier`, at once."""

    heading: CaseHeading
    supplier: str
    materials: tuple[Material, ...] = ()
    agent: str | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTerminated:
    """The case ended because the applicant did not bring what was due."""

    heading: CaseHeading
    reasons: DocumentReference
    at: datetime
    actor: str


CorrectingFact: TypeAlias = (
    CorrectionNoticeIssued | MaterialsSupplied | CorrectedOnTheSpot | CaseTerminated
)
