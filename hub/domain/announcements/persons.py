"""Who hears of who is responsible."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.persons import ResponsibilityHandedOver
from hub.domain.inbox.persons import ResponsibilityReported


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


TELL: Tellings = {ResponsibilityHandedOver: _handed_over}
