"""Accepting and the steps of the review (受理, 审查)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import Opinion, RejectionGround


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted:
    """The case was accepted; `effective_on` is day 0 of the terms for its decision.

    `on_behalf_of` is the deciding body when the street accepted for it (委托受理).
    """

    heading: CaseHeading
    at: datetime
    effective_on: date
    on_behalf_of: str | None = None
    tolerated: tuple[str, ...] = ()
    promise: DocumentReference | None = None
    terms: tuple[Term, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeemedAccepted:
    """Nothing was said in five working days: accepted from the day of receipt (Art. 32)."""

    heading: CaseHeading
    effective_on: date
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRejected:
    """The application was not taken; `competent_body` says where to apply."""

    heading: CaseHeading
    reasons: DocumentReference
    competent_body: str
    ground: RejectionGround = RejectionGround.NOT_COMPETENT
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecorded:
    """A step of the handling took place."""

    heading: CaseHeading
    step: str
    department: str
    occurred_at: datetime
    terms: tuple[Term, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreliminaryReviewGiven:
    """The street reviewed before forwarding."""

    heading: CaseHeading
    verdict: Opinion
    report: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentVerified:
    """What the applicant committed to was found true, or not; then `supervising` must know."""

    heading: CaseHeading
    kept: bool
    report: DocumentReference
    supervising: str | None = None
    at: datetime
    actor: str


ReviewingFact: TypeAlias = (
    PreliminaryReviewGiven
    | CommitmentVerified
    | CaseAccepted
    | CaseDeemedAccepted
    | ApplicationRejected
    | StepRecorded
)
