"""Who hears of what becomes of a file; who saw a name is in the journal alone."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.keeping import DestructionApproved, FileDestroyed
from hub.domain.inbox.keeping import DestructionReported


def _reported(subject: str, fact: DestructionApproved | FileDestroyed) -> tuple[Announcement, ...]:
    """Tell the deciding body and the street, which have papers of the case of their own."""
    report = DestructionReported(
        case_id=subject,
        heading=fact.heading,
        destroyed=isinstance(fact, FileDestroyed),
        at=fact.at,
    )
    return to_each(once(fact.heading.decider, fact.heading.street), report)


TELL: Tellings = {DestructionApproved: _reported, FileDestroyed: _reported}
