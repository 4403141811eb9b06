"""What was asked of others, and what they said."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked:
    """Departments were asked, each with a term of its own."""

    heading: CaseHeading
    departments: tuple[str, ...] = ()
    question: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven:
    """A department that was asked has answered."""

    heading: CaseHeading
    department: str
    verdict: Opinion
    report: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecorded:
    """An inspection on the spot took place."""

    heading: CaseHeading
    inspectors: tuple[str, ...] = ()
    report: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUrged:
    """`urging` urged `owner`, who owes an answer."""

    heading: CaseHeading
    number: int
    owner: str
    urging: str
    reasons: DocumentReference
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeAnswered:
    """Who was urged has answered to `urging`."""

    heading: CaseHeading
    number: int
    urging: str
    answer: DocumentReference
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRerouted:
    """The heading names another deciding body from here on; the street forwards anew."""

    heading: CaseHeading
    former: str
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


ConsultingFact: TypeAlias = (
    OpinionAsked | OpinionGiven | InspectionRecorded | CaseUrged | UrgeAnswered | WorkRerouted
)
