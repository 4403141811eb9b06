"""Who hears what is missing, what was brought, and that a case ended for want of it."""

from hub.domain.announcements.telling import (
    Announcement,
    Tellings,
    once,
    progress,
    to_each,
    waiting_for,
)
from hub.domain.facts.correcting import (
    CaseTerminated,
    CorrectedOnTheSpot,
    CorrectionNoticeIssued,
    MaterialsSupplied,
)
from hub.domain.inbox.correcting import CorrectionRequested, MaterialsForwarded
from hub.domain.vocabulary import Leg, Status


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
    """Tell street and deciding body, once it has the work; not who took the materials."""
    heading = fact.heading
    accept = [term.due_on for term in fact.terms if term.leg is Leg.ACCEPTANCE]
    brought = MaterialsForwarded(
        case_id=subject,
        heading=heading,
        materials=fact.materials,
        missing=fact.missing,
        accept_by=accept[0] if accept else None,
    )
    told = once(heading.street, heading.decider if fact.was_with_decider else "")
    return to_each(tuple([code for code in told if code != fact.supplier]), brought)


def _corrected(subject: str, fact: CorrectedOnTheSpot) -> tuple[Announcement, ...]:
    """Tell the street what its outlet corrected; the work has not gone on yet."""
    heading = fact.heading
    if fact.supplier == heading.street:
        return ()
    brought = MaterialsForwarded(case_id=subject, heading=heading, materials=fact.materials)
    return (Announcement(heading.street, brought),)


def _terminated(subject: str, fact: CaseTerminated) -> tuple[Announcement, ...]:
    report = progress(subject, fact.heading, Status.TERMINATED, fact.at, reasons=fact.reasons)
    return to_each(waiting_for(fact.heading), report)


TELL: Tellings = {
    CorrectionNoticeIssued: _notified,
    MaterialsSupplied: _supplied,
    CorrectedOnTheSpot: _corrected,
    CaseTerminated: _terminated,
}
