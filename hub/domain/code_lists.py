"""Code lists: what the codes of outside systems and standards mean.

Codes differ between provinces and systems: a code is nothing without the system it is of.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMeaning:
    """One code of a code system (a rating scale, the case states of another system)."""

    system: str
    code: str
    meaning: str
