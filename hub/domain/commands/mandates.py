"""Who acts for the applicant from now on, and who no more (授权委托)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference, Mandate


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMandate:
    """登记授权委托: the applicant empowered somebody after the application came in."""

    case_id: str
    mandate: Mandate
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeMandate:
    """撤销委托: the applicant takes back in writing whatever the agent was empowered to."""

    case_id: str
    agent: str
    document: DocumentReference
    actor: str


MandatesCommand: TypeAlias = RegisterMandate | RevokeMandate

SENDERS: Mapping[type, Senders] = {
    RegisterMandate: STREET | OPERATOR,
    RevokeMandate: STREET | OPERATOR,
}

ACTS: Mapping[type, str] = {RegisterMandate: "登记授权委托", RevokeMandate: "撤销委托"}
