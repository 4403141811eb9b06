"""The way of the work between street and deciding body (转报, 签收, 退回)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import DEPARTMENT, STREET, Senders
from hub.domain.documents import Digest, DocumentReference
from hub.domain.vocabulary import ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardCase:
    """转报: the street forwards what it received to the deciding department."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeWork:
    """签收: the department has the work in hand; `digest` says what arrived (`work_digest`)."""

    case_id: str
    actor: str
    digest: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnWork:
    """退回: the department sends the work back to the street."""

    case_id: str
    reason: ReturnReason
    remarks: DocumentReference | None = None
    actor: str


ForwardingCommand: TypeAlias = ForwardCase | AcknowledgeWork | ReturnWork

SENDERS: Mapping[type, Senders] = {
    ForwardCase: STREET,
    AcknowledgeWork: DEPARTMENT,
    ReturnWork: DEPARTMENT,
}

ACTS: Mapping[type, str] = {
    ForwardCase: "转报",
    AcknowledgeWork: "签收来件",
    ReturnWork: "退回",
}
