"""Accepting and the steps of the review (受理, 审查)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted:
    """The case was accepted; `effective_on` is day 0 of the terms for its decision."""

    heading: CaseHeading
    at: datetime
    effective_on: date
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


ReviewingFact: TypeAlias = CaseAccepted | CaseDeemedAccepted | ApplicationRejected | StepRecorded
