"""Who hears what became of an approval."""

from hub.domain.announcements.telling import (
    Announcement,
    Tellings,
    once,
    to_each,
    waiting_for,
)
from hub.domain.calendar import local_day
from hub.domain.facts.permits import (
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitRecalled,
    RenewalDecided,
    RenewalDeemedGranted,
    RenewalRequested,
    ReviewRecorded,
)
from hub.domain.inbox.outcomes import DocumentReturned
from hub.domain.inbox.permits import PermitEnded, RenewalAssigned, RenewalReported, ReviewReported


def _ended(
    subject: str, fact: DecisionRevoked | PermitRecalled | PermitCancelled
) -> tuple[Announcement, ...]:
    ended = PermitEnded(
        case_id=subject,
        heading=fact.heading,
        reasons=None if isinstance(fact, PermitCancelled) else fact.reasons,
        ground=fact.ground if isinstance(fact, PermitCancelled) else None,
    )
    return to_each(waiting_for(fact.heading), ended)


def _document(subject: str, fact: PermitAmended | DocumentCorrected) -> tuple[Announcement, ...]:
    """Send the new document back to the street like the first."""
    heading = fact.heading
    if heading.decider in (heading.street, heading.submitter):
        return ()
    returned = DocumentReturned(
        case_id=subject,
        heading=heading,
        document=fact.document,
        number=fact.number,
        issued_on=local_day(fact.at),
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
    return to_each(waiting_for(fact.heading), report)


def _deemed(subject: str, fact: RenewalDeemedGranted) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = RenewalReported(case_id=subject, heading=heading, granted=True, deemed=True)
    return to_each(once(heading.street, heading.decider, heading.submitter), report)


def _reviewed(subject: str, fact: ReviewRecorded) -> tuple[Announcement, ...]:
    report = ReviewReported(
        case_id=subject,
        heading=fact.heading,
        outcome=fact.outcome,
        ruling=fact.ruling,
        due_on=fact.terms[0].due_on if fact.terms else None,
    )
    return to_each(once(fact.heading.decider, fact.heading.street), report)


TELL: Tellings = {
    DecisionRevoked: _ended,
    PermitRecalled: _ended,
    PermitCancelled: _ended,
    PermitAmended: _document,
    DocumentCorrected: _document,
    RenewalRequested: _asked,
    RenewalDecided: _renewed,
    RenewalDeemedGranted: _deemed,
    ReviewRecorded: _reviewed,
}
