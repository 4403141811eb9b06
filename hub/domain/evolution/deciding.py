"""What is kept of the decision and the result document."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.deciding import CaseDecided, DocumentIssued
from hub.domain.permit import Permit
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Decision, Leg, Status

_UNTIL_DECIDED = frozenset(
    {
        Leg.ACKNOWLEDGEMENT,
        Leg.TOLERANCE,
        Leg.TERMINATION,
        Leg.STEP,
        Leg.HEARING_REQUEST,
        Leg.HEARING,
        Leg.DECISION,
        Leg.PROMISE,
        Leg.REDO,
    }
)
_ISSUE = frozenset({Leg.ISSUE})


def _decided(case: Case, fact: CaseDecided) -> Case:
    denied = fact.decision is Decision.DENIED
    return changed(
        case,
        status=Status.DECIDED,
        filing=None,
        decision=fact.decision,
        proof=fact.reasons.digest if denied and fact.reasons else None,
        permit=None if denied else Permit(),
        terms=opened(closed(case.terms, _UNTIL_DECIDED), fact.terms),
    )


def _issued(case: Case, fact: DocumentIssued) -> Case:
    permit = changed(
        case.permit or Permit(),
        number=fact.number,
        digest=fact.document.digest,
        valid_from=fact.issued_on,
        valid_until=fact.valid_until,
    )
    return changed(
        case,
        status=Status.ISSUED,
        permit=permit,
        proof=fact.document.digest,
        terms=opened(closed(case.terms, _ISSUE), fact.terms),
    )


FOLDS: CaseFolds = {CaseDecided: _decided, DocumentIssued: _issued}
