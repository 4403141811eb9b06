"""Supervision: cards and what follows from them (电子监察)."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading
from hub.domain.vocabulary import CardColour, Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMissed:
    """A supervision card: `owner` let the last day of a leg pass."""

    heading: CaseHeading
    leg: Leg
    colour: CardColour
    due_on: date
    owner: str


SupervisingFact: TypeAlias = DeadlineMissed
