"""What is kept of a question to a mentor (业务指导员) or of a consultation without a case."""

from dataclasses import dataclass

from hub.domain.documents import DocumentReference
from hub.domain.ratings import RatedAnswer
from hub.domain.terms import Running
from hub.domain.vocabulary import QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it stands; `department` owes the answer, or gave it.

    `cards` counts those that were given for its terms, `rating` is what was thought of the answer.
    """

    kind: QuestionKind
    number: str
    asker: str
    department: str
    question: DocumentReference
    item_code: str | None = None
    answered: bool = False
    terms: tuple[Running, ...] = ()
    cards: int = 0
    rating: RatedAnswer | None = None
