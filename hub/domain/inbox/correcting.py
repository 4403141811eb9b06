"""What is missing, and what was brought for it."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequested:
    """To street and submitter: tell the applicant what is missing, and until when."""

    case_id: str
    heading: CaseHeading
    missing: tuple[str, ...] = ()
    notice: DocumentReference
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsForwarded:
    """To street and body that has the work: what the applicant brought, what is still missing.

    Once nothing is, `accept_by` is the new last day for a word about it (Licensing Law, Art. 32).
    """

    case_id: str
    heading: CaseHeading
    materials: tuple[Material, ...] = ()
    missing: tuple[str, ...] = ()
    accept_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentChecked:
    """To street and submitter, and who supervises what was false: what a commitment was worth."""

    case_id: str
    heading: CaseHeading
    kept: bool
    report: DocumentReference


CorrectingMessage: TypeAlias = CorrectionRequested | MaterialsForwarded | CommitmentChecked
