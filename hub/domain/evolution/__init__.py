"""The fold: what is kept of a subject after one more fact."""

from hub.domain.case import Case
from hub.domain.evolution import (
    administration,
    answering,
    appraising,
    bundles,
    charging,
    consulting,
    conveying,
    correcting,
    custody,
    deciding,
    delivering,
    door,
    executing,
    forwarding,
    keeping,
    mandates,
    numbering,
    overseeing,
    parking,
    permits,
    persons,
    questions,
    receiving,
    reviewing,
    settling,
    supervising,
    suspending,
)
from hub.domain.evolution.folds import CaseFolds, FoldError, OpeningFolds
from hub.domain.facts import Fact
from hub.domain.subjects import State

__all__ = ["FoldError", "evolve"]


def evolve(state: State | None, fact: Fact, subject: str) -> State | None:
    """Return what is kept of `subject` after `fact`; pure, and the same for every replay.

    Raises FoldError when a fact of a case comes before the case.
    """
    kind = type(fact)
    fold = _OF_CASE.get(kind)
    if fold is not None:
        if not isinstance(state, Case):
            raise FoldError(f"{kind.__name__} on {subject} before there is a case")
        case = fold(state, fact)
        return case if case.file is None else keeping.with_file(case, fact)
    return _OPENING[kind](state, fact)


_OF_CASE: CaseFolds = {
    **door.FOLDS,
    **receiving.FOLDS,
    **forwarding.FOLDS,
    **reviewing.FOLDS,
    **deciding.FOLDS,
    **delivering.FOLDS,
    **keeping.FOLDS,
    **supervising.FOLDS,
    **mandates.FOLDS,
    **custody.FOLDS,
    **persons.FOLDS,
    **overseeing.FOLDS,
    **charging.FOLDS,
    **answering.FOLDS,
    **permits.FOLDS,
    **consulting.FOLDS,
    **suspending.FOLDS,
    **correcting.FOLDS,
    **numbering.FOLDS,
    **executing.FOLDS,
    **settling.FOLDS,
    **bundles.FOLDS,
}

_OPENING: OpeningFolds = {
    **receiving.OPENING,
    **door.OPENING,
    **executing.OPENING,
    **administration.OPENING,
    **conveying.OPENING,
    **parking.OPENING,
    **numbering.OPENING,
    **questions.OPENING,
    **appraising.OPENING,
    **bundles.OPENING,
}
