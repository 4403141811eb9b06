"""What an import of a log came to, for people and programs."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.importing.log_book import LogBook, Reported

SHOWN = 100
REJECTS_HEADER = ("row", "column", "case", "kind", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReport:
    """Rows = steps + reported + steps not done; `complete` once the end of the log was reached."""

    file: str
    complete: bool
    rows: int
    cases: int
    steps: int
    reported: int
    refused: int
    rejected: int
    parked: int
    repeated: int
    unaccounted: int
    in_order: bool
    department_unknown: int
    departments: dict[str, int]
    resumed: bool
    seconds: float
    faults: tuple[Reported, ...]

    @property
    def good(self) -> bool:
        """Whether every row is a step the hub has recorded, or was reported as unreadable."""
        not_done = self.refused + self.rejected + self.parked
        return self.complete and self.in_order and not (self.unaccounted or not_done)

    def as_object(self) -> dict[str, Any]:
        """The report as one JSON object."""
        names = [name for name in self.__slots__ if name != "faults"]
        figures = {name: getattr(self, name) for name in names}
        faults = [{name: getattr(f, name) for name in f.__slots__} for f in self.faults]
        return {**figures, "good": self.good, "faults": faults}


def report_of(book: LogBook, file: str, *, resumed: bool) -> LogReport:
    """Return the report of all that the book has, also of earlier runs of the same import."""
    rows, steps = book.count("rows"), book.count("steps")
    reported, not_done = book.count("reported"), book.count("steps not done")
    return LogReport(
        file=file,
        complete=book.meta("complete") == "yes",
        rows=rows,
        cases=book.count("cases"),
        steps=steps,
        reported=reported,
        refused=_both(book, "refused"),
        rejected=_both(book, "rejected"),
        parked=_both(book, "parked"),
        repeated=_both(book, "repeated"),
        unaccounted=rows - steps - reported - not_done,
        in_order=book.count("out of order") == 0,
        department_unknown=book.count("department unknown"),
        departments=book.departments(SHOWN),
        resumed=resumed,
        seconds=book.count("milliseconds") / 1000,
        faults=tuple(book.reported(SHOWN)),
    )


def _both(book: LogBook, outcome: str) -> int:
    return book.count(f"case {outcome}") + book.count(f"step {outcome}")


def write_rejects(book: LogBook, path: Path) -> int:
    """Write every reported row to a CSV; return how many there are."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(REJECTS_HEADER)
        for row in book.reported():
            count += 1
            writer.writerow([row.row, row.column, row.case, row.kind, row.reason])
    return count
