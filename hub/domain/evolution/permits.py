"""What is kept of an approval after the decision."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.documents import Digest
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.permits import (
    DecisionPublished,
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitExpired,
    PermitRecalled,
    PublicationWithheld,
    RenewalDecided,
    RenewalDeemedGranted,
    RenewalRequested,
    ReviewRecorded,
)
from hub.domain.permit import Permit
from hub.domain.publicity import PUBLICATION
from hub.domain.terms import Term, beside, closed, opened
from hub.domain.vocabulary import Decision, Leg, PermitStanding, ReviewOutcome, Status

_RENEWAL = frozenset({Leg.RENEWAL, Leg.EXPIRY})
_ISSUE = frozenset({Leg.ISSUE})
_EXPIRY = frozenset({Leg.EXPIRY})
_OVER = frozenset(
    {
        Leg.RENEWAL,
        Leg.EXPIRY,
        Leg.ISSUE,
        Leg.RECEIPT,
        Leg.DELIVERY,
        Leg.COMMITMENT,
        Leg.STEP,
    }
)
_STEP = frozenset({Leg.STEP})
_UNDELIVERED = frozenset({Status.DECIDED, Status.ISSUED, Status.RETURNED})


def _revoked(case: Case, fact: DecisionRevoked) -> Case:
    return _ended(case, PermitStanding.REVOKED, fact.reasons.digest, fact.terms)


def _recalled(case: Case, fact: PermitRecalled) -> Case:
    return _ended(case, PermitStanding.RECALLED, fact.reasons.digest, fact.terms)


def _cancelled(case: Case, fact: PermitCancelled) -> Case:
    del fact
    return _ended(case, PermitStanding.CANCELLED, case.proof, ())


def _ended(
    case: Case, standing: PermitStanding, proof: Digest | None, terms: tuple[Term, ...]
) -> Case:
    """Let an approval end; what goes to the holder now is the paper that says so."""
    permit = changed(case.permit or Permit(), standing=standing, in_time=False, deemed=False)
    return changed(case, permit=permit, proof=proof, terms=opened(closed(case.terms, _OVER), terms))


def _amended(case: Case, fact: PermitAmended) -> Case:
    permit = changed(
        case.permit or Permit(),
        number=fact.number,
        digest=fact.document.digest,
        valid_until=fact.valid_until,
        published=False,
    )
    return _with_paper(case, permit, fact.document.digest, fact.terms)


def _corrected(case: Case, fact: DocumentCorrected) -> Case:
    digest = fact.document.digest
    return _with_paper(case, changed(case.permit or Permit(), digest=digest), digest, fact.terms)


def _with_paper(case: Case, permit: Permit, digest: Digest, terms: tuple[Term, ...]) -> Case:
    """Let another paper go to the street; before the first was handed over it takes its place."""
    status = Status.ISSUED if case.status in _UNDELIVERED else case.status
    terms_now = opened(closed(case.terms, _ISSUE), terms)
    return changed(case, permit=permit, proof=digest, status=status, terms=terms_now)


def _asked(case: Case, fact: RenewalRequested) -> Case:
    permit = changed(case.permit or Permit(), in_time=not fact.late, deemed=False)
    return changed(case, permit=permit, terms=opened(closed(case.terms, _RENEWAL), fact.terms))


def _renewed(case: Case, fact: RenewalDecided) -> Case:
    permit = changed(case.permit or Permit(), in_time=False, deemed=False)
    case = changed(case, terms=closed(case.terms, _RENEWAL))
    if not fact.granted:
        proof = fact.reasons.digest if fact.reasons else case.proof
        return changed(case, permit=permit, proof=proof, terms=opened(case.terms, fact.terms))
    permit = changed(
        permit,
        standing=PermitStanding.VALID,
        valid_from=permit.valid_until,
        valid_until=fact.valid_until,
        published=False,
    )
    if fact.document is None:
        return changed(case, permit=permit, terms=opened(case.terms, fact.terms))
    permit = changed(permit, digest=fact.document.digest, number=fact.number or permit.number)
    return _with_paper(case, permit, fact.document.digest, fact.terms)


def _deemed(case: Case, fact: RenewalDeemedGranted) -> Case:
    permit = changed(
        case.permit or Permit(),
        valid_from=fact.expired_on,
        valid_until=fact.valid_until,
        in_time=False,
        deemed=True,
    )
    return changed(case, permit=permit, terms=opened(closed(case.terms, _RENEWAL), fact.terms))


def _expired(case: Case, fact: PermitExpired) -> Case:
    del fact
    permit = changed(case.permit or Permit(), standing=PermitStanding.EXPIRED, deemed=False)
    return changed(case, permit=permit, terms=closed(case.terms, _EXPIRY))


def _reviewed(case: Case, fact: ReviewRecorded) -> Case:
    """Let a ruling end an approval, turn a denial into one, or open the case again."""
    if any(each.leg is Leg.REDO for each in fact.terms):
        return _opened_again(case, fact)
    revoked = fact.outcome is ReviewOutcome.REVOKED or fact.decision is Decision.DENIED
    if revoked and case.decision is Decision.APPROVED:
        undelivered = case.status in _UNDELIVERED
        proof = fact.ruling.digest if undelivered else case.proof
        return _ended(case, PermitStanding.REVOKED, proof, ())
    if fact.decision is Decision.APPROVED and case.decision is Decision.DENIED:
        return changed(
            case,
            status=Status.DECIDED,
            decision=Decision.APPROVED,
            proof=None,
            permit=Permit(),
            terms=opened(closed(case.terms, _OVER), fact.terms),
        )
    return case


def _opened_again(case: Case, fact: ReviewRecorded) -> Case:
    return changed(
        case,
        status=Status.ACCEPTED,
        with_decider=True,
        decision=None,
        proof=None,
        permit=None,
        terms=opened(beside(case.terms), fact.terms),
    )


def _published(case: Case, fact: DecisionPublished) -> Case:
    del fact
    permit = changed(case.permit or Permit(), published=True)
    return changed(case, permit=permit, terms=closed(case.terms, _STEP, about=PUBLICATION))


def _withheld(case: Case, fact: PublicationWithheld) -> Case:
    del fact
    return changed(case, terms=closed(case.terms, _STEP, about=PUBLICATION))


FOLDS: CaseFolds = {
    DecisionRevoked: _revoked,
    PermitRecalled: _recalled,
    PermitCancelled: _cancelled,
    PermitAmended: _amended,
    DocumentCorrected: _corrected,
    RenewalRequested: _asked,
    RenewalDecided: _renewed,
    RenewalDeemedGranted: _deemed,
    PermitExpired: _expired,
    ReviewRecorded: _reviewed,
    DecisionPublished: _published,
    PublicationWithheld: _withheld,
}
