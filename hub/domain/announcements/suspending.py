"""Who hears that the clock stands still, goes on, or has been given more time."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each, waiting_for
from hub.domain.deadlines import last_day
from hub.domain.facts.suspending import (
    DeadlineExtended,
    HearingRequested,
    InterestedPartiesTold,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
)
from hub.domain.inbox.suspending import ClockStopped, DeadlineMoved, HearingAsked, HearingOffered


def _started(subject: str, fact: SpecialProcedureStarted) -> tuple[Announcement, ...]:
    stopped = ClockStopped(
        case_id=subject,
        heading=fact.heading,
        kind=fact.kind,
        notice=fact.notice,
        days=fact.days,
    )
    return to_each(waiting_for(fact.heading), stopped)


def _moved(
    subject: str, fact: SpecialProcedureEnded | DeadlineExtended
) -> tuple[Announcement, ...]:
    reasons = fact.reasons if isinstance(fact, DeadlineExtended) else fact.report
    moved = DeadlineMoved(
        case_id=subject, heading=fact.heading, due_on=last_day(fact.terms), reasons=reasons
    )
    return to_each(waiting_for(fact.heading), moved)


def _told(subject: str, fact: InterestedPartiesTold) -> tuple[Announcement, ...]:
    offered = HearingOffered(
        case_id=subject, heading=fact.heading, notice=fact.notice, due_on=fact.terms[0].due_on
    )
    return to_each(waiting_for(fact.heading), offered)


def _requested(subject: str, fact: HearingRequested) -> tuple[Announcement, ...]:
    """Tell deciding body and street, but not the one of them that took the request."""
    heading = fact.heading
    asked = HearingAsked(
        case_id=subject, heading=heading, request=fact.request, due_on=fact.terms[0].due_on
    )
    concerned = once(heading.decider, heading.street)
    return to_each(tuple([code for code in concerned if code != fact.organisation]), asked)


TELL: Tellings = {
    InterestedPartiesTold: _told,
    HearingRequested: _requested,
    SpecialProcedureStarted: _started,
    SpecialProcedureEnded: _moved,
    DeadlineExtended: _moved,
}
