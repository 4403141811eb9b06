"""What announcements are made of: who is told, and the forms that several themes share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.inbox import InboxMessage, ProgressReported
from hub.domain.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message to one organisation."""

    to: str
    message: InboxMessage


Tellings: TypeAlias = Mapping[type, Callable[[str, Any], tuple[Announcement, ...]]]
"""For each kind of fact the function that says, of a subject, who is told what."""


def progress(
    subject: str,
    heading: CaseHeading,
    status: Status,
    at: datetime,
    *,
    due_on: date | None = None,
    reasons: DocumentReference | None = None,
) -> ProgressReported:
    """Return a step that the receiver may show to the applicant."""
    return ProgressReported(
        case_id=subject, heading=heading, status=status, at=at, due_on=due_on, reasons=reasons
    )


def waiting_for(heading: CaseHeading) -> tuple[str, ...]:
    """Return who waits for the deciding body: street and submitter, unless they decide."""
    if heading.decider in (heading.street, heading.submitter):
        return ()
    return once(heading.street, heading.submitter)


def everybody(heading: CaseHeading) -> tuple[str, ...]:
    """Return street, deciding body and submitter."""
    return once(heading.street, heading.decider, heading.submitter)


def once(*codes: str) -> tuple[str, ...]:
    """Return each organisation once, in order, leaving out what is empty."""
    return tuple(dict.fromkeys([code for code in codes if code]))


def to_each(organisations: tuple[str, ...], message: InboxMessage) -> tuple[Announcement, ...]:
    """Return the same message to each organisation."""
    return tuple([Announcement(code, message) for code in organisations])
