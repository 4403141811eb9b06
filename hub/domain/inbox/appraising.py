"""Ratings of answers to questions that somebody has to answer, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import RatingScale


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRatingReported:
    """To who answered: how the answer was rated, and until when to answer a bad rating."""

    question_id: str
    scale: RatingScale
    value: int
    bad: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRatingReplied:
    """To who passed a bad rating on: what its owner says to it."""

    question_id: str
    owner: str
    answer: DocumentReference
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRatingAppealReported:
    """To the administration: decide whether a rating of an answer is false."""

    question_id: str
    owner: str
    request: DocumentReference
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRatingAppealAnswered:
    """To who answered and to who passed the rating on: whether it stands."""

    question_id: str
    upheld: bool


AppraisingMessage: TypeAlias = (
    ConsultationRatingReported
    | ConsultationRatingReplied
    | ConsultationRatingAppealReported
    | ConsultationRatingAppealAnswered
)
