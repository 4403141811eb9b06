"""Words about parked commands change no state; what is released does that itself."""

from hub.domain.evolution.folds import OpeningFolds
from hub.domain.facts.parking import ParkedDropped, ParkedReleased, ParkedReplaced, ParkingFact
from hub.domain.subjects import State


def _unchanged(state: State | None, fact: ParkingFact) -> State | None:
    del fact
    return state


OPENING: OpeningFolds = {
    ParkedReleased: _unchanged,
    ParkedDropped: _unchanged,
    ParkedReplaced: _unchanged,
}
