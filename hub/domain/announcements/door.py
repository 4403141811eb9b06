"""Who hears that somebody was turned away, or insisted."""

from hub.domain.announcements.telling import Announcement, Tellings, once, progress, to_each
from hub.domain.facts.door import ApplicationInsisted, TurnedAway
from hub.domain.inbox import WrittenAnswerRequested
from hub.domain.vocabulary import Status


def _turned_away(subject: str, fact: TurnedAway) -> tuple[Announcement, ...]:
    """Tell the competent body, and the street what its outlet turned away."""
    heading = fact.heading
    told = [code for code in once(heading.decider, heading.street) if code != heading.submitter]
    return to_each(tuple(told), progress(subject, heading, Status.TURNED_AWAY, fact.at))


def _insisted(subject: str, fact: ApplicationInsisted) -> tuple[Announcement, ...]:
    heading = fact.heading
    asked = WrittenAnswerRequested(
        case_id=subject,
        heading=heading,
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        due_on=fact.terms[0].due_on,
    )
    told = (Announcement(heading.decider, asked),)
    if heading.street in (heading.submitter, heading.decider):
        return told
    report = progress(subject, heading, Status.FORWARDED, fact.at)
    return told + to_each((heading.street,), report)


TELL: Tellings = {TurnedAway: _turned_away, ApplicationInsisted: _insisted}
