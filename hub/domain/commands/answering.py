"""What people think of the service, and what they complain of (评价, 投诉)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import RatingScale


@dataclass(frozen=True, slots=True, kw_only=True)
class RateService:
    """评价: voluntary, once for each visit, with the scale it was given on."""

    case_id: str
    visit: str
    scale: RatingScale
    value: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRating:
    """差评答复."""

    case_id: str
    number: int
    answer: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRating:
    """申诉: a rating is said to be false."""

    case_id: str
    number: int
    request: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRatingAppeal:
    """申诉复核: the rating stands or is taken away."""

    case_id: str
    number: int
    upheld: bool
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileComplaint:
    """投诉: by the hotline or at the counter, against an organisation of the case."""

    case_id: str
    against: str
    reason: str
    complaint: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerComplaint:
    """投诉答复."""

    case_id: str
    number: int
    answer: DocumentReference
    actor: str


AnsweringCommand: TypeAlias = (
    RateService | AnswerRating | AppealRating | DecideRatingAppeal | FileComplaint | AnswerComplaint
)

SENDERS: Mapping[type, Senders] = {
    RateService: STREET | OPERATOR | ADMINISTRATION,
    AnswerRating: STREET | DEPARTMENT | OPERATOR,
    AppealRating: STREET | DEPARTMENT | OPERATOR,
    DecideRatingAppeal: ADMINISTRATION,
    FileComplaint: STREET | ADMINISTRATION,
    AnswerComplaint: STREET | DEPARTMENT | OPERATOR,
}

ACTS: Mapping[type, str] = {
    RateService: "评价",
    AnswerRating: "答复差评",
    AppealRating: "申诉评价",
    DecideRatingAppeal: "复核评价",
    FileComplaint: "登记投诉",
    AnswerComplaint: "答复投诉",
}
