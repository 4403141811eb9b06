"""Who hears what became of an approval."""

from datetime import date

from hub.domain.announcements.telling import (
    Announcement,
    Tellings,
    everybody,
    once,
    to_each,
    waiting_for,
)
from hub.domain.calendar import local_day
from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.facts.permits import (
    DecisionPublished,
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitExpired,
    PermitRecalled,
    RenewalDecided,
    RenewalDeemedGranted,
    RenewalRequested,
    ReviewRecorded,
)
from hub.domain.inbox.outcomes import DocumentReturned
from hub.domain.inbox.permits import (
    PermitEnded,
    PublicationReported,
    RenewalAssigned,
    RenewalReported,
    ReviewReported,
)
from hub.domain.vocabulary import PermitStanding


def _revoked(subject: str, fact: DecisionRevoked) -> tuple[Announcement, ...]:
    """Tell also the deciding body when its superior revoked."""
    heading = fact.heading
    told = everybody(heading) if fact.competent_body else waiting_for(heading)
    ended = PermitEnded(
        case_id=subject,
        heading=heading,
        standing=PermitStanding.REVOKED,
        reasons=fact.reasons,
    )
    return to_each(once(*told, fact.supervising or ""), ended)


def _recalled(subject: str, fact: PermitRecalled) -> tuple[Announcement, ...]:
    ended = PermitEnded(
        case_id=subject,
        heading=fact.heading,
        standing=PermitStanding.RECALLED,
        reasons=fact.reasons,
    )
    return to_each(once(*waiting_for(fact.heading), fact.supervising or ""), ended)


def _cancelled(subject: str, fact: PermitCancelled) -> tuple[Announcement, ...]:
    ended = PermitEnded(
        case_id=subject,
        heading=fact.heading,
        standing=PermitStanding.CANCELLED,
        ground=fact.ground,
    )
    return to_each(once(*waiting_for(fact.heading), fact.supervising or ""), ended)


def _expired(subject: str, fact: PermitExpired) -> tuple[Announcement, ...]:
    """Tell everybody, the deciding body too: nobody said so."""
    heading = fact.heading
    ended = PermitEnded(case_id=subject, heading=heading, standing=PermitStanding.EXPIRED)
    return to_each(everybody(heading), ended)


def _amended(subject: str, fact: PermitAmended) -> tuple[Announcement, ...]:
    document, until = fact.document, fact.valid_until
    return _returned(subject, fact.heading, document, fact.number, local_day(fact.at), until)


def _corrected(subject: str, fact: DocumentCorrected) -> tuple[Announcement, ...]:
    return _returned(subject, fact.heading, fact.document, fact.number, local_day(fact.at))


def _returned(
    subject: str,
    heading: CaseHeading,
    document: DocumentReference,
    number: str,
    issued_on: date,
    valid_until: date | None = None,
) -> tuple[Announcement, ...]:
    """Send another document back to the street like the first."""
    if heading.decider in (heading.street, heading.submitter):
        return ()
    returned = DocumentReturned(
        case_id=subject,
        heading=heading,
        document=document,
        number=number,
        issued_on=issued_on,
        valid_until=valid_until,
    )
    return (Announcement(heading.street, returned),)


def _asked(subject: str, fact: RenewalRequested) -> tuple[Announcement, ...]:
    heading = fact.heading
    if heading.decider == heading.street:
        return ()
    assigned = RenewalAssigned(
        case_id=subject,
        heading=heading,
        request=fact.request,
        late=fact.late,
        due_on=fact.terms[0].due_on if fact.terms else None,
    )
    return (Announcement(heading.decider, assigned),)


def _renewed(subject: str, fact: RenewalDecided) -> tuple[Announcement, ...]:
    report = RenewalReported(
        case_id=subject,
        heading=fact.heading,
        granted=fact.granted,
        deemed=False,
        valid_until=fact.valid_until,
        reasons=fact.reasons,
    )
    told = to_each(waiting_for(fact.heading), report)
    if fact.document is None:
        return told
    day, until = local_day(fact.at), fact.valid_until
    return told + _returned(subject, fact.heading, fact.document, fact.number or "", day, until)


def _deemed(subject: str, fact: RenewalDeemedGranted) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = RenewalReported(
        case_id=subject, heading=heading, granted=True, deemed=True, valid_until=fact.valid_until
    )
    return to_each(once(heading.street, heading.decider, heading.submitter), report)


def _reviewed(subject: str, fact: ReviewRecorded) -> tuple[Announcement, ...]:
    report = ReviewReported(
        case_id=subject,
        heading=fact.heading,
        forum=fact.forum,
        outcome=fact.outcome,
        decision=fact.decision,
        ruling=fact.ruling,
        due_on=fact.terms[0].due_on if fact.terms else None,
    )
    return to_each(once(fact.heading.decider, fact.heading.street), report)


def _published(subject: str, fact: DecisionPublished) -> tuple[Announcement, ...]:
    report = PublicationReported(
        case_id=subject, heading=fact.heading, publication=fact.publication, at=fact.at
    )
    return to_each(waiting_for(fact.heading), report)


TELL: Tellings = {
    DecisionRevoked: _revoked,
    PermitRecalled: _recalled,
    PermitCancelled: _cancelled,
    PermitExpired: _expired,
    PermitAmended: _amended,
    DocumentCorrected: _corrected,
    RenewalRequested: _asked,
    RenewalDecided: _renewed,
    RenewalDeemedGranted: _deemed,
    ReviewRecorded: _reviewed,
    DecisionPublished: _published,
}
