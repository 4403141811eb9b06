"""The way back to the applicant, the file, withdrawal (送达, 归档, 撤回)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import OPERATOR, STREET, Senders
from hub.domain.documents import Digest, DocumentReference
from hub.domain.vocabulary import DeliveryMethod, DeliveryObstacle


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReceipt:
    """签收回执: the street has received the document with this digest."""

    case_id: str
    digest: Digest
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverDocument:
    """送达: the street handed the outcome to the applicant, or to an `agent`."""

    case_id: str
    method: DeliveryMethod
    agent: str | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeliveryAttempt:
    """未能送达: the street tried to serve the outcome, and it reached nobody."""

    case_id: str
    method: DeliveryMethod
    obstacle: DeliveryObstacle
    report: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCase:
    """归档: the case file is closed."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawApplication:
    """撤回申请: the applicant takes the application back, or an `agent` does."""

    case_id: str
    request: DocumentReference | None = None
    agent: str | None = None
    actor: str


DeliveringCommand: TypeAlias = (
    ConfirmReceipt | DeliverDocument | RecordDeliveryAttempt | ArchiveCase | WithdrawApplication
)

SENDERS: Mapping[type, Senders] = {
    ConfirmReceipt: STREET,
    DeliverDocument: STREET,
    RecordDeliveryAttempt: STREET,
    ArchiveCase: STREET,
    WithdrawApplication: STREET | OPERATOR,
}

ACTS: Mapping[type, str] = {
    ConfirmReceipt: "签收回传文书",
    DeliverDocument: "送达",
    RecordDeliveryAttempt: "登记未能送达",
    ArchiveCase: "归档",
    WithdrawApplication: "撤回申请",
}
