"""Who hears how it stands with a fee."""

from hub.domain.announcements.telling import (
    Announcement,
    Tellings,
    everybody,
    to_each,
    waiting_for,
)
from hub.domain.documents import DocumentReference
from hub.domain.facts.charging import DemandWithdrawn, FeeDemanded, FeeRefunded, PaymentRecorded
from hub.domain.inbox.charging import FeeReported
from hub.domain.vocabulary import ChargeStanding


def _demanded(subject: str, fact: FeeDemanded) -> tuple[Announcement, ...]:
    report = _report(subject, fact, ChargeStanding.DEMANDED, notice=fact.notice)
    return to_each(waiting_for(fact.heading), report)


def _withdrawn(subject: str, fact: DemandWithdrawn) -> tuple[Announcement, ...]:
    report = _report(subject, fact, ChargeStanding.WITHDRAWN)
    return to_each(waiting_for(fact.heading), report)


def _paid(subject: str, fact: PaymentRecorded) -> tuple[Announcement, ...]:
    """Tell everybody but who took the money."""
    number = fact.receipt_number
    report = _report(subject, fact, ChargeStanding.PAID, receipt_number=number)
    told = [code for code in everybody(fact.heading) if code != fact.organisation]
    return to_each(tuple(told), report)


def _refunded(subject: str, fact: FeeRefunded) -> tuple[Announcement, ...]:
    number = fact.receipt_number
    report = _report(subject, fact, ChargeStanding.REFUNDED, receipt_number=number)
    return to_each(waiting_for(fact.heading), report)


def _report(
    subject: str,
    fact: FeeDemanded | DemandWithdrawn | PaymentRecorded | FeeRefunded,
    standing: ChargeStanding,
    *,
    notice: DocumentReference | None = None,
    receipt_number: str | None = None,
) -> FeeReported:
    return FeeReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        code=fact.code,
        amount_fen=fact.amount_fen,
        standing=standing,
        notice=notice,
        receipt_number=receipt_number,
    )


TELL: Tellings = {
    FeeDemanded: _demanded,
    DemandWithdrawn: _withdrawn,
    PaymentRecorded: _paid,
    FeeRefunded: _refunded,
}
