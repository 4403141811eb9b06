"""The way back to the applicant, the file, withdrawal (送达, 归档, 撤回)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, Digest, DocumentReference
from hub.domain.vocabulary import DeliveryMethod, DeliveryObstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptConfirmed:
    """The street received the document with this digest."""

    heading: CaseHeading
    digest: Digest
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDelivered:
    """The outcome reached the applicant, by the hands of `agent` if named."""

    heading: CaseHeading
    method: DeliveryMethod
    agent: str | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAttempted:
    """The street tried to serve the outcome, and it reached nobody."""

    heading: CaseHeading
    method: DeliveryMethod
    obstacle: DeliveryObstacle
    report: DocumentReference | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseArchived:
    """The case file was closed; it must be kept until the end of `kept_until`, None for good."""

    heading: CaseHeading
    at: datetime
    actor: str
    kept_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn:
    """The applicant took the application back, by `agent` if named."""

    heading: CaseHeading
    was_with_decider: bool
    agent: str | None = None
    at: datetime
    actor: str


DeliveringFact: TypeAlias = (
    ReceiptConfirmed | DocumentDelivered | DeliveryAttempted | CaseArchived | ApplicationWithdrawn
)
