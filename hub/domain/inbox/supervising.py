"""Cards, and what the applicant let pass."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading
from hub.domain.vocabulary import CardColour, Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReported:
    """To its owner and to the street: a supervision card; `rule` for an irregularity, or a leg."""

    case_id: str
    heading: CaseHeading
    number: int
    colour: CardColour
    leg: Leg | None = None
    about: str = ""
    rule: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseReported:
    """To the deciding body and the street: the applicant let the last day of a leg pass."""

    case_id: str
    heading: CaseHeading
    leg: Leg
    about: str = ""
    due_on: date


SupervisingMessage: TypeAlias = CardReported | LapseReported
