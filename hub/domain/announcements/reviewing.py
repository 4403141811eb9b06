"""Who hears of accepting, not accepting and the steps of the review."""

from hub.domain.announcements.telling import (
    Announcement,
    Tellings,
    everybody,
    progress,
    to_each,
    waiting_for,
)
from hub.domain.calendar import end_of_day
from hub.domain.deadlines import last_day
from hub.domain.facts.reviewing import (
    ApplicationRejected,
    CaseAccepted,
    CaseDeemedAccepted,
    CommitmentVerified,
    PreliminaryReviewGiven,
    StepRecorded,
)
from hub.domain.inbox import ProgressReported
from hub.domain.inbox.correcting import CommitmentChecked
from hub.domain.vocabulary import Status


def _accepted(subject: str, fact: CaseAccepted) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = progress(subject, heading, Status.ACCEPTED, fact.at, due_on=last_day(fact.terms))
    return to_each(waiting_for(heading), report)


def _deemed(subject: str, fact: CaseDeemedAccepted) -> tuple[Announcement, ...]:
    """Tell everybody, the deciding body too: it did not say so itself."""
    heading = fact.heading
    at = end_of_day(fact.effective_on)
    report = progress(subject, heading, Status.ACCEPTED, at, due_on=last_day(fact.terms))
    return to_each(everybody(heading), report)


def _rejected(subject: str, fact: ApplicationRejected) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = progress(subject, heading, Status.REJECTED, fact.at, reasons=fact.reasons)
    return to_each(waiting_for(heading), report)


def _step(subject: str, fact: StepRecorded) -> tuple[Announcement, ...]:
    heading = fact.heading
    if not heading.street or heading.decider == heading.street:
        return ()
    report = ProgressReported(
        case_id=subject,
        heading=heading,
        status=Status.ACCEPTED,
        step=fact.step,
        department=fact.department,
        at=fact.occurred_at,
    )
    return to_each((heading.street,), report)


def _reviewed(subject: str, fact: PreliminaryReviewGiven) -> tuple[Announcement, ...]:
    """Tell the submitter's operator; the deciding body gets it with the work."""
    heading = fact.heading
    if heading.submitter == heading.street:
        return ()
    report = progress(subject, heading, Status.RECEIVED, fact.at, reasons=fact.report)
    return to_each((heading.submitter,), report)


def _verified(subject: str, fact: CommitmentVerified) -> tuple[Announcement, ...]:
    heading = fact.heading
    verified = CommitmentChecked(
        case_id=subject, heading=heading, kept=fact.kept, report=fact.report
    )
    return to_each(waiting_for(heading), verified)


TELL: Tellings = {
    PreliminaryReviewGiven: _reviewed,
    CommitmentVerified: _verified,
    CaseAccepted: _accepted,
    CaseDeemedAccepted: _deemed,
    ApplicationRejected: _rejected,
    StepRecorded: _step,
}
