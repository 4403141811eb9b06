"""What is kept of what happened at the counter, beside what was handed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Where somebody was turned away, and by which rule (its code)."""

    place: str
    applicant: str
    rule: str
