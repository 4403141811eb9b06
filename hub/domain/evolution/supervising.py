"""What is kept of cards and of terms that the applicant let pass."""

from hub.domain.case import Card, Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.supervising import CardIssued, OverrideRecorded, TermLapsed
from hub.domain.terms import marked, opened
from hub.domain.vocabulary import CardColour


def _card(case: Case, fact: CardIssued) -> Case:
    card = Card(number=fact.number, colour=fact.colour, leg=fact.leg, owner=fact.owner)
    terms = case.terms
    if fact.leg is not None:
        terms = marked(terms, fact.leg, fact.about, fact.colour)
    return changed(case, cards=(*case.cards, card), terms=terms)


def _lapsed(case: Case, fact: TermLapsed) -> Case:
    terms = marked(case.terms, fact.leg, fact.about, CardColour.RED)
    return changed(case, terms=opened(terms, fact.terms))


def _overridden(case: Case, fact: OverrideRecorded) -> Case:
    del fact
    return case


FOLDS: CaseFolds = {CardIssued: _card, TermLapsed: _lapsed, OverrideRecorded: _overridden}
