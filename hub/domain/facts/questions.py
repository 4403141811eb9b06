"""Questions to mentors and consultations without a case: asked, passed on, answered, late."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import CardColour, Leg, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked:
    """`asker` asked; `department` owes the answer."""

    kind: QuestionKind
    number: str
    asker: str
    department: str
    item_code: str | None = None
    question: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionForwarded:
    """`former` passed the question on: `department` owes the answer now."""

    kind: QuestionKind
    asker: str
    former: str
    department: str
    item_code: str | None = None
    question: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered:
    """A named mentor answered; `late` when after the last day."""

    kind: QuestionKind
    asker: str
    department: str
    mentor: str
    answer: DocumentReference
    late: bool
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCardIssued:
    """A supervision card for `owner`: the last day for what it owes draws near or has passed.

    `leg` says what: the answer, an answer to its bad rating, or the decision of an appeal. A red
    one goes up to the `administration`.
    """

    asker: str
    owner: str
    number: int
    colour: CardColour
    due_on: date
    administration: str | None = None
    leg: Leg = Leg.QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersMoved:
    """The days off of `year` were arranged: what is owed is due as `terms` say, not `formerly`."""

    asker: str
    year: int
    terms: tuple[Term, ...] = ()
    formerly: tuple[Term, ...] = ()
    at: datetime
    actor: str


QuestionsFact: TypeAlias = (
    QuestionAsked | QuestionForwarded | QuestionAnswered | QuestionCardIssued | AnswersMoved
)
