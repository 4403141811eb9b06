"""Who gets cards, hears of their appeals, and of what the applicant let pass."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.supervising import (
    CardAppealDecided,
    CardAppealed,
    CardIssued,
    CardWithdrawn,
    TermLapsed,
    TermsMoved,
)
from hub.domain.inbox.supervising import (
    CardAppealAssigned,
    CardReported,
    CardStandingReported,
    LapseReported,
    TermsReported,
)
from hub.domain.terms import APPLICANT, Term
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
        owner=fact.owner,
    )
    return to_each(once(fact.owner, fact.heading.street, fact.administration or ""), card)


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


def _moved(subject: str, fact: TermsMoved) -> tuple[Announcement, ...]:
    """Tell each owner of its own last days, and the street of all."""
    owners = once(*[each.owner for each in fact.terms if each.owner != APPLICANT])
    told = [_report(subject, fact, owner) for owner in owners if owner != fact.heading.street]
    return (*told, *to_each(once(fact.heading.street), _report(subject, fact, "").message))


def _report(subject: str, fact: TermsMoved, owner: str) -> Announcement:
    def mine(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple([each for each in terms if owner in ("", each.owner)])

    report = TermsReported(
        case_id=subject,
        heading=fact.heading,
        year=fact.year,
        terms=mine(fact.terms),
        formerly=mine(fact.formerly),
    )
    return Announcement(owner, report)


def _withdrawn(subject: str, fact: CardWithdrawn) -> tuple[Announcement, ...]:
    report = CardStandingReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        standing=CardStanding.WITHDRAWN,
    )
    return to_each(once(fact.owner, fact.heading.street), report)


TELL: Tellings = {
    CardIssued: _card,
    TermLapsed: _lapsed,
    CardAppealed: _appealed,
    CardAppealDecided: _appeal_decided,
    TermsMoved: _moved,
    CardWithdrawn: _withdrawn,
}
