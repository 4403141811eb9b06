"""Who hears of accepting, not accepting and the steps of the review."""

from hub.domain.announcements.telling import (
    Announcement,
    Tellings,
    everybody,
    once,
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
from hub.domain.inbox import ProgressReported, StepAssigned
from hub.domain.inbox.correcting import CommitmentChecked
from hub.domain.vocabulary import Leg, Status


def _accepted(subject: str, fact: CaseAccepted) -> tuple[Announcement, ...]:
    """Tell who waits; where the street accepted in its name, the deciding body instead of it."""
    heading = fact.heading
    report = progress(subject, heading, Status.ACCEPTED, fact.at, due_on=last_day(fact.terms))
    told = waiting_for(heading)
    if fact.on_behalf_of is not None:
        others = once(fact.on_behalf_of, heading.submitter)
        told = tuple([code for code in others if code != heading.street])
    return *to_each(told, report), *_owed(subject, fact)


def _deemed(subject: str, fact: CaseDeemedAccepted) -> tuple[Announcement, ...]:
    """Tell everybody, the deciding body too: it did not say so itself."""
    heading = fact.heading
    at = end_of_day(fact.effective_on)
    report = progress(subject, heading, Status.ACCEPTED, at, due_on=last_day(fact.terms))
    return *to_each(everybody(heading), report), *_owed(subject, fact)


def _rejected(subject: str, fact: ApplicationRejected) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = progress(subject, heading, Status.REJECTED, fact.at, reasons=fact.reasons)
    return to_each(waiting_for(heading), report)


def _step(subject: str, fact: StepRecorded) -> tuple[Announcement, ...]:
    heading = fact.heading
    owed = _owed(subject, fact)
    if not heading.street or heading.decider == heading.street:
        return owed
    report = ProgressReported(
        case_id=subject,
        heading=heading,
        status=Status.ACCEPTED,
        step=fact.step,
        department=fact.department,
        at=fact.occurred_at,
    )
    return *to_each((heading.street,), report), *owed


def _owed(
    subject: str, fact: CaseAccepted | CaseDeemedAccepted | StepRecorded
) -> tuple[Announcement, ...]:
    """Tell another body than the deciding one of the step that it owes from here on."""
    heading = fact.heading
    return tuple(
        [
            Announcement(
                each.owner,
                StepAssigned(case_id=subject, heading=heading, step=each.about, due_on=each.due_on),
            )
            for each in fact.terms
            if each.leg is Leg.STEP and each.owner != heading.decider
        ]
    )


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
    return to_each(once(*waiting_for(heading), fact.supervising or ""), verified)


TELL: Tellings = {
    PreliminaryReviewGiven: _reviewed,
    CommitmentVerified: _verified,
    CaseAccepted: _accepted,
    CaseDeemedAccepted: _deemed,
    ApplicationRejected: _rejected,
    StepRecorded: _step,
}
