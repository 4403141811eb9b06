"""What happened: past tense; the facts of a case start with its heading."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, Digest, DocumentReference, Material
from hub.domain.vocabulary import CardColour, Decision, DeliveryMethod, Leg, ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceived:
    """The case was received; without a word by the end of `accept_by` it counts as accepted."""

    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    received_at: datetime
    accept_by: date
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForwarded:
    """The case went to the deciding department, with all that it needs."""

    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    forwarded_at: datetime
    accept_by: date
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAcknowledged:
    """The department has the work in hand."""

    heading: CaseHeading
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkReturned:
    """The department sent the work back to the street."""

    heading: CaseHeading
    reason: ReturnReason
    remarks: DocumentReference | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted:
    """The case was accepted.

    `due_on` is the last day for the decision (statutory, else promised), `promised_on` the promised
    one; `provisional` when a year not yet published by the State Council was needed.
    """

    heading: CaseHeading
    at: datetime
    effective_on: date
    due_on: date | None = None
    promised_on: date | None = None
    provisional: bool
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeemedAccepted:
    """Nothing was said in five working days: accepted from the day of receipt (Art. 32)."""

    heading: CaseHeading
    effective_on: date
    due_on: date | None = None
    promised_on: date | None = None
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRejected:
    """The application was not taken; `competent_body` says where to apply."""

    heading: CaseHeading
    reasons: DocumentReference
    competent_body: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecorded:
    """A step of the handling took place."""

    heading: CaseHeading
    step: str
    department: str
    occurred_at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided:
    """The deciding body approved or denied; `late` when after the last day."""

    heading: CaseHeading
    decision: Decision
    reasons: DocumentReference | None = None
    at: datetime
    late: bool
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIssued:
    """The result document was issued."""

    heading: CaseHeading
    document: DocumentReference
    number: str
    issued_on: date
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceExecuted:
    """The operator's own system executed the service at the outlet."""

    heading: CaseHeading
    receipt_number: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptConfirmed:
    """The street received the document with this digest."""

    heading: CaseHeading
    digest: Digest
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDelivered:
    """The outcome reached the applicant."""

    heading: CaseHeading
    method: DeliveryMethod
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseArchived:
    """The case file was closed."""

    heading: CaseHeading
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn:
    """The applicant took the application back."""

    heading: CaseHeading
    was_with_decider: bool
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMissed:
    """A supervision card: `owner` let the last day of a leg pass."""

    heading: CaseHeading
    leg: Leg
    colour: CardColour
    due_on: date
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMirrored:
    """A case of an outside system of record is now mirrored."""

    heading: CaseHeading
    system: str
    item: str
    department: str
    opened_at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRejected:
    """A message was turned away at the border; digest and size are those of the original."""

    organisation: str
    source: str
    message_id: str
    rule: str
    sentence: str
    remedy: str
    digest: Digest
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePublished:
    """A catalogue snapshot was published."""

    snapshot: Digest
    size_bytes: int
    valid_from: date
    publisher: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSwitched:
    """The partition goes by this snapshot from here on."""

    snapshot: Digest
    size_bytes: int
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved:
    """The partition's clock moved to `instant`."""

    instant: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAdopted:
    """The lane goes on with a commands topic of another id."""

    topic_id: str
    previous_topic_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorClassParked:
    """The lane parks what fails with this class of error."""

    error_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedReleased:
    """What was parked behind a subject was released."""

    subject: str
    count: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedDropped:
    """What was parked behind a subject was dropped."""

    subject: str
    count: int
    reason: str
    actor: str


Fact: TypeAlias = (
    CaseReceived
    | CaseForwarded
    | WorkAcknowledged
    | WorkReturned
    | CaseAccepted
    | CaseDeemedAccepted
    | ApplicationRejected
    | StepRecorded
    | CaseDecided
    | DocumentIssued
    | ServiceExecuted
    | ReceiptConfirmed
    | DocumentDelivered
    | CaseArchived
    | ApplicationWithdrawn
    | DeadlineMissed
    | CaseMirrored
    | MessageRejected
    | CataloguePublished
    | CatalogueSwitched
    | ClockMoved
    | TopicAdopted
    | ErrorClassParked
    | ParkedReleased
    | ParkedDropped
)
"""Whatever the journal may record."""

FACTS: tuple[type, ...] = (
    CaseReceived,
    CaseForwarded,
    WorkAcknowledged,
    WorkReturned,
    CaseAccepted,
    CaseDeemedAccepted,
    ApplicationRejected,
    StepRecorded,
    CaseDecided,
    DocumentIssued,
    ServiceExecuted,
    ReceiptConfirmed,
    DocumentDelivered,
    CaseArchived,
    ApplicationWithdrawn,
    DeadlineMissed,
    CaseMirrored,
    MessageRejected,
    CataloguePublished,
    CatalogueSwitched,
    ClockMoved,
    TopicAdopted,
    ErrorClassParked,
    ParkedReleased,
    ParkedDropped,
)
"""Every kind of fact there is."""
