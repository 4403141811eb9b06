"""Who hears of receipt, delivery and withdrawal."""

from hub.domain.announcements.telling import Announcement, Tellings, progress, to_each
from hub.domain.facts.delivering import ApplicationWithdrawn, DocumentDelivered, ReceiptConfirmed
from hub.domain.inbox import WorkWithdrawn
from hub.domain.vocabulary import Status


def _confirmed(subject: str, fact: ReceiptConfirmed) -> tuple[Announcement, ...]:
    report = progress(subject, fact.heading, Status.RETURNED, fact.at)
    return to_each((fact.heading.decider,), report)


def _delivered(subject: str, fact: DocumentDelivered) -> tuple[Announcement, ...]:
    """Tell the operator what the street delivered, or the street what its outlet did at once."""
    heading = fact.heading
    if heading.submitter == heading.street:
        return ()
    reader = heading.street if heading.decider == heading.submitter else heading.submitter
    return to_each((reader,), progress(subject, heading, Status.DELIVERED, fact.at))


def _withdrawn(subject: str, fact: ApplicationWithdrawn) -> tuple[Announcement, ...]:
    heading = fact.heading
    told: tuple[Announcement, ...] = ()
    if fact.was_with_decider:
        told = (Announcement(heading.decider, WorkWithdrawn(case_id=subject, heading=heading)),)
    if heading.submitter == heading.street:
        return told
    report = progress(subject, heading, Status.WITHDRAWN, fact.at)
    return told + to_each((heading.street, heading.submitter), report)


TELL: Tellings = {
    ReceiptConfirmed: _confirmed,
    DocumentDelivered: _delivered,
    ApplicationWithdrawn: _withdrawn,
}
