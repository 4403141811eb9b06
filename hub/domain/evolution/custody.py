"""What is kept of originals: who holds which, under which slip, on the way to whom."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.custody import Original, still_owed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.custody import (
    OriginalsDue,
    OriginalsGivenBack,
    OriginalsLost,
    OriginalsPassedOn,
    OriginalsSignedFor,
    OriginalsTaken,
)
from hub.domain.terms import Term, opened
from hub.domain.vocabulary import Leg


def _taken(case: Case, fact: OriginalsTaken) -> Case:
    taken = [
        Original(code=code, holder=fact.organisation, number=fact.number) for code in fact.originals
    ]
    return changed(case, custody=(*case.custody, *taken))


def _passed_on(case: Case, fact: OriginalsPassedOn) -> Case:
    return _moved(case, fact.originals, fact.terms, sent_to=fact.organisation)


def _signed_for(case: Case, fact: OriginalsSignedFor) -> Case:
    return _moved(case, fact.originals, fact.terms, holder=fact.organisation, sent_to=None)


def _lost(case: Case, fact: OriginalsLost) -> Case:
    return _moved(case, fact.originals, (), lost=True, sent_to=None)


def _given_back(case: Case, fact: OriginalsGivenBack) -> Case:
    return _kept(case, [each for each in case.custody if each.code not in fact.originals])


def _due(case: Case, fact: OriginalsDue) -> Case:
    return changed(case, terms=opened(case.terms, fact.terms))


def _moved(
    case: Case, codes: tuple[str, ...], terms: tuple[Term, ...], **changes: str | bool | None
) -> Case:
    custody = [changed(each, **changes) if each.code in codes else each for each in case.custody]
    return _kept(changed(case, terms=opened(case.terms, terms)), custody)


def _kept(case: Case, custody: list[Original]) -> Case:
    """Keep the originals that are out, and the time limits that they still give a reason for."""
    owed = still_owed(tuple(custody))
    terms = [
        each for each in case.terms if each.term.leg is not Leg.CUSTODY or each.term.about in owed
    ]
    return changed(case, custody=tuple(custody), terms=tuple(terms))


FOLDS: CaseFolds = {
    OriginalsTaken: _taken,
    OriginalsPassedOn: _passed_on,
    OriginalsSignedFor: _signed_for,
    OriginalsGivenBack: _given_back,
    OriginalsLost: _lost,
    OriginalsDue: _due,
}
