"""What is kept of a bundle, and that its cases go on unchanged by telling it."""

from hub.domain.bundle import Bundle, standing_at
from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds, FoldError, OpeningFolds
from hub.domain.facts.bundles import (
    BundleCompleted,
    BundledCaseLeftOut,
    BundledCaseMoved,
    BundledCaseNoted,
    BundleOpened,
)
from hub.domain.subjects import State


def _opened(state: State | None, fact: BundleOpened) -> Bundle:
    """Take its cases; what was remembered of others before it was opened was not its own."""
    del state
    return Bundle(
        number=fact.number,
        code=fact.code,
        submitter=fact.submitter,
        street=fact.street,
        lead=fact.lead,
        cases=fact.cases,
        opened=True,
    )


def _noted(state: State | None, fact: BundledCaseNoted | BundledCaseLeftOut) -> Bundle:
    bundle = Bundle() if state is None else _there(state, fact)
    return changed(bundle, cases=standing_at(bundle.cases, fact.case))


def _completed(state: State | None, fact: BundleCompleted) -> Bundle:
    return changed(_there(state, fact), completed=True)


def _there(state: State | None, fact: object) -> Bundle:
    if not isinstance(state, Bundle):
        raise FoldError(f"{type(fact).__name__} before there is a bundle")
    return state


def _moved(case: Case, fact: BundledCaseMoved) -> Case:
    del fact
    return case


FOLDS: CaseFolds = {BundledCaseMoved: _moved}

OPENING: OpeningFolds = {
    BundleOpened: _opened,
    BundledCaseNoted: _noted,
    BundledCaseLeftOut: _noted,
    BundleCompleted: _completed,
}
