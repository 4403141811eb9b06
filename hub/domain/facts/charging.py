"""Fees: demanded, withdrawn, paid, refunded (缴费)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeDemanded:
    """A fee was demanded; `lawful` when the item names it, with the basis it has in law."""

    heading: CaseHeading
    number: str
    code: str
    amount_fen: int
    lawful: bool
    legal_basis: str | None = None
    notice: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandWithdrawn:
    """A demanded fee need not be paid."""

    heading: CaseHeading
    number: str
    code: str
    amount_fen: int
    reasons: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRecorded:
    """The fee was paid to `organisation`; one that has no basis must go back."""

    heading: CaseHeading
    number: str
    code: str
    amount_fen: int
    receipt_number: str
    organisation: str
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRefunded:
    """What was paid went back, in whole or in part."""

    heading: CaseHeading
    number: str
    code: str
    amount_fen: int
    receipt_number: str
    at: datetime
    actor: str


ChargingFact: TypeAlias = FeeDemanded | DemandWithdrawn | PaymentRecorded | FeeRefunded
