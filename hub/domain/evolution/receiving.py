"""What is kept of a case that came in."""

from hub.domain.calendar import local_day
from hub.domain.case import Case, Filing
from hub.domain.changing import changed
from hub.domain.evolution.correcting import BROUGHT, where_it_was
from hub.domain.evolution.folds import CaseFolds, OpeningFolds
from hub.domain.facts.receiving import ApplicationReplaced, CaseMirrored, CaseReceived
from hub.domain.responsibility import responsible_by
from hub.domain.subjects import State
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg, Status


def _received(state: State | None, fact: CaseReceived) -> Case:
    del state
    heading = fact.heading
    filing = Filing(
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        received_on=local_day(fact.received_at),
        version=fact.version,
    )
    return Case(
        heading=heading,
        status=Status.RECEIVED,
        filing=filing,
        applicant=fact.applicant,
        with_decider=heading.decider in (heading.street, heading.submitter),
        terms=opened((), fact.terms),
        responsible=responsible_by(fact),
        bundle_id=fact.bundle_id,
    )


def _replaced(case: Case, fact: ApplicationReplaced) -> Case:
    """Put the new version in; the day of receipt moves only with the five days."""
    legs = {each.leg for each in fact.terms}
    before, correction = case.filing, case.correction
    moved = Leg.ACCEPTANCE in legs or before is None
    filing = Filing(
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        received_on=local_day(fact.at) if moved or before is None else before.received_on,
        version=fact.version,
    )
    if correction is not None:
        fresh = [*correction.fresh, *[material.code for material in fact.materials]]
        fresh = list(dict.fromkeys(fresh))
        correction = changed(correction, awaited=fact.missing, fresh=tuple(fresh))
    supplied = case.status is Status.AWAITING_MATERIALS and not fact.missing
    running = closed(case.terms, BROUGHT) if supplied else case.terms
    return changed(
        case,
        status=where_it_was(case) if supplied else case.status,
        filing=filing,
        correction=correction,
        reviewed=case.reviewed and Leg.PRELIMINARY_REVIEW not in legs,
        terms=opened(running, fact.terms),
    )


def _mirrored(state: State | None, fact: CaseMirrored) -> Case:
    del state
    return Case(heading=fact.heading, status=Status.MIRRORED)


FOLDS: CaseFolds = {ApplicationReplaced: _replaced}

OPENING: OpeningFolds = {CaseReceived: _received, CaseMirrored: _mirrored}
