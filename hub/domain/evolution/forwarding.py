"""What is kept of the way of the work."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.forwarding import CaseForwarded, WorkAcknowledged, WorkReturned
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg, Status

_WITH_THE_WORK = frozenset({Leg.FORWARDING, Leg.ACKNOWLEDGEMENT})


def _forwarded(case: Case, fact: CaseForwarded) -> Case:
    return changed(
        case,
        status=case.status if case.acceptance else Status.FORWARDED,
        with_decider=True,
        acknowledged=False,
        sent_back_for=None,
        terms=opened(closed(case.terms, _WITH_THE_WORK), fact.terms),
    )


def _acknowledged(case: Case, fact: WorkAcknowledged) -> Case:
    del fact
    return changed(
        case,
        status=case.status if case.acceptance else Status.ACKNOWLEDGED,
        acknowledged=True,
        terms=closed(case.terms, _WITH_THE_WORK),
    )


def _returned(case: Case, fact: WorkReturned) -> Case:
    return changed(
        case,
        status=case.status if case.acceptance else Status.RECEIVED,
        with_decider=False,
        acknowledged=False,
        sent_back_for=fact.reason,
        terms=opened(closed(case.terms, _WITH_THE_WORK), fact.terms),
    )


FOLDS: CaseFolds = {
    CaseForwarded: _forwarded,
    WorkAcknowledged: _acknowledged,
    WorkReturned: _returned,
}
