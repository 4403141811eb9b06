"""What others are asked, and what they answered."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.vocabulary import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRequested:
    """To a joint department: give an opinion."""

    case_id: str
    heading: CaseHeading
    question: DocumentReference
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionReceived:
    """To the deciding body: what a joint department thinks."""

    case_id: str
    heading: CaseHeading
    department: str
    verdict: Opinion
    report: DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeReceived:
    """To whoever has the work: answer why it takes so long."""

    case_id: str
    heading: CaseHeading
    number: int
    urging: str
    reasons: DocumentReference
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeReplied:
    """To who urged: the answer."""

    case_id: str
    heading: CaseHeading
    number: int
    answer: DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTakenAway:
    """To street and former deciding body: another department decides the case now."""

    case_id: str
    heading: CaseHeading
    former: str


ConsultingMessage: TypeAlias = (
    OpinionRequested | OpinionReceived | UrgeReceived | UrgeReplied | WorkTakenAway
)
