"""Who gets cards, and hears what the applicant let pass."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.supervising import CardIssued, TermLapsed
from hub.domain.inbox import CardReported, LapseReported


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


TELL: Tellings = {CardIssued: _card, TermLapsed: _lapsed}
