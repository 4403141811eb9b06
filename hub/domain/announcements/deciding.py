"""Who gets the decision and the result document."""

from hub.domain.announcements.telling import Announcement, Tellings, to_each, waiting_for
from hub.domain.facts.deciding import CaseDecided, DocumentIssued
from hub.domain.inbox import DecisionReturned, DocumentReturned
from hub.domain.vocabulary import Leg


def _decided(subject: str, fact: CaseDecided) -> tuple[Announcement, ...]:
    """Return the decision; the document follows where it has yet to be issued (plan 3(1)2)."""
    heading = fact.heading
    returned = DecisionReturned(
        case_id=subject,
        heading=heading,
        decision=fact.decision,
        reasons=fact.reasons,
        at=fact.at,
        document_follows=any(each.leg is Leg.ISSUE for each in fact.terms),
    )
    return to_each(waiting_for(heading), returned)


def _issued(subject: str, fact: DocumentIssued) -> tuple[Announcement, ...]:
    heading = fact.heading
    if heading.decider in (heading.street, heading.submitter):
        return ()
    returned = DocumentReturned(
        case_id=subject,
        heading=heading,
        document=fact.document,
        number=fact.number,
        issued_on=fact.issued_on,
        valid_until=fact.valid_until,
        licence_id=fact.licence_id,
    )
    return (Announcement(heading.street, returned),)


TELL: Tellings = {CaseDecided: _decided, DocumentIssued: _issued}
