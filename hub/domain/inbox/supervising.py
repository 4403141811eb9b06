"""Cards and their appeals, and what the applicant let pass."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import CardColour, CardStanding, Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReported:
    """To its owner and to the street: a supervision card; `rule` for an irregularity, or a leg.

    A red one goes up to the administration too.
    """

    case_id: str
    heading: CaseHeading
    number: int
    colour: CardColour
    leg: Leg | None = None
    about: str = ""
    rule: str | None = None
    due_on: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseReported:
    """To the deciding body and the street: the applicant let the last day of a leg pass."""

    case_id: str
    heading: CaseHeading
    leg: Leg
    about: str = ""
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CardAppealAssigned:
    """To the administration: a card is said to be wrong, to be decided."""

    case_id: str
    heading: CaseHeading
    number: int
    owner: str
    request: DocumentReference
    decide_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStandingReported:
    """To the owner of a card and to the street: it stands, or it was withdrawn."""

    case_id: str
    heading: CaseHeading
    number: int
    standing: CardStanding
    reasons: DocumentReference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsReported:
    """To who owes them and to the street: last days that the calendar moved."""

    case_id: str
    heading: CaseHeading
    year: int
    terms: tuple[Term, ...] = ()
    formerly: tuple[Term, ...] = ()


SupervisingMessage: TypeAlias = (
    CardReported | LapseReported | CardAppealAssigned | CardStandingReported | TermsReported
)
