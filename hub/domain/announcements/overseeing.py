"""Who hears of the supervision after an approval."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.facts.overseeing import (
    CaseSampled,
    FindingRecorded,
    OversightConfirmed,
    OversightHandedOver,
    RecallProposed,
)
from hub.domain.inbox.overseeing import (
    FindingReported,
    OversightAssigned,
    OversightReported,
    RecallProposalReported,
    SampleReported,
)


def _handed_over(subject: str, fact: OversightHandedOver) -> tuple[Announcement, ...]:
    assigned = OversightAssigned(
        case_id=subject,
        heading=fact.heading,
        applicant=fact.applicant,
        at=fact.at,
        confirm_by=fact.terms[0].due_on,
    )
    return (Announcement(fact.supervising, assigned),)


def _confirmed(subject: str, fact: OversightConfirmed) -> tuple[Announcement, ...]:
    report = OversightReported(
        case_id=subject, heading=fact.heading, supervising=fact.supervising, at=fact.at
    )
    return to_each(_handlers(fact), report)


def _found(subject: str, fact: FindingRecorded) -> tuple[Announcement, ...]:
    report = FindingReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        supervising=fact.supervising,
        code=fact.code,
        report=fact.report,
        at=fact.at,
    )
    return to_each(_handlers(fact), report)


def _sampled(subject: str, fact: CaseSampled) -> tuple[Announcement, ...]:
    report = SampleReported(
        case_id=subject,
        heading=fact.heading,
        number=fact.number,
        supervising=fact.supervising,
        reason=fact.reason,
        at=fact.at,
    )
    return to_each(_handlers(fact), report)


def _proposed(subject: str, fact: RecallProposed) -> tuple[Announcement, ...]:
    report = RecallProposalReported(
        case_id=subject,
        heading=fact.heading,
        supervising=fact.supervising,
        reasons=fact.reasons,
        at=fact.at,
    )
    return to_each(_handlers(fact), report)


def _handlers(
    fact: OversightConfirmed | FindingRecorded | CaseSampled | RecallProposed,
) -> tuple[str, ...]:
    """Return deciding body and street, but not who says it."""
    both = once(fact.heading.decider, fact.heading.street)
    return tuple([code for code in both if code != fact.supervising])


TELL: Tellings = {
    OversightHandedOver: _handed_over,
    OversightConfirmed: _confirmed,
    FindingRecorded: _found,
    CaseSampled: _sampled,
    RecallProposed: _proposed,
}
