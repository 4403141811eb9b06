"""What is kept of an approval after the decision."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.permits import (
    DecisionPublished,
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitRecalled,
    RenewalDecided,
    RenewalDeemedGranted,
    RenewalRequested,
    ReviewRecorded,
)
from hub.domain.permit import Permit
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg, PermitStanding, ReviewOutcome, Status

_RENEWAL = frozenset({Leg.RENEWAL})
_OVER = frozenset({Leg.RENEWAL, Leg.ISSUE})


def _standing(case: Case, standing: PermitStanding) -> Case:
    permit = changed(case.permit or Permit(), standing=standing)
    return changed(case, permit=permit, terms=closed(case.terms, _OVER))


def _revoked(case: Case, fact: DecisionRevoked) -> Case:
    del fact
    return _standing(case, PermitStanding.REVOKED)


def _recalled(case: Case, fact: PermitRecalled) -> Case:
    del fact
    return _standing(case, PermitStanding.RECALLED)


def _cancelled(case: Case, fact: PermitCancelled) -> Case:
    del fact
    return _standing(case, PermitStanding.CANCELLED)


def _amended(case: Case, fact: PermitAmended) -> Case:
    permit = changed(
        case.permit or Permit(),
        number=fact.number,
        digest=fact.document.digest,
        valid_until=fact.valid_until,
    )
    return changed(
        case, permit=permit, proof=fact.document.digest, terms=opened(case.terms, fact.terms)
    )


def _corrected(case: Case, fact: DocumentCorrected) -> Case:
    digest = fact.document.digest
    permit = changed(case.permit or Permit(), digest=digest)
    return changed(case, permit=permit, proof=digest, terms=opened(case.terms, fact.terms))


def _asked(case: Case, fact: RenewalRequested) -> Case:
    permit = changed(case.permit or Permit(), in_time=not fact.late)
    return changed(case, permit=permit, terms=opened(case.terms, fact.terms))


def _renewed(case: Case, fact: RenewalDecided) -> Case:
    permit = changed(case.permit or Permit(), in_time=False)
    if fact.granted:
        permit = changed(permit, valid_until=fact.valid_until)
    if fact.document is not None:
        permit = changed(permit, digest=fact.document.digest, number=fact.number or permit.number)
        case = changed(case, proof=fact.document.digest)
    terms = opened(closed(case.terms, _RENEWAL), fact.terms)
    return changed(case, permit=permit, terms=terms)


def _deemed(case: Case, fact: RenewalDeemedGranted) -> Case:
    del fact
    permit = changed(case.permit or Permit(), valid_until=None, in_time=False)
    return changed(case, permit=permit, terms=closed(case.terms, _RENEWAL))


def _reviewed(case: Case, fact: ReviewRecorded) -> Case:
    if fact.outcome is ReviewOutcome.REVOKED:
        return _standing(case, PermitStanding.REVOKED) if case.permit else case
    if fact.outcome is not ReviewOutcome.REDO:
        return case
    return changed(
        case,
        status=Status.ACCEPTED,
        with_decider=True,
        decision=None,
        proof=None,
        permit=None,
        terms=opened((), fact.terms),
    )


def _published(case: Case, fact: DecisionPublished) -> Case:
    del fact
    return changed(case, permit=changed(case.permit or Permit(), published=True))


FOLDS: CaseFolds = {
    DecisionRevoked: _revoked,
    PermitRecalled: _recalled,
    PermitCancelled: _cancelled,
    PermitAmended: _amended,
    DocumentCorrected: _corrected,
    RenewalRequested: _asked,
    RenewalDecided: _renewed,
    RenewalDeemedGranted: _deemed,
    ReviewRecorded: _reviewed,
    DecisionPublished: _published,
}
