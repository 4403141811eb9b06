"""What is kept of ratings and complaints."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.answering import (
    ComplaintAnswered,
    ComplaintFiled,
    RatingAnswered,
    RatingAppealDecided,
    RatingAppealed,
    ServiceRated,
)
from hub.domain.ratings import Rated
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg

_RATING = frozenset({Leg.RATING})
_APPEAL = frozenset({Leg.APPEAL})
_COMPLAINT = frozenset({Leg.COMPLAINT})


def _rated(case: Case, fact: ServiceRated) -> Case:
    rated = Rated(visit=fact.visit, owner=fact.owner, bad=fact.bad)
    return changed(case, ratings=(*case.ratings, rated), terms=opened(case.terms, fact.terms))


def _rating_answered(case: Case, fact: RatingAnswered) -> Case:
    return changed(case, terms=closed(case.terms, _RATING, about=str(fact.number)))


def _appealed(case: Case, fact: RatingAppealed) -> Case:
    return changed(case, terms=opened(case.terms, fact.terms))


def _appeal_decided(case: Case, fact: RatingAppealDecided) -> Case:
    terms = closed(case.terms, _APPEAL, about=f"rating-{fact.number}")
    if fact.upheld:
        return changed(case, terms=terms)
    ratings = list(case.ratings)
    ratings[fact.number - 1] = changed(ratings[fact.number - 1], taken_away=True)
    terms = closed(terms, _RATING, about=str(fact.number))
    return changed(case, ratings=tuple(ratings), terms=terms)


def _complained(case: Case, fact: ComplaintFiled) -> Case:
    return changed(case, complaints=fact.number, terms=opened(case.terms, fact.terms))


def _complaint_answered(case: Case, fact: ComplaintAnswered) -> Case:
    return changed(case, terms=closed(case.terms, _COMPLAINT, about=str(fact.number)))


FOLDS: CaseFolds = {
    ServiceRated: _rated,
    RatingAnswered: _rating_answered,
    RatingAppealed: _appealed,
    RatingAppealDecided: _appeal_decided,
    ComplaintFiled: _complained,
    ComplaintAnswered: _complaint_answered,
}
