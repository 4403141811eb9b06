"""What is kept of notices, supplied materials, and a case that ended for want of them."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.correction import Correction, merged
from hub.domain.documents import Material
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.correcting import (
    CaseTerminated,
    CorrectedOnTheSpot,
    CorrectionNoticeIssued,
    MaterialsSupplied,
)
from hub.domain.terms import beside, closed, opened
from hub.domain.vocabulary import Leg, Status

_SAID = frozenset(
    {
        Leg.ACCEPTANCE,
        Leg.ACKNOWLEDGEMENT,
        Leg.WRITTEN_ANSWER,
        Leg.FORWARDING,
        Leg.PRELIMINARY_REVIEW,
        Leg.TERMINATION,
    }
)
"""What does not run while the applicant is waited for."""
BROUGHT = frozenset({Leg.CORRECTION, Leg.TOLERANCE, Leg.TERMINATION})


def _notified(case: Case, fact: CorrectionNoticeIssued) -> Case:
    before = case.correction
    named = (*(before.named if before else ()), *fact.missing)
    still = before.awaited if before and case.status is Status.AWAITING_MATERIALS else ()
    return changed(
        case,
        status=Status.AWAITING_MATERIALS,
        acknowledged=case.acknowledged or case.with_decider,
        correction=Correction(
            awaited=tuple(dict.fromkeys([*still, *fact.missing])),
            named=tuple(dict.fromkeys(named)),
        ),
        terms=opened(closed(case.terms, _SAID), fact.terms),
    )


def _supplied(case: Case, fact: MaterialsSupplied) -> Case:
    case = _with_materials(case, fact.materials)
    if case.status is not Status.AWAITING_MATERIALS:
        return _tolerated(case, fact)
    before = case.correction
    fresh = tuple([material.code for material in fact.materials])
    correction = Correction(
        awaited=fact.missing,
        named=before.named if before else (),
        fresh=tuple(dict.fromkeys([*(before.fresh if before else ()), *fresh])),
    )
    if fact.missing:
        return changed(case, correction=correction)
    filing = case.filing and changed(case.filing, received_on=local_day(fact.at))
    return changed(
        case,
        status=where_it_was(case),
        correction=correction,
        filing=filing,
        terms=opened(closed(case.terms, BROUGHT), fact.terms),
    )


def _tolerated(case: Case, fact: MaterialsSupplied) -> Case:
    """Note that what was tolerated came; the promise is kept when nothing is missing."""
    acceptance = case.acceptance and changed(case.acceptance, tolerated=fact.missing)
    terms = case.terms if fact.missing else closed(case.terms, BROUGHT)
    return changed(case, acceptance=acceptance, terms=terms)


def where_it_was(case: Case) -> Status:
    """Return the status of a case for which nothing is awaited any more."""
    if not case.with_decider or not case.is_decided_elsewhere:
        return Status.RECEIVED
    return Status.ACKNOWLEDGED if case.acknowledged else Status.FORWARDED


def _with_materials(case: Case, materials: tuple[Material, ...]) -> Case:
    if case.filing is None:
        return case
    whole = merged(case.filing.materials, materials)
    return changed(case, filing=changed(case.filing, materials=whole))


def _corrected(case: Case, fact: CorrectedOnTheSpot) -> Case:
    return _with_materials(case, fact.materials)


def _terminated(case: Case, fact: CaseTerminated) -> Case:
    del fact
    return changed(case, status=Status.TERMINATED, filing=None, terms=beside(case.terms))


FOLDS: CaseFolds = {
    CorrectionNoticeIssued: _notified,
    MaterialsSupplied: _supplied,
    CorrectedOnTheSpot: _corrected,
    CaseTerminated: _terminated,
}
