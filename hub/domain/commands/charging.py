"""Fees: demanded, withdrawn, paid, refunded (缴费)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandFee:
    """缴费通知: the deciding body demands a fee that the item names; `number` is the notice's."""

    case_id: str
    number: str
    code: str
    amount_fen: int
    notice: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDemand:
    """撤销缴费通知: a fee that was demanded by mistake, or is waived (减免)."""

    case_id: str
    number: str
    reasons: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPayment:
    """缴费: the demanded fee was paid; `receipt_number` is that of the public receipt (票据)."""

    case_id: str
    number: str
    receipt_number: str
    amount_fen: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFee:
    """退费: what was paid went back, in whole or in part."""

    case_id: str
    number: str
    receipt_number: str
    amount_fen: int
    actor: str


ChargingCommand: TypeAlias = DemandFee | WithdrawDemand | RecordPayment | RefundFee

SENDERS: Mapping[type, Senders] = {
    DemandFee: STREET | DEPARTMENT | ADMINISTRATION,
    WithdrawDemand: STREET | DEPARTMENT | ADMINISTRATION,
    RecordPayment: STREET | DEPARTMENT | OPERATOR | ADMINISTRATION,
    RefundFee: STREET | DEPARTMENT | ADMINISTRATION,
}

ACTS: Mapping[type, str] = {
    DemandFee: "通知缴费",
    WithdrawDemand: "撤销缴费通知",
    RecordPayment: "登记缴费",
    RefundFee: "退费",
}
