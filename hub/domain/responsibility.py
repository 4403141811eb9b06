"""Who was responsible when: read from the facts alone (首问负责, plan 4(1)4)."""

from collections.abc import Iterable
from datetime import datetime

from hub.domain.counter import Responsible
from hub.domain.facts import Fact
from hub.domain.facts.door import TurnedAway
from hub.domain.facts.executing import ServiceRequested
from hub.domain.facts.persons import ResponsibilityHandedOver
from hub.domain.facts.receiving import CaseReceived


def responsible_by(fact: Fact) -> Responsible | None:
    """Return who is responsible from a fact on, None when it changes nothing about that.

    The first one asked is who received the application, asked for the service or turned the
    applicant away.
    """
    match fact:
        case ResponsibilityHandedOver(successor=person, organisation=organisation, at=since):
            return Responsible(person=person, organisation=organisation, since=since)
        case CaseReceived(received_at=since) | ServiceRequested(requested_at=since):
            pass
        case TurnedAway(at=since):
            pass
        case _:
            return None
    return Responsible(person=fact.actor, organisation=fact.heading.submitter, since=since)


def spans(facts: Iterable[Fact]) -> tuple[Responsible, ...]:
    """Return all who were responsible for a case, in order; each until the next one's `since`."""
    return tuple([found for fact in facts if (found := responsible_by(fact)) is not None])


def responsible_at(facts: Iterable[Fact], instant: datetime) -> Responsible | None:
    """Return who was responsible for a case at an instant; None before anybody was asked."""
    begun = [each for each in spans(facts) if each.since <= instant]
    return begun[-1] if begun else None
