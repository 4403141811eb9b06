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
    """To the body that has the work: what the applicant brought, and what is still missing."""

    case_id: str
    heading: CaseHeading
    materials: tuple[Material, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentChecked:
    """To street and submitter: whether what the applicant committed to was true."""

    case_id: str
    heading: CaseHeading
    kept: bool
    report: DocumentReference


CorrectingMessage: TypeAlias = CorrectionRequested | MaterialsForwarded | CommitmentChecked
