"""What an item list is read into: items, what is wrong with rows, and counts that add up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hub.domain.guides import ItemType
from hub.domain.retention import Retention


class Severity(StrEnum):
    """How bad a finding is: an error keeps its row out, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong with one row: where it is, the kind of fault, a sentence, what to do."""

    file: str
    sheet: str
    row: int
    column: str
    kind: str
    reason: str
    remedy: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """One item as a department lists it; `code` is what the hub calls it.

    `implementation_code` is the code of the national form where the list has one, `extra` the
    list's other columns by header, untouched but for surrounding spaces.
    """

    sheet: str
    row: int
    code: str
    implementation_code: str | None
    name: str
    type: ItemType
    published_type: str
    department: str
    department_code: str = ""
    group: str = ""
    area: str = ""
    promised_days: int | None = None
    statutory_days: int | None = None
    instant: bool = False
    retention: Retention | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that did not become an item: its cells as they were, and every error found in it."""

    sheet: str
    row: int
    cells: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True, kw_only=True)
class ItemList:
    """All that came of a file: lines = blank + titles + headers + rows, rows = items + rejected."""

    file: str
    items: list[ListedItem] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    titles: list[tuple[str, int, str]] = field(default_factory=list)
    lines: int = 0
    blank: int = 0
    headers: int = 0

    @property
    def rows(self) -> int:
        """How many rows the list has: each is an item or rejected."""
        return len(self.items) + len(self.rejected)

    @property
    def errors(self) -> list[Finding]:
        """Every error of every rejected row."""
        return [finding for row in self.rejected for finding in row.findings]

    @property
    def findings(self) -> list[Finding]:
        """Errors and warnings in the order of the file's rows."""
        return sorted([*self.errors, *self.warnings], key=lambda finding: finding.row)

    def kinds(self) -> Counter[tuple[Severity, str]]:
        """How many findings there are of each kind."""
        return Counter((finding.severity, finding.kind) for finding in self.findings)

    def counts(self) -> dict[str, int]:
        """The figures that must add up."""
        return {
            "lines": self.lines,
            "blank": self.blank,
            "titles": len(self.titles),
            "headers": self.headers,
            "rows": self.rows,
            "items": len(self.items),
            "rejected": len(self.rejected),
            "errors": len(self.errors),
            "warnings": len(self.warnings),
        }
