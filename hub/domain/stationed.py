"""Approvers of a department stationed at streets' counters (进驻): they act in its name there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationed:
    """One person of a department; `code` is a staff reference, `streets` where counters are kept.

    What this person says through the system of such a street the department says.
    """

    code: str
    department: str
    streets: tuple[str, ...]
