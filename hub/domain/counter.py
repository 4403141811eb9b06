"""What is kept of what happened at the counter, beside what was handed in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where somebody was turned away, and by which rule (its code)."""

    place: str
    applicant: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """Who answers for the case and since when (UTC): the first one asked, until handed over."""

    person: str
    organisation: str
    since: datetime
