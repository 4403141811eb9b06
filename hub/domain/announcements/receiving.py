"""Who hears that an application came in."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.receiving import ApplicationReplaced, CaseReceived
from hub.domain.inbox import ApplicationResubmitted, CaseRegistered


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


def _replaced(subject: str, fact: ApplicationReplaced) -> tuple[Announcement, ...]:
    """Tell the body that has the work, and the street for which it was received."""
    heading = fact.heading
    holders = (heading.street, heading.decider if fact.was_with_decider else "")
    filed = ApplicationResubmitted(
        case_id=subject,
        heading=heading,
        version=fact.version,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        accept_by=fact.accept_by,
    )
    return to_each(tuple([code for code in once(*holders) if code != heading.submitter]), filed)


TELL: Tellings = {CaseReceived: _received, ApplicationReplaced: _replaced}
