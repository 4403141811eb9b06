"""Supervision: cards and what follows from them (电子监察)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import CardColour, Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class CardIssued:
    """A supervision card for `owner`: the last day of a leg draws near or has passed.

    `number` counts the cards of the case from 1. An irregularity has a `rule` instead of a leg.
    `administration` is to whom a red card goes up.
    """

    heading: CaseHeading
    number: int
    colour: CardColour
    leg: Leg | None = None
    about: str = ""
    rule: str | None = None
    owner: str
    due_on: date | None = None
    administration: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLapsed:
    """The applicant let the last day of a leg pass; what others must do now is in `terms`."""

    heading: CaseHeading
    leg: Leg
    about: str = ""
    due_on: date
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRecorded:
    """A named head let pass, with reasons, what a rule refuses otherwise."""

    heading: CaseHeading
    rule: str
    approver: str
    reasons: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAppealed:
    """Who got a card says that it is wrong; `administration` decides."""

    heading: CaseHeading
    number: int
    owner: str
    administration: str
    request: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAppealDecided:
    """The card stands, or was withdrawn on appeal."""

    heading: CaseHeading
    number: int
    owner: str
    upheld: bool
    reasons: DocumentReference | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsMoved:
    """The days off of `year` were arranged: `terms` end as they say now, `formerly` as before."""

    heading: CaseHeading
    year: int
    terms: tuple[Term, ...] = ()
    formerly: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWithdrawn:
    """A red card proved wrong: its last day had not come, by the calendar as it is now."""

    heading: CaseHeading
    number: int
    owner: str
    due_on: date


SupervisingFact: TypeAlias = (
    CardIssued
    | TermLapsed
    | OverrideRecorded
    | CardAppealed
    | CardAppealDecided
    | TermsMoved
    | CardWithdrawn
)
