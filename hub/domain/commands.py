"""What somebody asks: imperative, as it came, free text only as a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import Digest, DocumentReference, Material
from hub.domain.vocabulary import Decision, DeliveryMethod, OrganisationKind, ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCase:
    """收件: a counter or an outlet received an application.

    The mode follows from the lists; `place` is the code of the counter or outlet, `applicant` a
    pseudonymous reference.
    """

    business_number: str
    item_code: str
    street: str
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandleInstantCase:
    """即办件: received, accepted, decided and delivered in one act.

    `receipt_number` is the number of the operator's own receipt for what it executed.
    """

    business_number: str
    item_code: str
    street: str
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    decision: Decision
    reasons: DocumentReference | None = None
    document: DocumentReference | None = None
    document_number: str | None = None
    receipt_number: str | None = None
    method: DeliveryMethod
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardCase:
    """转报: the street forwards what it received to the deciding department."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeWork:
    """签收: the department has the work in hand."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnWork:
    """退回: the department sends the work back to the street."""

    case_id: str
    reason: ReturnReason
    remarks: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCase:
    """受理: the deciding body accepts the application; its clock starts."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectApplication:
    """不予受理: the deciding body does not take the application and names who would."""

    case_id: str
    reasons: DocumentReference
    competent_body: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStep:
    """承办, 审核, 批准 …: a step of the handling took place."""

    case_id: str
    step: str
    department: str
    occurred_at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCase:
    """办结: the deciding body approves or denies."""

    case_id: str
    decision: Decision
    reasons: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDocument:
    """批件: the deciding body issues the result document."""

    case_id: str
    document: DocumentReference
    number: str
    issued_on: date
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReceipt:
    """签收回执: the street has received the document with this digest."""

    case_id: str
    digest: Digest
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverDocument:
    """送达: the street handed the outcome to the applicant."""

    case_id: str
    method: DeliveryMethod
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCase:
    """归档: the case file is closed."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApplication:
    """撤回申请: the applicant takes the application back."""

    case_id: str
    request: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorCase:
    """A case of an outside system of record that the hub mirrors and cannot refuse."""

    business_number: str
    system: str
    item: str
    department: str
    opened_at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishCatalogue:
    """Put a catalogue snapshot in force from a day on; two people answer for it."""

    snapshot: Digest
    size_bytes: int
    valid_from: date
    publisher: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """All outboxes of this shard are read up to `instant` (watermark)."""

    shard: int
    instant: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectMessage:
    """Ingress turned a message away at the border."""

    organisation: str
    source: str
    message_id: str
    rule: str
    sentence: str
    remedy: str
    digest: Digest
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchCatalogue:
    """A partition goes over to a published snapshot."""

    snapshot: Digest
    size_bytes: int
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptTopic:
    """An operator lets the lane go on with a commands topic of another id."""

    topic_id: str
    previous_topic_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkErrorClass:
    """An operator lets the lane park what fails with this class of error."""

    error_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseParked:
    """A named operator releases what is parked behind a subject."""

    subject: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DropParked:
    """A named operator drops what is parked behind a subject, with a reason."""

    subject: str
    reason: str
    actor: str


Command: TypeAlias = (
    SubmitCase
    | HandleInstantCase
    | ForwardCase
    | AcknowledgeWork
    | ReturnWork
    | AcceptCase
    | RejectApplication
    | RecordStep
    | DecideCase
    | IssueDocument
    | ConfirmReceipt
    | DeliverDocument
    | ArchiveCase
    | WithdrawApplication
    | MirrorCase
    | PublishCatalogue
    | Tick
    | RejectMessage
    | SwitchCatalogue
    | AdoptTopic
    | ParkErrorClass
    | ReleaseParked
    | DropParked
)
"""Whatever a lane may hand to the domain."""

INTERNAL: tuple[type, ...] = (
    Tick,
    RejectMessage,
    SwitchCatalogue,
    AdoptTopic,
    ParkErrorClass,
)
"""Commands that only the hub itself makes."""

COMMANDS: tuple[type, ...] = (
    SubmitCase,
    HandleInstantCase,
    ForwardCase,
    AcknowledgeWork,
    ReturnWork,
    AcceptCase,
    RejectApplication,
    RecordStep,
    DecideCase,
    IssueDocument,
    ConfirmReceipt,
    DeliverDocument,
    ArchiveCase,
    WithdrawApplication,
    MirrorCase,
    PublishCatalogue,
    ReleaseParked,
    DropParked,
    *INTERNAL,
)
"""Every kind of command there is."""

_STREET = frozenset({OrganisationKind.STREET})
_DEPARTMENT = frozenset({OrganisationKind.DEPARTMENT})
_OPERATOR = frozenset({OrganisationKind.OPERATOR})
_ADMINISTRATION = frozenset({OrganisationKind.ADMINISTRATION})

SENDERS: Mapping[type, frozenset[OrganisationKind]] = {
    SubmitCase: _STREET | _OPERATOR,
    HandleInstantCase: _STREET | _OPERATOR,
    ForwardCase: _STREET,
    AcknowledgeWork: _DEPARTMENT,
    ReturnWork: _DEPARTMENT,
    AcceptCase: _STREET | _DEPARTMENT,
    RejectApplication: _STREET | _DEPARTMENT,
    RecordStep: _STREET | _DEPARTMENT | _ADMINISTRATION,
    DecideCase: _STREET | _DEPARTMENT,
    IssueDocument: _STREET | _DEPARTMENT,
    ConfirmReceipt: _STREET,
    DeliverDocument: _STREET,
    ArchiveCase: _STREET,
    WithdrawApplication: _STREET | _OPERATOR,
    MirrorCase: _DEPARTMENT | _ADMINISTRATION,
    PublishCatalogue: _ADMINISTRATION,
    **dict.fromkeys(INTERNAL, frozenset[OrganisationKind]()),
    ReleaseParked: _ADMINISTRATION,
    DropParked: _ADMINISTRATION,
}
"""Which kind of organisation may say what; rights over a particular case are decided with it."""
