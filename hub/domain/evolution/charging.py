"""What is kept of the fees of a case."""

from hub.domain.case import Case
from hub.domain.changing import changed
from hub.domain.charges import Charge
from hub.domain.evolution.folds import CaseFolds
from hub.domain.facts.charging import DemandWithdrawn, FeeDemanded, FeeRefunded, PaymentRecorded
from hub.domain.terms import closed, opened
from hub.domain.vocabulary import ChargeStanding, Leg

_REFUND = frozenset({Leg.REFUND})


def _demanded(case: Case, fact: FeeDemanded) -> Case:
    charge = Charge(
        number=fact.number, code=fact.code, amount_fen=fact.amount_fen, lawful=fact.lawful
    )
    return changed(case, charges=(*case.charges, charge))


def _withdrawn(case: Case, fact: DemandWithdrawn) -> Case:
    return _standing(case, fact.number, ChargeStanding.WITHDRAWN)


def _paid(case: Case, fact: PaymentRecorded) -> Case:
    case = _standing(case, fact.number, ChargeStanding.PAID)
    return changed(case, terms=opened(case.terms, fact.terms))


def _refunded(case: Case, fact: FeeRefunded) -> Case:
    case = _standing(case, fact.number, ChargeStanding.REFUNDED)
    return changed(case, terms=closed(case.terms, _REFUND, about=fact.number))


def _standing(case: Case, number: str, standing: ChargeStanding) -> Case:
    charges = tuple(
        [
            changed(each, standing=standing) if each.number == number else each
            for each in case.charges
        ]
    )
    return changed(case, charges=charges)


FOLDS: CaseFolds = {
    FeeDemanded: _demanded,
    DemandWithdrawn: _withdrawn,
    PaymentRecorded: _paid,
    FeeRefunded: _refunded,
}
