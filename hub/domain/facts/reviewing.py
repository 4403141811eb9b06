"""Accepting and the steps of the review (受理, 审查)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted:
    """The case was accepted.

    `due_on` is the last day for the decision (statutory, else promised), `promised_on` the promised
    one; `provisional` when a year not yet published by the State Council was needed.
    """

    heading: CaseHeading
    at: datetime
    effective_on: date
    due_on: date | None = None
    promised_on: date | None = None
    provisional: bool
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeemedAccepted:
    """Nothing was said in five working days: accepted from the day of receipt (Art. 32)."""

    heading: CaseHeading
    effective_on: date
    due_on: date | None = None
    promised_on: date | None = None
    provisional: bool


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
    actor: str


ReviewingFact: TypeAlias = CaseAccepted | CaseDeemedAccepted | ApplicationRejected | StepRecorded
