"""Ratings and complaints that somebody has to answer."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.vocabulary import RatingScale


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingReported:
    """To whom the visit was: how it was rated, and until when to answer a bad one."""

    case_id: str
    heading: CaseHeading
    number: int
    scale: RatingScale
    value: int
    bad: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAppealReported:
    """To the administration: decide whether a rating is false."""

    case_id: str
    heading: CaseHeading
    number: int
    request: DocumentReference
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingAppealAnswered:
    """To whom the visit was: whether the rating stands."""

    case_id: str
    heading: CaseHeading
    number: int
    upheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintReceived:
    """To the organisation complained of: answer it."""

    case_id: str
    heading: CaseHeading
    number: int
    reason: str
    complaint: DocumentReference
    due_on: date | None = None


AnsweringMessage: TypeAlias = (
    RatingReported | RatingAppealReported | RatingAppealAnswered | ComplaintReceived
)
