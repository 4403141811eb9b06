"""Questions to a department's mentor, and consultations without a case (业务指导, 政策咨询)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.commands.senders import (
    ADMINISTRATION,
    DEPARTMENT,
    OPERATOR,
    STREET,
    Senders,
)
from hub.domain.documents import DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMentor:
    """业务指导: a street asks a department's mentor; `number` is the street's own."""

    number: str
    department: str
    item_code: str | None = None
    question: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConsultation:
    """政策咨询: somebody asks without applying; the sender answers unless it names a department."""

    number: str
    department: str | None = None
    item_code: str | None = None
    question: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardQuestion:
    """转办咨询: another department knows better."""

    question_id: str
    department: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuestion:
    """答复: `mentor` answers by name."""

    question_id: str
    mentor: str
    answer: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputeAnswers:
    """重算答复期限: the days off of a year were arranged by notice, for the first time or anew."""

    question_id: str
    year: int
    holidays: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()
    actor: str


QuestionsCommand: TypeAlias = (
    AskMentor | OpenConsultation | ForwardQuestion | AnswerQuestion | RecomputeAnswers
)

_WHOEVER_ANSWERS = STREET | DEPARTMENT | OPERATOR | ADMINISTRATION

SENDERS: Mapping[type, Senders] = {
    AskMentor: STREET,
    OpenConsultation: _WHOEVER_ANSWERS,
    ForwardQuestion: _WHOEVER_ANSWERS,
    AnswerQuestion: _WHOEVER_ANSWERS,
    RecomputeAnswers: ADMINISTRATION,
}

ACTS: Mapping[type, str] = {
    AskMentor: "咨询业务指导员",
    OpenConsultation: "登记政策咨询",
    ForwardQuestion: "转办咨询",
    AnswerQuestion: "答复咨询",
    RecomputeAnswers: "重算答复期限",
}
