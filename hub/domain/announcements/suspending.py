"""Who hears that the clock stands still, goes on, or has been given more time."""

from hub.domain.announcements.telling import Announcement, Tellings, to_each, waiting_for
from hub.domain.deadlines import last_day
from hub.domain.facts.suspending import (
    DeadlineExtended,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
)
from hub.domain.inbox.suspending import ClockStopped, DeadlineMoved


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


TELL: Tellings = {
    SpecialProcedureStarted: _started,
    SpecialProcedureEnded: _moved,
    DeadlineExtended: _moved,
}
