"""Who hears who may come for the applicant."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.documents import CaseHeading
from hub.domain.facts.mandates import MandateRegistered, MandateRevoked
from hub.domain.inbox.mandates import AgentDismissed, AgentReported


def _registered(subject: str, fact: MandateRegistered) -> tuple[Announcement, ...]:
    report = AgentReported(
        case_id=subject,
        heading=fact.heading,
        agent=fact.mandate.agent,
        powers=fact.mandate.powers,
        valid_until=fact.mandate.valid_until,
    )
    return to_each(_serving(fact.heading, fact.organisation), report)


def _revoked(subject: str, fact: MandateRevoked) -> tuple[Announcement, ...]:
    ended = AgentDismissed(case_id=subject, heading=fact.heading, agent=fact.agent)
    return to_each(_serving(fact.heading, fact.organisation), ended)


def _serving(heading: CaseHeading, told: str) -> tuple[str, ...]:
    """Return where the applicant is served, but for who knows it."""
    return tuple([code for code in once(heading.street, heading.submitter) if code != told])


TELL: Tellings = {MandateRegistered: _registered, MandateRevoked: _revoked}
