"""What is kept of special procedures, extensions and hearings."""

from datetime import date

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.suspending import (
    DeadlineExtended,
    HearingRequested,
    InterestedPartiesTold,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
)
from hub.domain.suspension import Stop
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import Leg, ProcedureKind

_HEARING = frozenset({Leg.HEARING})
_REQUEST = frozenset({Leg.HEARING_REQUEST})


def _started(case: Case, fact: SpecialProcedureStarted) -> Case:
    return changed(case, stop=Stop(kind=fact.kind, since=fact.since))


def _ended(case: Case, fact: SpecialProcedureEnded) -> Case:
    heard = _HEARING if fact.kind is ProcedureKind.HEARING else frozenset[Leg]()
    return changed(
        case,
        stop=None,
        resumed_on=_resumed_on(case, fact),
        terms=opened(closed(case.terms, heard), fact.terms),
    )


def _resumed_on(case: Case, fact: SpecialProcedureEnded) -> date:
    ended_on = local_day(fact.at)
    return max(ended_on, case.stop.since) if case.stop else ended_on


def _extended(case: Case, fact: DeadlineExtended) -> Case:
    return changed(case, extended=True, terms=opened(case.terms, fact.terms))


def _told(case: Case, fact: InterestedPartiesTold) -> Case:
    return changed(case, terms=opened(case.terms, fact.terms))


def _requested(case: Case, fact: HearingRequested) -> Case:
    return changed(case, terms=opened(closed(case.terms, _REQUEST), fact.terms))


FOLDS: CaseFolds = {
    SpecialProcedureStarted: _started,
    SpecialProcedureEnded: _ended,
    DeadlineExtended: _extended,
    InterestedPartiesTold: _told,
    HearingRequested: _requested,
}
