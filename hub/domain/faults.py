"""What may be wrong with a catalogue, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hub.domain.remedies import remedy_for


class Severity(StrEnum):
    """Whether a fault keeps a catalogue from being published."""

    ERROR = "ERROR"
    WARNING = "WARNING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault; `row` counts the file's lines from 1, the heading being line 1.

    `remedy` says in Chinese what to do; if it is not given it follows from file and column.
    """

    file: str
    row: int | None
    column: str
    reason: str
    severity: Severity = Severity.ERROR
    remedy: str = ""

    def __post_init__(self) -> None:
        """Say what is to be done in this place."""
        if not self.remedy:
            object.__setattr__(self, "remedy", remedy_for(self.file, self.column))


@dataclass(frozen=True, slots=True)
class Rows:
    """Where things stand in their files: (file, code or position) -> line."""

    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def of(self, file: str, key: str) -> int | None:
        """Return the line of a keyed row, if known."""
        return self.lines.get((file, key))

    def nth(self, file: str, position: int) -> int:
        """Return the line of the list row at `position` (from 0)."""
        return self.lines.get((file, str(position)), position + 2)
