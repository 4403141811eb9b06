"""Who hears that a service was undone, paid back, or is not what the statement says."""

from datetime import datetime

from hub.domain.announcements.executing import others
from hub.domain.announcements.telling import Announcement, Tellings, to_each
from hub.domain.documents import CaseHeading
from hub.domain.facts.settling import (
    RefundConfirmed,
    RefundOpened,
    ServiceReversed,
    StatementDiffers,
)
from hub.domain.inbox import ServiceReported
from hub.domain.vocabulary import Status


def _told(
    subject: str,
    heading: CaseHeading,
    status: Status,
    responsible: str | None,
    at: datetime,
    *,
    number: str | None = None,
    reason: str | None = None,
) -> tuple[Announcement, ...]:
    """Tell street, outlet's operator and responsible body where the service stands now."""
    report = ServiceReported(
        case_id=subject,
        heading=heading,
        status=status,
        receipt_number=number,
        reason=reason,
        at=at,
    )
    return to_each(others(heading, heading.street, heading.submitter, responsible), report)


def _undone(subject: str, fact: ServiceReversed | RefundOpened) -> tuple[Announcement, ...]:
    return _told(
        subject,
        fact.heading,
        Status.REVERSED,
        fact.responsible,
        fact.at,
        number=fact.number,
        reason=fact.reason,
    )


def _paid_back(subject: str, fact: RefundConfirmed) -> tuple[Announcement, ...]:
    number = fact.receipt_number
    return _told(subject, fact.heading, Status.REVERSED, fact.responsible, fact.at, number=number)


def _differs(subject: str, fact: StatementDiffers) -> tuple[Announcement, ...]:
    number = fact.receipt_number
    return _told(subject, fact.heading, Status.TO_VERIFY, fact.responsible, fact.at, number=number)


TELL: Tellings = {
    ServiceReversed: _undone,
    RefundOpened: _undone,
    RefundConfirmed: _paid_back,
    StatementDiffers: _differs,
}
