"""What is kept of the rating of an answer."""

from hub.domain.changing import changed
from hub.domain.evolution.folds import FoldError, OpeningFolds
from hub.domain.evolution.questions import question_before
from hub.domain.facts.appraising import (
    ConsultationRated,
    ConsultationRatingAnswered,
    ConsultationRatingAppealDecided,
    ConsultationRatingAppealed,
)
from hub.domain.question import Question
from hub.domain.ratings import RatedAnswer
from hub.domain.subjects import State
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg

_RATING = frozenset({Leg.RATING})
_APPEAL = frozenset({Leg.APPEAL})


def _rated(state: State | None, fact: ConsultationRated) -> Question:
    question = question_before(state, fact)
    rated = RatedAnswer(rater=fact.rater, owner=fact.owner, bad=fact.bad)
    return changed(question, rating=rated, terms=opened(question.terms, fact.terms))


def _answered(state: State | None, fact: ConsultationRatingAnswered) -> Question:
    question = question_before(state, fact)
    return changed(question, terms=closed(question.terms, _RATING))


def _appealed(state: State | None, fact: ConsultationRatingAppealed) -> Question:
    question, rated = _rating_before(state, fact)
    rated = changed(rated, appealed=True)
    return changed(question, rating=rated, terms=opened(question.terms, fact.terms))


def _appeal_decided(state: State | None, fact: ConsultationRatingAppealDecided) -> Question:
    question, rated = _rating_before(state, fact)
    if fact.upheld:
        return changed(question, terms=closed(question.terms, _APPEAL))
    rated = changed(rated, taken_away=True)
    return changed(question, rating=rated, terms=closed(question.terms, _APPEAL | _RATING))


def _rating_before(state: State | None, fact: object) -> tuple[Question, RatedAnswer]:
    question = question_before(state, fact)
    if question.rating is None:
        raise FoldError(f"{type(fact).__name__} before there is a rating")
    return question, question.rating


OPENING: OpeningFolds = {
    ConsultationRated: _rated,
    ConsultationRatingAnswered: _answered,
    ConsultationRatingAppealed: _appealed,
    ConsultationRatingAppealDecided: _appeal_decided,
}
