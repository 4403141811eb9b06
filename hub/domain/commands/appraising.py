"""What people think of an answer they got, without a case or from a mentor (咨询评价)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import (
    ADMINISTRATION,
    DEPARTMENT,
    OPERATOR,
    STREET,
    Senders,
)
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import RatingScale


@dataclass(frozen=True, slots=True, kw_only=True)
class RateConsultation:
    """评价咨询: voluntary, once for each answered question, with the scale it was given on.

    A street may rate a mentor's answer to its own question in the same way: both are questions.
    """

    question_id: str
    scale: RatingScale
    value: int
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerConsultationRating:
    """差评答复: who answered the question answers its bad rating."""

    question_id: str
    answer: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealConsultationRating:
    """申诉: a bad rating of an answer is said to be false."""

    question_id: str
    request: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideConsultationRatingAppeal:
    """申诉复核: the rating of an answer stands or is taken away."""

    question_id: str
    upheld: bool
    actor: str


AppraisingCommand: TypeAlias = (
    RateConsultation
    | AnswerConsultationRating
    | AppealConsultationRating
    | DecideConsultationRatingAppeal
)

SENDERS: Mapping[type, Senders] = {
    RateConsultation: STREET | DEPARTMENT | OPERATOR | ADMINISTRATION,
    AnswerConsultationRating: STREET | DEPARTMENT | OPERATOR | ADMINISTRATION,
    AppealConsultationRating: STREET | DEPARTMENT | OPERATOR,
    DecideConsultationRatingAppeal: ADMINISTRATION,
}
"""The administration decides appeals, so it makes none against ratings of its own answers."""

ACTS: Mapping[type, str] = {
    RateConsultation: "评价咨询",
    AnswerConsultationRating: "答复咨询差评",
    AppealConsultationRating: "申诉咨询评价",
    DecideConsultationRatingAppeal: "复核咨询评价",
}
