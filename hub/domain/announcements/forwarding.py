"""Who hears of the way of the work."""

from hub.domain.announcements.telling import Announcement, Tellings, progress, to_each
from hub.domain.facts.forwarding import CaseForwarded, WorkAcknowledged, WorkReturned
from hub.domain.inbox import WorkAssigned, WorkSentBack
from hub.domain.vocabulary import Status


def _forwarded(subject: str, fact: CaseForwarded) -> tuple[Announcement, ...]:
    assigned = WorkAssigned(
        case_id=subject,
        heading=fact.heading,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        accept_by=fact.accept_by,
    )
    return (Announcement(fact.heading.decider, assigned),)


def _acknowledged(subject: str, fact: WorkAcknowledged) -> tuple[Announcement, ...]:
    report = progress(subject, fact.heading, Status.ACKNOWLEDGED, fact.at)
    return to_each((fact.heading.street,), report)


def _sent_back(subject: str, fact: WorkReturned) -> tuple[Announcement, ...]:
    back = WorkSentBack(
        case_id=subject, heading=fact.heading, reason=fact.reason, remarks=fact.remarks
    )
    return to_each((fact.heading.street,), back)


TELL: Tellings = {
    CaseForwarded: _forwarded,
    WorkAcknowledged: _acknowledged,
    WorkReturned: _sent_back,
}
