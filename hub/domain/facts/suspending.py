"""What stopped the clock, let it go on, or made it longer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import ApproverRole, ProcedureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialProcedureStarted:
    """A special procedure stops the clock of the decision; `since` is the last day that counted."""

    heading: CaseHeading
    kind: ProcedureKind
    since: date
    notice: DocumentReference
    days: int
    legal_basis: str | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialProcedureEnded:
    """The clock goes on with what was left of each term."""

    heading: CaseHeading
    kind: ProcedureKind
    report: DocumentReference | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineExtended:
    """The decision has more time, once; `approver` answers for it."""

    heading: CaseHeading
    approver: str
    role: ApproverRole = ApproverRole.BODY_HEAD
    reasons: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestedPartiesTold:
    """Interested parties may ask for a hearing until the term ends."""

    heading: CaseHeading
    notice: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRequested:
    """A hearing was asked for in time, at `organisation`, and must be organised."""

    heading: CaseHeading
    organisation: str
    request: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


SuspendingFact: TypeAlias = (
    SpecialProcedureStarted
    | SpecialProcedureEnded
    | DeadlineExtended
    | InterestedPartiesTold
    | HearingRequested
)
