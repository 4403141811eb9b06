"""What is kept of the way back to the applicant, the file and a withdrawal."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.delivering import (
    ApplicationWithdrawn,
    CaseArchived,
    DeliveryAttempted,
    DocumentDelivered,
    ReceiptConfirmed,
)
from hub.domain.retention import Kept
from hub.domain.terms import beside, closed
from hub.domain.vocabulary import Leg, Status

_RECEIPT = frozenset({Leg.RECEIPT})
_UNTIL_DELIVERED = frozenset({Leg.RECEIPT, Leg.DELIVERY, Leg.OPINION})


def _confirmed(case: Case, fact: ReceiptConfirmed) -> Case:
    """A changed document that comes after the delivery moves the case nowhere."""
    del fact
    first = case.status in (Status.DECIDED, Status.ISSUED)
    status = Status.RETURNED if first else case.status
    return changed(case, status=status, terms=closed(case.terms, _RECEIPT))


def _delivered(case: Case, fact: DocumentDelivered) -> Case:
    """A later paper leaves an archived case where it is."""
    del fact
    status = case.status if case.status is Status.ARCHIVED else Status.DELIVERED
    return changed(case, status=status, terms=closed(case.terms, _UNTIL_DELIVERED))


def _attempted(case: Case, fact: DeliveryAttempted) -> Case:
    """What reached nobody is owed as before."""
    del fact
    return case


def _archived(case: Case, fact: CaseArchived) -> Case:
    return changed(case, status=Status.ARCHIVED, file=Kept(until=fact.kept_until))


def _withdrawn(case: Case, fact: ApplicationWithdrawn) -> Case:
    del fact
    return changed(case, status=Status.WITHDRAWN, filing=None, terms=beside(case.terms))


FOLDS: CaseFolds = {
    ReceiptConfirmed: _confirmed,
    DocumentDelivered: _delivered,
    DeliveryAttempted: _attempted,
    CaseArchived: _archived,
    ApplicationWithdrawn: _withdrawn,
}
