"""What is kept of cards, their appeals, and of terms that the applicant let pass."""

from hub.domain.case import Card, Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.supervising import (
    CardAppealDecided,
    CardAppealed,
    CardIssued,
    CardWithdrawn,
    OverrideRecorded,
    TermLapsed,
    TermsMoved,
)
from hub.domain.terms import closed, marked, moved, opened
from hub.domain.vocabulary import CardColour, CardStanding, Leg

_APPEAL = frozenset({Leg.APPEAL})


def appeal_about(number: int) -> str:
    """Return what tells the appeal of a card from other appeals of the case."""
    return f"card-{number}"


def _card(case: Case, fact: CardIssued) -> Case:
    card = Card(
        number=fact.number,
        colour=fact.colour,
        leg=fact.leg,
        owner=fact.owner,
        about=fact.about,
    )
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


def _appealed(case: Case, fact: CardAppealed) -> Case:
    cards = _standing(case, fact.number, CardStanding.APPEALED)
    return changed(case, cards=cards, terms=opened(case.terms, fact.terms))


def _appeal_decided(case: Case, fact: CardAppealDecided) -> Case:
    standing = CardStanding.UPHELD if fact.upheld else CardStanding.WITHDRAWN
    return changed(
        case,
        cards=_standing(case, fact.number, standing),
        terms=closed(case.terms, _APPEAL, about=appeal_about(fact.number)),
    )


def _moved(case: Case, fact: TermsMoved) -> Case:
    return changed(case, terms=moved(case.terms, fact.terms))


def _withdrawn(case: Case, fact: CardWithdrawn) -> Case:
    return changed(
        case,
        cards=_standing(case, fact.number, CardStanding.WITHDRAWN),
        terms=closed(case.terms, _APPEAL, about=appeal_about(fact.number)),
    )


def _standing(case: Case, number: int, standing: CardStanding) -> tuple[Card, ...]:
    return tuple(
        [changed(card, standing=standing) if card.number == number else card for card in case.cards]
    )


FOLDS: CaseFolds = {
    CardIssued: _card,
    TermLapsed: _lapsed,
    OverrideRecorded: _overridden,
    CardAppealed: _appealed,
    CardAppealDecided: _appeal_decided,
    TermsMoved: _moved,
    CardWithdrawn: _withdrawn,
}
