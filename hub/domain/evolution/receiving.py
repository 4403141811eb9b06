"""What is kept of a case that came in."""

from hub.domain.calendar import local_day
from hub.domain.case import Case, Filing
from hub.domain.evolution.folds import OpeningFolds
from hub.domain.facts.receiving import CaseMirrored, CaseReceived
from hub.domain.subjects import State
from hub.domain.terms import opened
from hub.domain.vocabulary import Status


def _received(state: State | None, fact: CaseReceived) -> Case:
    del state
    heading = fact.heading
    filing = Filing(
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        received_on=local_day(fact.received_at),
    )
    return Case(
        heading=heading,
        status=Status.RECEIVED,
        filing=filing,
        with_decider=heading.decider in (heading.street, heading.submitter),
        terms=opened((), fact.terms),
    )


def _mirrored(state: State | None, fact: CaseMirrored) -> Case:
    del state
    return Case(heading=fact.heading, status=Status.MIRRORED)


OPENING: OpeningFolds = {CaseReceived: _received, CaseMirrored: _mirrored}
