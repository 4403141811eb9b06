"""What a table, a CSV and a workbook show alike: column names, and rows of cells."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Column names and rows, numbers as numbers."""

    header: list[str]
    rows: list[list[Cell]]

    def part(self, keys: int, columns: Sequence[str]) -> "Sheet":
        """Return the columns of these names, after the first `keys`."""
        kept = [n for n, name in enumerate(self.header) if n < keys or name in columns]
        rows = [[row[n] for n in kept] for row in self.rows]
        return Sheet([self.header[n] for n in kept], rows)

    def of(self, key: str | None) -> "Sheet":
        """Return the rows whose first cell is `key`; all where it is None."""
        return Sheet(self.header, [row for row in self.rows if key in (None, row[0])])
