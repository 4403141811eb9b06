"""Who hears of a service that an operator's system executes."""

from hub.domain.announcements.telling import Announcement, Tellings, once, to_each
from hub.domain.documents import CaseHeading
from hub.domain.facts.executing import (
    ServiceExecuted,
    ServiceFailed,
    ServiceRequested,
    ServiceToVerify,
)
from hub.domain.inbox import ServiceAsked, ServiceReported
from hub.domain.vocabulary import Status


def others(heading: CaseHeading, *codes: str | None) -> tuple[str, ...]:
    """Return each organisation once, without the executing operator, who says it itself."""
    named = once(*[code or "" for code in codes])
    return tuple([code for code in named if code != heading.decider])


def _requested(subject: str, fact: ServiceRequested) -> tuple[Announcement, ...]:
    """Tell the executing operator, unless its own outlet asked."""
    heading = fact.heading
    if heading.decider == heading.submitter:
        return ()
    asked = ServiceAsked(
        case_id=subject,
        heading=heading,
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        report_by=fact.terms[0].due_on,
    )
    return (Announcement(heading.decider, asked),)


def _executed(subject: str, fact: ServiceExecuted) -> tuple[Announcement, ...]:
    """Tell the responsible body; the others hear of the delivery."""
    report = ServiceReported(
        case_id=subject,
        heading=fact.heading,
        status=Status.DELIVERED,
        receipt_number=fact.receipt_number,
        at=fact.at,
    )
    return to_each(others(fact.heading, fact.responsible), report)


def _failed(subject: str, fact: ServiceFailed) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = ServiceReported(
        case_id=subject,
        heading=heading,
        status=Status.FAILED,
        reason=fact.reason,
        benefit_continues=fact.benefit_continues,
        at=fact.at,
    )
    return to_each(others(heading, heading.street, heading.submitter), report)


def _to_verify(subject: str, fact: ServiceToVerify) -> tuple[Announcement, ...]:
    """Tell the executing operator too where it said nothing itself."""
    heading = fact.heading
    report = ServiceReported(case_id=subject, heading=heading, status=Status.TO_VERIFY, at=fact.at)
    hearers = (heading.street, heading.submitter)
    if fact.unreported:
        return to_each(once(heading.decider, *hearers), report)
    return to_each(others(heading, *hearers), report)


TELL: Tellings = {
    ServiceRequested: _requested,
    ServiceExecuted: _executed,
    ServiceFailed: _failed,
    ServiceToVerify: _to_verify,
}
