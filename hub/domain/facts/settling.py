"""What was undone, paid back and reconciled of what an operator executed (冲正, 退费, 对账)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import ServiceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceReversed:
    """The operator's system undid the service."""

    heading: CaseHeading
    number: str
    reason: str
    responsible: str | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundOpened:
    """What was paid is to be given back."""

    heading: CaseHeading
    number: str
    reason: str
    responsible: str | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundConfirmed:
    """The money is back with who paid it."""

    heading: CaseHeading
    receipt_number: str
    responsible: str | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementMatched:
    """The operator's daily statement says what the hub knows."""

    heading: CaseHeading
    statement: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDiffers:
    """The daily statement says `outcome` and the hub knew `known`: to be verified (待核)."""

    heading: CaseHeading
    statement: DocumentReference
    outcome: ServiceOutcome
    receipt_number: str | None = None
    known: ServiceOutcome
    responsible: str | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


SettlingFact: TypeAlias = (
    ServiceReversed | RefundOpened | RefundConfirmed | StatementMatched | StatementDiffers
)
