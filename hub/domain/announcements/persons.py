"""Who hears of who is responsible."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.persons import ActedInItsName, ResponsibilityHandedOver
from hub.domain.inbox.persons import DoneInYourName, ResponsibilityReported


def _handed_over(subject: str, fact: ResponsibilityHandedOver) -> tuple[Announcement, ...]:
    """Tell the office of who takes over, and the street; not the one of them that said it."""
    report = ResponsibilityReported(
        case_id=subject,
        heading=fact.heading,
        organisation=fact.organisation,
        successor=fact.successor,
        at=fact.at,
    )
    concerned = once(fact.organisation, fact.heading.street)
    return to_each(tuple([code for code in concerned if code != fact.former]), report)


def _acted(subject: str, fact: ActedInItsName) -> tuple[Announcement, ...]:
    done = DoneInYourName(
        case_id=subject, heading=fact.heading, act=fact.act, actor=fact.actor, at=fact.at
    )
    return (Announcement(fact.department, done),)


TELL: Tellings = {ResponsibilityHandedOver: _handed_over, ActedInItsName: _acted}
