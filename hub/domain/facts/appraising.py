"""Ratings of answers to questions, what was said to them, and their appeals."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import RatingScale


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRated:
    """An answer was rated; a bad rating opens a duty of `owner` to answer."""

    owner: str
    rater: str
    scale: RatingScale
    value: int
    bad: bool
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRatingAnswered:
    """The owner of a bad rating of its answer answered."""

    owner: str
    rater: str
    answer: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRatingAppealed:
    """The owner says that a bad rating of its answer is false; the `administration` decides."""

    owner: str
    administration: str
    request: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRatingAppealDecided:
    """The rating of an answer stands, or was taken away."""

    owner: str
    rater: str
    upheld: bool
    at: datetime
    actor: str


AppraisingFact: TypeAlias = (
    ConsultationRated
    | ConsultationRatingAnswered
    | ConsultationRatingAppealed
    | ConsultationRatingAppealDecided
)
