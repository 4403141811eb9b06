"""A service at an outlet, asked of an operator's system, and what became of it (服务点即办)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRequested:
    """The outlet took the case and asked for its execution; a word about it is owed in time."""

    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    bundle_id: str | None = None
    requested_at: datetime
    terms: tuple[Term, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceExecuted:
    """The operator's own system executed the service; `responsible` answers for it."""

    heading: CaseHeading
    receipt_number: str
    responsible: str | None = None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFailed:
    """It was not executed; a check that fails (待遇资格认证) stops no benefit and opens nothing."""

    heading: CaseHeading
    reason: str | None = None
    benefit_continues: bool
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceToVerify:
    """待核: nobody knows whether it was executed, so it is never sent again.

    `unreported`: the operator's system said nothing in time.
    """

    heading: CaseHeading
    unreported: bool
    terms: tuple[Term, ...] = ()
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationResolved:
    """The operator found out whether it was executed; what follows comes beside."""

    heading: CaseHeading
    executed: bool
    evidence: DocumentReference | None = None
    at: datetime
    actor: str


ExecutingFact: TypeAlias = (
    ServiceRequested | ServiceExecuted | ServiceFailed | ServiceToVerify | VerificationResolved
)
