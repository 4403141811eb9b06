"""Who hears that an application came in."""

from hub.domain.announcements.telling import Announcement, Tellings
from hub.domain.facts.receiving import CaseReceived
from hub.domain.inbox import CaseRegistered


def _received(subject: str, fact: CaseReceived) -> tuple[Announcement, ...]:
    heading = fact.heading
    if heading.submitter in (heading.street, heading.decider):
        return ()
    registered = CaseRegistered(
        case_id=subject,
        heading=heading,
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        accept_by=fact.terms[0].due_on,
    )
    return (Announcement(heading.street, registered),)


TELL: Tellings = {CaseReceived: _received}
