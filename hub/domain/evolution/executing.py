"""What is kept of a service that an operator's system executes."""

from hub.domain.case import WITH_OPERATOR, Case
from hub.domain.changing import changed
from hub.domain.documents import is_committed
from hub.domain.evolution.folds import CaseFolds, OpeningFolds
from hub.domain.facts.executing import (
    ServiceExecuted,
    ServiceFailed,
    ServiceRequested,
    ServiceToVerify,
    VerificationResolved,
)
from hub.domain.responsibility import responsible_by
from hub.domain.service import Service
from hub.domain.subjects import State
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg, Mode, ServiceOutcome, Status

VERIFICATION = frozenset({Leg.VERIFICATION})


def _requested(state: State | None, fact: ServiceRequested) -> Case:
    """Keep no filing: what was asked of an operator's system is never sent a second time."""
    del state
    return Case(
        heading=fact.heading,
        status=Status.REQUESTED,
        applicant=fact.applicant,
        with_decider=True,
        terms=opened((), fact.terms),
        service=Service(committed=is_committed(fact.materials)),
        responsible=responsible_by(fact),
        bundle_id=fact.bundle_id,
    )


def _executed(case: Case, fact: ServiceExecuted) -> Case:
    """Keep the receipt; what an operator executed is no permit that a body could take back."""
    if case.heading.mode is not Mode.OUTLET:
        return case
    service = Service(outcome=ServiceOutcome.EXECUTED, receipt_number=fact.receipt_number)
    if case.service is not None:
        service = changed(service, refunded=case.service.refunded)
    return changed(
        case,
        status=Status.DELIVERED if case.status in WITH_OPERATOR else case.status,
        service=service,
        permit=None,
        terms=closed(case.terms, VERIFICATION),
    )


def _failed(case: Case, fact: ServiceFailed) -> Case:
    del fact
    return changed(
        case,
        status=Status.FAILED,
        service=changed(case.service or Service(), outcome=ServiceOutcome.FAILED),
        terms=closed(case.terms, VERIFICATION),
    )


def _to_verify(case: Case, fact: ServiceToVerify) -> Case:
    return changed(
        case,
        status=Status.TO_VERIFY,
        terms=opened(closed(case.terms, VERIFICATION), fact.terms),
    )


def _resolved(case: Case, fact: VerificationResolved) -> Case:
    del fact
    return changed(case, terms=closed(case.terms, VERIFICATION))


OPENING: OpeningFolds = {ServiceRequested: _requested}
FOLDS: CaseFolds = {
    ServiceExecuted: _executed,
    ServiceFailed: _failed,
    ServiceToVerify: _to_verify,
    VerificationResolved: _resolved,
}
