"""What the hub tells an organisation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference, Material
from hub.domain.vocabulary import AnswerKind, CardColour, Decision, Leg, ReturnReason, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one record of the receiver's outbox; exactly one for each.

    `entry` is the journal entry (`<partition>-<number>`), `first_entry` that of the first outcome
    when repeated, `original` where the message is kept.
    """

    message_id: str
    source: str
    subject: str
    kind: AnswerKind
    facts: tuple[str, ...] = ()
    rule: str | None = None
    sentence: str | None = None
    remedy: str | None = None
    entry: str
    first_entry: str | None = None
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRegistered:
    """To the street: an outlet received a case for it."""

    case_id: str
    heading: CaseHeading
    place: str
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    accept_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAssigned:
    """To the deciding department: work to do."""

    case_id: str
    heading: CaseHeading
    applicant: str
    form: DocumentReference
    materials: tuple[Material, ...] = ()
    accept_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSentBack:
    """To the street: the department sent the work back."""

    case_id: str
    heading: CaseHeading
    reason: ReturnReason
    remarks: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkWithdrawn:
    """To the deciding department: the applicant took the application back."""

    case_id: str
    heading: CaseHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReported:
    """A step that the receiver may show to the applicant."""

    case_id: str
    heading: CaseHeading
    status: Status
    step: str | None = None
    department: str | None = None
    at: datetime
    due_on: date | None = None
    reasons: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionReturned:
    """To the street, and to the operator whose outlet took the case: the decision."""

    case_id: str
    heading: CaseHeading
    decision: Decision
    reasons: DocumentReference | None = None
    at: datetime
    document_follows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReturned:
    """To the street: the result document."""

    case_id: str
    heading: CaseHeading
    document: DocumentReference
    number: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReported:
    """To the owner of a missed leg, and to the street: a supervision card."""

    case_id: str
    heading: CaseHeading
    leg: Leg
    colour: CardColour
    due_on: date


InboxMessage: TypeAlias = (
    Answer
    | CaseRegistered
    | WorkAssigned
    | WorkSentBack
    | WorkWithdrawn
    | ProgressReported
    | DecisionReturned
    | DocumentReturned
    | CardReported
)
"""Whatever an organisation may find in its inbox."""

INBOX: tuple[type, ...] = (
    Answer,
    CaseRegistered,
    WorkAssigned,
    WorkSentBack,
    WorkWithdrawn,
    ProgressReported,
    DecisionReturned,
    DocumentReturned,
    CardReported,
)
"""Every kind of inbox message there is."""
