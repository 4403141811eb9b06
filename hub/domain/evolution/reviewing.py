"""What is kept of accepting, not accepting, and the steps of the review."""

from hub.domain.case import Acceptance, Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.reviewing import (
    ApplicationRejected,
    CaseAccepted,
    CaseDeemedAccepted,
    CommitmentVerified,
    PreliminaryReviewGiven,
    StepRecorded,
)
from hub.domain.terms import beside, closed, opened
from hub.domain.vocabulary import Leg, Status

_UNTIL_ACCEPTED = frozenset({Leg.ACCEPTANCE})
_SAID_BY_ACCEPTING = frozenset(
    {
        Leg.ACCEPTANCE,
        Leg.ACKNOWLEDGEMENT,
        Leg.CORRECTION,
        Leg.TERMINATION,
        Leg.WRITTEN_ANSWER,
    }
)
_STEP = frozenset({Leg.STEP})
_REVIEW = frozenset({Leg.PRELIMINARY_REVIEW})
_COMMITMENT = frozenset({Leg.COMMITMENT})


def _accepted(case: Case, fact: CaseAccepted) -> Case:
    return changed(
        case,
        status=Status.ACCEPTED,
        acceptance=Acceptance(
            effective_on=fact.effective_on, deemed=False, tolerated=fact.tolerated
        ),
        terms=opened(closed(case.terms, _SAID_BY_ACCEPTING), fact.terms),
    )


def _deemed(case: Case, fact: CaseDeemedAccepted) -> Case:
    return changed(
        case,
        status=Status.ACCEPTED,
        acceptance=Acceptance(effective_on=fact.effective_on, deemed=True),
        terms=opened(closed(case.terms, _UNTIL_ACCEPTED), fact.terms),
    )


def _rejected(case: Case, fact: ApplicationRejected) -> Case:
    del fact
    return changed(case, status=Status.REJECTED, filing=None, terms=beside(case.terms))


def _step(case: Case, fact: StepRecorded) -> Case:
    if case.is_mirrored:
        return case
    done = closed(case.terms, _STEP, about=fact.step)
    return changed(case, terms=opened(done, fact.terms))


def _reviewed(case: Case, fact: PreliminaryReviewGiven) -> Case:
    del fact
    return changed(case, reviewed=True, terms=closed(case.terms, _REVIEW))


def _verified(case: Case, fact: CommitmentVerified) -> Case:
    del fact
    return changed(case, terms=closed(case.terms, _COMMITMENT))


FOLDS: CaseFolds = {
    PreliminaryReviewGiven: _reviewed,
    CommitmentVerified: _verified,
    CaseAccepted: _accepted,
    CaseDeemedAccepted: _deemed,
    ApplicationRejected: _rejected,
    StepRecorded: _step,
}
