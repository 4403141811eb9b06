"""Fees: none without a law or administrative regulation (Licensing Law, Art. 58 and 59)."""

from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.charges import Charge
from hub.domain.commands.charging import DemandFee, RecordPayment, RefundFee, WithdrawDemand
from hub.domain.context import Context
from hub.domain.facts import Fact
from hub.domain.facts.charging import (
    DemandWithdrawn,
    FeeDemanded,
    FeeRefunded,
    PaymentRecorded,
)
from hub.domain.guards import must_be_open, must_be_sound, must_decide
from hub.domain.guides import Fee
from hub.domain.irregularities import irregular
from hub.domain.refusals import ChargingRule, HandlingRule, IrregularityRule, Refused
from hub.domain.rules.tables import CaseRules
from hub.domain.speech import ACTS
from hub.domain.terms import Term, term
from hub.domain.vocabulary import ChargeStanding, Leg

_TAKEN = frozenset({ChargeStanding.DEMANDED, ChargeStanding.PAID})


def demand(command: DemandFee, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Demand a fee that the item names with its basis in law; payment stops no clock (Art. 58).

    What an outside system demanded without a basis is recorded, as an irregularity.

    Raises Refused: not the deciding body, not accepted, no such fee, above its standard, no
    amount, number used, demanded before, unsound notice.
    """
    must_decide(command, case, context, book)
    if command.amount_fen < 1:
        raise Refused(ChargingRule.AMOUNT_MISSING)
    if any(each.number == command.number for each in case.charges):
        raise Refused(ChargingRule.NOTICE_NUMBER_USED, number=command.number)
    must_be_sound(command.notice)
    fee = _fee(command, case, book)
    if not case.is_mirrored:
        _must_be_due(command, case, fee, book)
    lawful = fee is not None and command.amount_fen <= _standard(fee, command.amount_fen)
    fact = FeeDemanded(
        heading=case.heading,
        number=command.number,
        code=command.code,
        amount_fen=command.amount_fen,
        lawful=lawful,
        legal_basis=fee.legal_basis if fee else None,
        notice=command.notice,
        at=context.at,
        actor=command.actor,
    )
    if lawful:
        return (fact,)
    return fact, irregular(case, IrregularityRule.FEE_WITHOUT_BASIS, case.heading.decider, book)


def withdraw_demand(
    command: WithdrawDemand, case: Case, context: Context, book: Catalogue
) -> tuple[Fact, ...]:
    """Take a demand back: it was a mistake, or the fee is waived.

    Raises Refused: not the deciding body, nothing demanded under this number, unsound reasons.
    """
    must_decide(command, case, context, book)
    charge = _demanded(case, command.number)
    must_be_sound(command.reasons)
    fact = DemandWithdrawn(
        heading=case.heading,
        number=charge.number,
        code=charge.code,
        amount_fen=charge.amount_fen,
        reasons=command.reasons,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def pay(command: RecordPayment, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Record that the demanded amount was paid; what had no basis is to be given back (Art. 75).

    Raises Refused: nobody of the case, nothing demanded under this number, another amount.
    """
    heading = case.heading
    if context.sender not in (heading.street, heading.decider, heading.submitter):
        sender = book.name_of(context.sender)
        raise Refused(ChargingRule.NOT_A_PARTY, sender=sender, act=ACTS[RecordPayment])
    charge = _demanded(case, command.number)
    if command.amount_fen != charge.amount_fen:
        demanded, paid = charge.amount_fen, command.amount_fen
        raise Refused(ChargingRule.PAYMENT_DIFFERS, demanded=demanded, paid=paid)
    fact = PaymentRecorded(
        heading=heading,
        number=charge.number,
        code=charge.code,
        amount_fen=charge.amount_fen,
        receipt_number=command.receipt_number,
        organisation=context.sender,
        terms=() if charge.lawful else (_refund(charge, case, context, book),),
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def refund(command: RefundFee, case: Case, context: Context, book: Catalogue) -> tuple[Fact, ...]:
    """Record what the deciding body gave back, in whole or in part.

    Raises Refused: not the deciding body, nothing paid under this number, more than was paid.
    """
    must_decide(command, case, context, book)
    charge = _find(case, command.number)
    if charge is None or charge.standing is not ChargeStanding.PAID:
        raise Refused(ChargingRule.NOTHING_TO_REFUND, number=command.number)
    if not 0 < command.amount_fen <= charge.amount_fen:
        paid, amount = charge.amount_fen, command.amount_fen
        raise Refused(ChargingRule.REFUND_TOO_HIGH, paid=paid, amount=amount)
    fact = FeeRefunded(
        heading=case.heading,
        number=charge.number,
        code=charge.code,
        amount_fen=command.amount_fen,
        receipt_number=command.receipt_number,
        at=context.at,
        actor=command.actor,
    )
    return (fact,)


def must_be_paid(command: object, case: Case) -> None:
    """Refuse what waits for a demanded fee."""
    for charge in case.charges:
        if charge.standing is ChargeStanding.DEMANDED:
            act = ACTS[type(command)]
            raise Refused(ChargingRule.FEE_UNPAID, number=charge.number, act=act)


def _must_be_due(command: DemandFee, case: Case, fee: Fee | None, book: Catalogue) -> None:
    must_be_open(command, case)
    if case.acceptance is None:
        raise Refused(HandlingRule.NOT_YET_ACCEPTED, act=ACTS[DemandFee])
    if fee is None:
        name = book.item(case.heading.item_code).name
        raise Refused(ChargingRule.FEE_NOT_LISTED, item=name, code=command.code)
    standard = _standard(fee, command.amount_fen)
    if command.amount_fen > standard:
        amount = command.amount_fen
        raise Refused(ChargingRule.ABOVE_STANDARD, name=fee.name, standard=standard, amount=amount)
    if any(each.code == command.code and each.standing in _TAKEN for each in case.charges):
        raise Refused(ChargingRule.DEMANDED_BEFORE, code=command.code)


def _fee(command: DemandFee, case: Case, book: Catalogue) -> Fee | None:
    """Return the fee of the item that has a basis in law; a mirrored item may be unknown here."""
    item = book.items.get(case.heading.item_code)
    if item is None and not case.is_mirrored:
        item = book.item(case.heading.item_code)
    fees = item.fees if item else ()
    return next((fee for fee in fees if fee.code == command.code and fee.legal_basis), None)


def _standard(fee: Fee, asked: int) -> int:
    return asked if fee.amount_fen is None else fee.amount_fen


def _find(case: Case, number: str) -> Charge | None:
    return next((each for each in case.charges if each.number == number), None)


def _demanded(case: Case, number: str) -> Charge:
    charge = _find(case, number)
    if charge is None or charge.standing is not ChargeStanding.DEMANDED:
        raise Refused(ChargingRule.NO_OPEN_DEMAND, number=number)
    return charge


def _refund(charge: Charge, case: Case, context: Context, book: Catalogue) -> Term:
    owner, days = case.heading.decider, book.thresholds.refund_days
    return term(book, Leg.REFUND, owner, local_day(context.at), days, about=charge.number)


RULES: CaseRules = {
    DemandFee: demand,
    WithdrawDemand: withdraw_demand,
    RecordPayment: pay,
    RefundFee: refund,
}
