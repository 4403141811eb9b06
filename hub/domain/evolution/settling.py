"""What is kept of reversal, refund and reconciliation."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.settling import (
    RefundConfirmed,
    RefundOpened,
    ServiceReversed,
    StatementDiffers,
    StatementMatched,
)
from hub.domain.service import Service
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg, ServiceOutcome, Status

_REFUND = frozenset({Leg.REFUND})


def _reversed(case: Case, fact: ServiceReversed) -> Case:
    del fact
    service = changed(case.service or Service(), outcome=ServiceOutcome.REVERSED)
    return changed(case, status=Status.REVERSED, service=service)


def _refund_opened(case: Case, fact: RefundOpened) -> Case:
    service = case.service or Service()
    return changed(
        case,
        status=Status.REVERSED,
        service=changed(service, outcome=ServiceOutcome.REVERSED, refunded=True),
        terms=opened(case.terms, fact.terms),
    )


def _refund_confirmed(case: Case, fact: RefundConfirmed) -> Case:
    del fact
    return changed(case, terms=closed(case.terms, _REFUND, about=""))


def _matched(case: Case, fact: StatementMatched) -> Case:
    del fact
    return case


def _differs(case: Case, fact: StatementDiffers) -> Case:
    """Keep what was known; from here on it is to be verified, and no report is owed any more."""
    terms = case.terms
    if fact.terms:
        terms = opened(closed(terms, frozenset({Leg.VERIFICATION})), fact.terms)
    return changed(case, status=Status.TO_VERIFY, terms=terms)


FOLDS: CaseFolds = {
    ServiceReversed: _reversed,
    RefundOpened: _refund_opened,
    RefundConfirmed: _refund_confirmed,
    StatementMatched: _matched,
    StatementDiffers: _differs,
}
