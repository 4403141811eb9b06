"""What is undone, paid back and reconciled of what an operator executed (冲正, 退费, 对账)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import ServiceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseService:
    """冲正: the operator's system undid what it had executed; `number` is that of the reversal."""

    case_id: str
    number: str
    reason: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundService:
    """退费: what was paid is to be given back; `number` is that of the refund."""

    case_id: str
    number: str
    reason: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRefund:
    """退费到账: the money is back; `receipt_number` is the operator's receipt for it."""

    case_id: str
    receipt_number: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStatement:
    """对账: what the operator's daily statement says of one case; `statement` is the whole list."""

    case_id: str
    statement: DocumentReference
    outcome: ServiceOutcome
    receipt_number: str | None = None
    actor: str


SettlingCommand: TypeAlias = ReverseService | RefundService | ConfirmRefund | ReportStatement

SENDERS: Mapping[type, Senders] = {
    ReverseService: OPERATOR | STREET,
    RefundService: OPERATOR | STREET,
    ConfirmRefund: OPERATOR | STREET,
    ReportStatement: OPERATOR | STREET,
}

ACTS: Mapping[type, str] = {
    ReverseService: "冲正",
    RefundService: "退费",
    ConfirmRefund: "确认退费到账",
    ReportStatement: "对账",
}
