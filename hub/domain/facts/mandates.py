"""Who acts for the applicant, and who no more (授权委托)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Mandate


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRegistered:
    """An agent came with a sound mandate of the applicant; `organisation` checked it."""

    heading: CaseHeading
    mandate: Mandate
    organisation: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRevoked:
    """The applicant took all mandates of the agent back; `organisation` recorded it."""

    heading: CaseHeading
    agent: str
    document: DocumentReference
    organisation: str
    at: datetime
    actor: str


MandatesFact: TypeAlias = MandateRegistered | MandateRevoked
