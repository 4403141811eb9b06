"""What a fact lets organisations know: the hub's inbox messages, from the fact alone.

Nobody outside the heading of a case hears of it, and nobody is told what it did itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from hub.domain.calendar import end_of_day
from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.facts import (
    ApplicationRejected,
    ApplicationWithdrawn,
    CaseAccepted,
    CaseDecided,
    CaseDeemedAccepted,
    CaseForwarded,
    CaseReceived,
    DeadlineMissed,
    DocumentDelivered,
    DocumentIssued,
    Fact,
    ReceiptConfirmed,
    StepRecorded,
    WorkAcknowledged,
    WorkReturned,
)
from hub.domain.inbox import (
    CardReported,
    CaseRegistered,
    DecisionReturned,
    DocumentReturned,
    InboxMessage,
    ProgressReported,
    WorkAssigned,
    WorkSentBack,
    WorkWithdrawn,
)
from hub.domain.vocabulary import Decision, Status


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message to one organisation."""

    to: str
    message: InboxMessage


def announce(subject: str, fact: Fact) -> tuple[Announcement, ...]:
    """Return what `fact` lets which organisations know; `subject` is the case id.

    Facts that concern no case, and those of a mirrored case, are announced to nobody.
    """
    tell = _TELL.get(type(fact))
    return tell(subject, fact) if tell else ()


def _received(subject: str, fact: CaseReceived) -> tuple[Announcement, ...]:
    heading = fact.heading
    if heading.submitter in (heading.street, heading.decider):
        return ()
    registered = CaseRegistered(
        case_id=subject,
        heading=heading,
        place=fact.place,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        accept_by=fact.accept_by,
    )
    return (Announcement(heading.street, registered),)


def _forwarded(subject: str, fact: CaseForwarded) -> tuple[Announcement, ...]:
    assigned = WorkAssigned(
        case_id=subject,
        heading=fact.heading,
        applicant=fact.applicant,
        form=fact.form,
        materials=fact.materials,
        accept_by=fact.accept_by,
    )
    return (Announcement(fact.heading.decider, assigned),)


def _acknowledged(subject: str, fact: WorkAcknowledged) -> tuple[Announcement, ...]:
    report = _progress(subject, fact.heading, Status.ACKNOWLEDGED, fact.at)
    return _to((fact.heading.street,), report)


def _sent_back(subject: str, fact: WorkReturned) -> tuple[Announcement, ...]:
    back = WorkSentBack(
        case_id=subject, heading=fact.heading, reason=fact.reason, remarks=fact.remarks
    )
    return _to((fact.heading.street,), back)


def _accepted(subject: str, fact: CaseAccepted) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = _progress(subject, heading, Status.ACCEPTED, fact.at, due_on=fact.due_on)
    return _to(_waiting_for(heading), report)


def _deemed(subject: str, fact: CaseDeemedAccepted) -> tuple[Announcement, ...]:
    """Tell everybody, the deciding body too: it did not say so itself."""
    heading = fact.heading
    at = end_of_day(fact.effective_on)
    report = _progress(subject, heading, Status.ACCEPTED, at, due_on=fact.due_on)
    return _to(_everybody(heading), report)


def _rejected(subject: str, fact: ApplicationRejected) -> tuple[Announcement, ...]:
    heading = fact.heading
    report = _progress(subject, heading, Status.REJECTED, fact.at, reasons=fact.reasons)
    return _to(_waiting_for(heading), report)


def _step(subject: str, fact: StepRecorded) -> tuple[Announcement, ...]:
    heading = fact.heading
    if not heading.street or heading.decider == heading.street:
        return ()
    report = ProgressReported(
        case_id=subject,
        heading=heading,
        status=Status.ACCEPTED,
        step=fact.step,
        department=fact.department,
        at=fact.occurred_at,
    )
    return _to((heading.street,), report)


def _decided(subject: str, fact: CaseDecided) -> tuple[Announcement, ...]:
    """Return the decision; after an approval the document follows.

    Whatever one body decides for another to hand over has a result document: no catalogue without
    it is published (plan 3(1)2).
    """
    heading = fact.heading
    returned = DecisionReturned(
        case_id=subject,
        heading=heading,
        decision=fact.decision,
        reasons=fact.reasons,
        at=fact.at,
        document_follows=fact.decision is Decision.APPROVED,
    )
    return _to(_waiting_for(heading), returned)


def _issued(subject: str, fact: DocumentIssued) -> tuple[Announcement, ...]:
    heading = fact.heading
    if heading.decider in (heading.street, heading.submitter):
        return ()
    returned = DocumentReturned(
        case_id=subject,
        heading=heading,
        document=fact.document,
        number=fact.number,
        issued_on=fact.issued_on,
    )
    return (Announcement(heading.street, returned),)


def _confirmed(subject: str, fact: ReceiptConfirmed) -> tuple[Announcement, ...]:
    report = _progress(subject, fact.heading, Status.RETURNED, fact.at)
    return _to((fact.heading.decider,), report)


def _delivered(subject: str, fact: DocumentDelivered) -> tuple[Announcement, ...]:
    """Tell the operator what the street delivered, or the street what its outlet did at once."""
    heading = fact.heading
    if heading.submitter == heading.street:
        return ()
    reader = heading.street if heading.decider == heading.submitter else heading.submitter
    return _to((reader,), _progress(subject, heading, Status.DELIVERED, fact.at))


def _withdrawn(subject: str, fact: ApplicationWithdrawn) -> tuple[Announcement, ...]:
    heading = fact.heading
    told: tuple[Announcement, ...] = ()
    if fact.was_with_decider:
        told = (Announcement(heading.decider, WorkWithdrawn(case_id=subject, heading=heading)),)
    if heading.submitter == heading.street:
        return told
    report = _progress(subject, heading, Status.WITHDRAWN, fact.at)
    return told + _to((heading.street, heading.submitter), report)


def _card(subject: str, fact: DeadlineMissed) -> tuple[Announcement, ...]:
    card = CardReported(
        case_id=subject,
        heading=fact.heading,
        leg=fact.leg,
        colour=fact.colour,
        due_on=fact.due_on,
    )
    return _to(_once(fact.owner, fact.heading.street), card)


def _progress(
    subject: str,
    heading: CaseHeading,
    status: Status,
    at: datetime,
    *,
    due_on: date | None = None,
    reasons: DocumentReference | None = None,
) -> ProgressReported:
    return ProgressReported(
        case_id=subject, heading=heading, status=status, at=at, due_on=due_on, reasons=reasons
    )


def _waiting_for(heading: CaseHeading) -> tuple[str, ...]:
    """Return who waits for the deciding body: street and submitter, unless they decide."""
    if heading.decider in (heading.street, heading.submitter):
        return ()
    return _once(heading.street, heading.submitter)


def _everybody(heading: CaseHeading) -> tuple[str, ...]:
    return _once(heading.street, heading.decider, heading.submitter)


def _once(*codes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([code for code in codes if code]))


def _to(organisations: tuple[str, ...], message: InboxMessage) -> tuple[Announcement, ...]:
    return tuple([Announcement(code, message) for code in organisations])


_TELL: Mapping[type, Callable[[str, Any], tuple[Announcement, ...]]] = {
    CaseReceived: _received,
    CaseForwarded: _forwarded,
    WorkAcknowledged: _acknowledged,
    WorkReturned: _sent_back,
    CaseAccepted: _accepted,
    CaseDeemedAccepted: _deemed,
    ApplicationRejected: _rejected,
    StepRecorded: _step,
    CaseDecided: _decided,
    DocumentIssued: _issued,
    ReceiptConfirmed: _confirmed,
    DocumentDelivered: _delivered,
    ApplicationWithdrawn: _withdrawn,
    DeadlineMissed: _card,
}
