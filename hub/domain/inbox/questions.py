"""Questions to answer, and answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import CardColour, Leg, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReceived:
    """To who owes the answer: a question."""

    question_id: str
    kind: QuestionKind
    asker: str
    item_code: str | None = None
    question: DocumentReference
    answer_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMoved:
    """To who asked: another department answers."""

    question_id: str
    department: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """To who asked: the answer, and who gave it."""

    question_id: str
    department: str
    mentor: str
    answer: DocumentReference
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCardReported:
    """To who owes something and to who asked, a red one to the administration: a card."""

    question_id: str
    owner: str
    number: int
    colour: CardColour
    due_on: date
    leg: Leg = Leg.QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDaysReported:
    """To who owes an answer, and to who asked: last days that the calendar moved."""

    question_id: str
    year: int
    terms: tuple[Term, ...] = ()
    formerly: tuple[Term, ...] = ()


QuestionsMessage: TypeAlias = (
    QuestionReceived | QuestionMoved | AnswerGiven | QuestionCardReported | AnswerDaysReported
)
