"""What is kept of who was turned away, and insisted."""

from hub.domain.calendar import local_day
from hub.domain.case import Case, Filing
from hub.domain.changing import changed
from hub.domain.counter import Door
from hub.domain.evolution.folds import CaseFolds, OpeningFolds
from hub.domain.facts.door import ApplicationInsisted, TurnedAway
from hub.domain.responsibility import responsible_by
from hub.domain.subjects import State
from hub.domain.terms import opened
from hub.domain.vocabulary import Status


def _turned_away(state: State | None, fact: TurnedAway) -> Case:
    del state
    door = Door(place=fact.place, applicant=fact.applicant, rule=fact.rule)
    return Case(
        heading=fact.heading,
        status=Status.TURNED_AWAY,
        applicant=fact.applicant,
        door=door,
        responsible=responsible_by(fact),
    )


def _insisted(case: Case, fact: ApplicationInsisted) -> Case:
    filing = Filing(
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        received_on=local_day(fact.at),
    )
    return changed(
        case,
        status=Status.FORWARDED,
        filing=filing,
        with_decider=True,
        terms=opened(case.terms, fact.terms),
    )


FOLDS: CaseFolds = {ApplicationInsisted: _insisted}

OPENING: OpeningFolds = {TurnedAway: _turned_away}
