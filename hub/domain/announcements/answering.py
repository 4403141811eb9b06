"""Who hears of ratings and complaints."""

from datetime import date

from hub.domain.announcements.telling import Announcement, Tellings
from hub.domain.facts.answering import (
    ComplaintFiled,
    RatingAppealDecided,
    RatingAppealed,
    ServiceRated,
)
from hub.domain.inbox.answering import (
    ComplaintReceived,
    RatingAppealAnswered,
    RatingAppealReported,
    RatingReported,
)
from hub.domain.terms import Term


def _rated(subject: str, fact: ServiceRated) -> tuple[Announcement, ...]:
    report = RatingReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        scale=fact.scale,
        value=fact.value,
        bad=fact.bad,
        due_on=_due(fact.terms),
    )
    return (Announcement(fact.owner, report),)


def _appealed(subject: str, fact: RatingAppealed) -> tuple[Announcement, ...]:
    if not fact.owner:
        return ()
    report = RatingAppealReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        request=fact.request,
        due_on=_due(fact.terms),
    )
    return (Announcement(fact.owner, report),)


def _appeal_decided(subject: str, fact: RatingAppealDecided) -> tuple[Announcement, ...]:
    decided = RatingAppealAnswered(
        case_id=subject, heading=fact.heading, number=fact.number, upheld=fact.upheld
    )
    return (Announcement(fact.owner, decided),)


def _complained(subject: str, fact: ComplaintFiled) -> tuple[Announcement, ...]:
    received = ComplaintReceived(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        reason=fact.reason,
        complaint=fact.complaint,
        due_on=_due(fact.terms),
    )
    return (Announcement(fact.owner, received),)


def _due(terms: tuple[Term, ...]) -> date | None:
    return terms[0].due_on if terms else None


TELL: Tellings = {
    ServiceRated: _rated,
    RatingAppealed: _appealed,
    RatingAppealDecided: _appeal_decided,
    ComplaintFiled: _complained,
}
