"""Who hears what is missing, what was brought, and that a case ended for want of it."""

from hub.domain.announcements.telling import (
    Announcement,
    Tellings,
    once,
    progress,
    to_each,
    waiting_for,
)
from hub.domain.facts.correcting import CaseTerminated, CorrectionNoticeIssued, MaterialsSupplied
from hub.domain.inbox.correcting import CorrectionRequested, MaterialsForwarded
from hub.domain.vocabulary import Status


def _notified(subject: str, fact: CorrectionNoticeIssued) -> tuple[Announcement, ...]:
    """Tell street and submitter; who said it itself is not told."""
    heading = fact.heading
    requested = CorrectionRequested(
        case_id=subject,
        heading=heading,
        missing=fact.missing,
        notice=fact.notice,
        due_on=fact.terms[0].due_on if fact.terms else None,
    )
    told = [code for code in once(heading.street, heading.submitter) if code != fact.issuer]
    return to_each(tuple(told), requested)


def _supplied(subject: str, fact: MaterialsSupplied) -> tuple[Announcement, ...]:
    heading = fact.heading
    if heading.decider in (heading.street, heading.submitter):
        return ()
    brought = MaterialsForwarded(
        case_id=subject, heading=heading, materials=fact.materials, missing=fact.missing
    )
    return (Announcement(heading.decider, brought),)


def _terminated(subject: str, fact: CaseTerminated) -> tuple[Announcement, ...]:
    report = progress(subject, fact.heading, Status.TERMINATED, fact.at, reasons=fact.reasons)
    return to_each(waiting_for(fact.heading), report)


TELL: Tellings = {
    CorrectionNoticeIssued: _notified,
    MaterialsSupplied: _supplied,
    CaseTerminated: _terminated,
}
