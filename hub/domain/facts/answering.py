"""Ratings and complaints, their answers and appeals."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import RatingScale


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRated:
    """A visit was rated; a bad rating opens a duty of `owner` to answer."""

    heading: CaseHeading
    number: int
    visit: str
    scale: RatingScale
    value: int
    bad: bool
    owner: str
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAnswered:
    """The owner of a bad rating answered."""

    heading: CaseHeading
    number: int
    answer: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAppealed:
    """A rating is said to be false."""

    heading: CaseHeading
    number: int
    owner: str
    request: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAppealDecided:
    """The rating stands, or was taken away."""

    heading: CaseHeading
    number: int
    upheld: bool
    owner: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFiled:
    """Somebody complained about `owner`."""

    heading: CaseHeading
    number: int
    owner: str
    reason: str
    complaint: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswered:
    """The organisation complained of has answered."""

    heading: CaseHeading
    number: int
    answer: DocumentReference
    at: datetime
    actor: str


AnsweringFact: TypeAlias = (
    ServiceRated
    | RatingAnswered
    | RatingAppealed
    | RatingAppealDecided
    | ComplaintFiled
    | ComplaintAnswered
)
