"""What is kept of a question."""

from hub.domain.changing import changed
from hub.domain.evolution.folds import FoldError, OpeningFolds
from hub.domain.facts.questions import (
    AnswersMoved,
    QuestionAnswered,
    QuestionAsked,
    QuestionCardIssued,
    QuestionForwarded,
)
from hub.domain.question import Question
from hub.domain.subjects import State
from hub.domain.terms import marked, moved, opened


def question_before(state: State | None, fact: object) -> Question:
    """Return the question that a fact is about; raises FoldError when there is none."""
    if not isinstance(state, Question):
        raise FoldError(f"{type(fact).__name__} before there is a question")
    return state


def _asked(state: State | None, fact: QuestionAsked) -> Question:
    del state
    return Question(
        kind=fact.kind,
        number=fact.number,
        asker=fact.asker,
        department=fact.department,
        question=fact.question,
        item_code=fact.item_code,
        terms=opened((), fact.terms),
    )


def _forwarded(state: State | None, fact: QuestionForwarded) -> Question:
    question = question_before(state, fact)
    return changed(question, department=fact.department, terms=opened(question.terms, fact.terms))


def _answered(state: State | None, fact: QuestionAnswered) -> Question:
    return changed(question_before(state, fact), answered=True, terms=())


def _card(state: State | None, fact: QuestionCardIssued) -> Question:
    question = question_before(state, fact)
    terms = marked(question.terms, fact.leg, "", fact.colour)
    return changed(question, cards=fact.number, terms=terms)


def _moved(state: State | None, fact: AnswersMoved) -> Question:
    question = question_before(state, fact)
    return changed(question, terms=moved(question.terms, fact.terms))


OPENING: OpeningFolds = {
    QuestionAsked: _asked,
    QuestionForwarded: _forwarded,
    QuestionAnswered: _answered,
    QuestionCardIssued: _card,
    AnswersMoved: _moved,
}
