"""What is kept of the supervision after an approval."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.overseeing import (
    CaseSampled,
    FindingRecorded,
    OversightConfirmed,
    OversightHandedOver,
    RecallProposed,
)
from hub.domain.oversight import Oversight
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg

_OVERSIGHT = frozenset({Leg.OVERSIGHT})
_NONE = Oversight()


def _handed_over(case: Case, fact: OversightHandedOver) -> Case:
    kept = changed(case.oversight or _NONE, supervising=fact.supervising, confirmed=False)
    return changed(case, oversight=kept, terms=opened(case.terms, fact.terms))


def _confirmed(case: Case, fact: OversightConfirmed) -> Case:
    kept = changed(case.oversight or _NONE, supervising=fact.supervising, confirmed=True)
    return changed(case, oversight=kept, terms=closed(case.terms, _OVERSIGHT))


def _found(case: Case, fact: FindingRecorded) -> Case:
    return changed(case, oversight=changed(case.oversight or _NONE, findings=fact.number))


def _sampled(case: Case, fact: CaseSampled) -> Case:
    return changed(case, oversight=changed(case.oversight or _NONE, samples=fact.number))


def _proposed(case: Case, fact: RecallProposed) -> Case:
    del fact
    return case


FOLDS: CaseFolds = {
    OversightHandedOver: _handed_over,
    OversightConfirmed: _confirmed,
    FindingRecorded: _found,
    CaseSampled: _sampled,
    RecallProposed: _proposed,
}
