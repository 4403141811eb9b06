"""Who is asked for an opinion, who is urged, and who hears the answers."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.consulting import (
    CaseUrged,
    OpinionAsked,
    OpinionGiven,
    UrgeAnswered,
    WorkRerouted,
)
from hub.domain.inbox.consulting import (
    OpinionReceived,
    OpinionRequested,
    UrgeReceived,
    UrgeReplied,
    WorkTakenAway,
)


def _asked(subject: str, fact: OpinionAsked) -> tuple[Announcement, ...]:
    requested = OpinionRequested(
        case_id=subject,
        heading=fact.heading,
        question=fact.question,
        due_on=fact.terms[0].due_on if fact.terms else None,
    )
    return to_each(fact.departments, requested)


def _given(subject: str, fact: OpinionGiven) -> tuple[Announcement, ...]:
    received = OpinionReceived(
        case_id=subject,
        heading=fact.heading,
        department=fact.department,
        verdict=fact.verdict,
        report=fact.report,
    )
    return (Announcement(fact.heading.decider, received),)


def _urged(subject: str, fact: CaseUrged) -> tuple[Announcement, ...]:
    urge = UrgeReceived(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        urging=fact.urging,
        reasons=fact.reasons,
        due_on=fact.terms[0].due_on if fact.terms else None,
    )
    return (Announcement(fact.owner, urge),)


def _answered(subject: str, fact: UrgeAnswered) -> tuple[Announcement, ...]:
    replied = UrgeReplied(
        case_id=subject, heading=fact.heading, number=fact.number, answer=fact.answer
    )
    return (Announcement(fact.urging, replied),)


def _rerouted(subject: str, fact: WorkRerouted) -> tuple[Announcement, ...]:
    taken = WorkTakenAway(case_id=subject, heading=fact.heading, former=fact.former)
    return to_each(once(fact.heading.street, fact.former), taken)


TELL: Tellings = {
    OpinionAsked: _asked,
    OpinionGiven: _given,
    CaseUrged: _urged,
    UrgeAnswered: _answered,
    WorkRerouted: _rerouted,
}
