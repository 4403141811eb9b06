"""What is kept of opinions, urges and a change of the deciding body."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.consulting import (
    CaseUrged,
    InspectionRecorded,
    OpinionAsked,
    OpinionGiven,
    UrgeAnswered,
    WorkRerouted,
)
from hub.domain.terms import closed, handed_on, opened
from hub.domain.vocabulary import Leg

_OPINION = frozenset({Leg.OPINION})
_URGE = frozenset({Leg.URGE})


def _asked(case: Case, fact: OpinionAsked) -> Case:
    return changed(case, terms=opened(case.terms, fact.terms))


def _given(case: Case, fact: OpinionGiven) -> Case:
    return changed(case, terms=closed(case.terms, _OPINION, about=fact.department))


def _inspected(case: Case, fact: InspectionRecorded) -> Case:
    del fact
    return case


def _urged(case: Case, fact: CaseUrged) -> Case:
    return changed(case, urges=(*case.urges, fact.urging), terms=opened(case.terms, fact.terms))


def _answered(case: Case, fact: UrgeAnswered) -> Case:
    return changed(case, terms=closed(case.terms, _URGE, about=str(fact.number)))


def _rerouted(case: Case, fact: WorkRerouted) -> Case:
    terms = handed_on(case.terms, fact.former, fact.heading.decider)
    return changed(case, heading=fact.heading, terms=opened(terms, fact.terms))


FOLDS: CaseFolds = {
    OpinionAsked: _asked,
    OpinionGiven: _given,
    InspectionRecorded: _inspected,
    CaseUrged: _urged,
    UrgeAnswered: _answered,
    WorkRerouted: _rerouted,
}
