"""Who gets the number that was asked for."""

from hub.domain.announcements.telling import Announcement, Tellings
from hub.domain.facts.numbering import DocumentNumbered
from hub.domain.inbox.numbering import NumberGiven


def _numbered(subject: str, fact: DocumentNumbered) -> tuple[Announcement, ...]:
    given = NumberGiven(case_id=subject, heading=fact.heading, kind=fact.kind, number=fact.number)
    return (Announcement(fact.issuer, given),)


TELL: Tellings = {DocumentNumbered: _numbered}
