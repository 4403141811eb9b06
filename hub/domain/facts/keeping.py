"""What became of a file, and who was let see whose it is (销毁, 查看明文)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionApproved:
    """The archive agreed that the file is destroyed, which was to be kept until `kept_until`."""

    heading: CaseHeading
    kept_until: date
    appraisal: DocumentReference
    approver: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDestroyed:
    """The file is given up for good: from here on it keeps nobody's key."""

    heading: CaseHeading
    witness: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicantUnmasked:
    """Somebody was let see the applicant unmasked."""

    heading: CaseHeading
    reason: str
    at: datetime
    actor: str


KeepingFact: TypeAlias = DestructionApproved | FileDestroyed | ApplicantUnmasked
