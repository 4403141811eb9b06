"""Who gets cards, hears of their appeals, and of what the applicant let pass."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.supervising import CardAppealDecided, CardAppealed, CardIssued, TermLapsed
from hub.domain.inbox.supervising import (
    CardAppealAssigned,
    CardReported,
    CardStandingReported,
    LapseReported,
)
from hub.domain.vocabulary import CardStanding


def _card(subject: str, fact: CardIssued) -> tuple[Announcement, ...]:
    card = CardReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        colour=fact.colour,
        leg=fact.leg,
        about=fact.about,
        rule=fact.rule,
        due_on=fact.due_on,
    )
    return to_each(once(fact.owner, fact.heading.street), card)


def _lapsed(subject: str, fact: TermLapsed) -> tuple[Announcement, ...]:
    heading = fact.heading
    lapse = LapseReported(
        case_id=subject,
        heading=heading,
        leg=fact.leg,
        about=fact.about,
        due_on=fact.due_on,
    )
    return to_each(once(heading.decider, heading.street), lapse)


def _appealed(subject: str, fact: CardAppealed) -> tuple[Announcement, ...]:
    assigned = CardAppealAssigned(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        owner=fact.owner,
        request=fact.request,
        decide_by=fact.terms[0].due_on,
    )
    return (Announcement(fact.administration, assigned),)


def _appeal_decided(subject: str, fact: CardAppealDecided) -> tuple[Announcement, ...]:
    report = CardStandingReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        standing=CardStanding.UPHELD if fact.upheld else CardStanding.WITHDRAWN,
        reasons=fact.reasons,
    )
    return to_each(once(fact.owner, fact.heading.street), report)


TELL: Tellings = {
    CardIssued: _card,
    TermLapsed: _lapsed,
    CardAppealed: _appealed,
    CardAppealDecided: _appeal_decided,
}
