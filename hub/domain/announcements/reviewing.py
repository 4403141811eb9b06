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
    StepRecorded,
)
from hub.domain.inbox import ProgressReported
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


TELL: Tellings = {
    CaseAccepted: _accepted,
    CaseDeemedAccepted: _deemed,
    ApplicationRejected: _rejected,
    StepRecorded: _step,
}
