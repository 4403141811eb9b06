"""What is kept of numbers: by the case, by the issuer's register, by the number itself."""

from hub.domain.case import Case, Numbered
from hub.domain.changing import changed
from hub.domain.evolution.folds import CaseFolds, OpeningFolds
from hub.domain.facts.numbering import (
    DocumentNumbered,
    DocumentNumberVoided,
    NumberAssigned,
    NumberConflicted,
    NumberRegistered,
    NumberRequested,
    NumberVoided,
)
from hub.domain.subjects import IssuerRegister, NumberRecord, State, VoidedNumber


def _requested(case: Case, fact: NumberRequested) -> Case:
    asked = Numbered(kind=fact.kind, issuer=fact.issuer)
    return changed(case, numbers=(*case.numbers, asked))


def _numbered(case: Case, fact: DocumentNumbered) -> Case:
    numbers = tuple(
        [
            changed(each, number=fact.number) if each.kind is fact.kind else each
            for each in case.numbers
        ]
    )
    return changed(case, numbers=numbers)


def _void(case: Case, fact: DocumentNumberVoided) -> Case:
    return changed(case, numbers=tuple([n for n in case.numbers if n.kind is not fact.kind]))


def _assigned(state: State | None, fact: NumberAssigned) -> IssuerRegister:
    prefix = fact.number.partition("〔")[0]
    voided = state.voided if isinstance(state, IssuerRegister) else ()
    return IssuerRegister(
        issuer=fact.issuer, year=fact.year, last=fact.serial, prefix=prefix, voided=voided
    )


def _voided(state: State | None, fact: NumberVoided) -> State | None:
    if not isinstance(state, IssuerRegister):
        return state
    voided = VoidedNumber(serial=fact.serial, reason=fact.reason)
    return changed(state, voided=(*state.voided, voided))


def _registered(state: State | None, fact: NumberRegistered) -> NumberRecord:
    del state
    return NumberRecord(issuer=fact.issuer, number=fact.number, case_id=fact.case_id)


def _conflicted(state: State | None, fact: NumberConflicted) -> State | None:
    del fact
    return state


FOLDS: CaseFolds = {
    NumberRequested: _requested,
    DocumentNumbered: _numbered,
    DocumentNumberVoided: _void,
}

OPENING: OpeningFolds = {
    NumberAssigned: _assigned,
    NumberVoided: _voided,
    NumberRegistered: _registered,
    NumberConflicted: _conflicted,
}
