"""Who hears of originals."""

from collections.abc import Mapping
from typing import TypeAlias

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.custody import (
    OriginalsDue,
    OriginalsGivenBack,
    OriginalsLost,
    OriginalsPassedOn,
    OriginalsSignedFor,
    OriginalsTaken,
)
from hub.domain.inbox.custody import OriginalsAwaited, OriginalsReported, OriginalsSent
from hub.domain.vocabulary import CustodyAct

_Done: TypeAlias = OriginalsTaken | OriginalsSignedFor | OriginalsGivenBack | OriginalsLost

_ACTS: Mapping[type, CustodyAct] = {
    OriginalsTaken: CustodyAct.TAKEN,
    OriginalsSignedFor: CustodyAct.SIGNED_FOR,
    OriginalsGivenBack: CustodyAct.GIVEN_BACK,
    OriginalsLost: CustodyAct.LOST,
}


def _passed_on(subject: str, fact: OriginalsPassedOn) -> tuple[Announcement, ...]:
    sent = OriginalsSent(
        case_id=subject,
        heading=fact.heading,
        originals=fact.originals,
        number=fact.number,
        former=fact.former,
        due_on=fact.terms[0].due_on,
    )
    return (Announcement(fact.organisation, sent),)


def _done(subject: str, fact: _Done) -> tuple[Announcement, ...]:
    """Tell the street, which answers to the applicant for them, and who sent them."""
    report = OriginalsReported(
        case_id=subject,
        heading=fact.heading,
        act=_ACTS[type(fact)],
        originals=fact.originals,
        number=fact.number,
        organisation=fact.organisation,
        at=fact.at,
    )
    former = fact.former if isinstance(fact, OriginalsSignedFor) else ""
    concerned = once(fact.heading.street, former)
    return to_each(tuple([code for code in concerned if code != fact.organisation]), report)


def _due(subject: str, fact: OriginalsDue) -> tuple[Announcement, ...]:
    awaited = OriginalsAwaited(
        case_id=subject,
        heading=fact.heading,
        originals=fact.originals,
        due_on=fact.terms[0].due_on,
    )
    return (Announcement(fact.organisation, awaited),)


TELL: Tellings = {
    OriginalsTaken: _done,
    OriginalsPassedOn: _passed_on,
    OriginalsSignedFor: _done,
    OriginalsGivenBack: _done,
    OriginalsLost: _done,
    OriginalsDue: _due,
}
