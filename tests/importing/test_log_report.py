"""The report of an import: figures that add up, shown to people and programs."""

import io
import json
from pathlib import Path

from rich.console import Console

from hub.cli.import_log_view import show
from hub.importing.log_book import LogBook, Reported
from hub.importing.log_report import LogReport, report_of, write_rejects


def book_of(path: Path) -> LogBook:
    """A finished import of five rows: three steps, one fault, one step refused."""
    book = LogBook(path)
    book.start({})
    counts = {"rows": 5, "steps": 3, "cases": 2, "reported": 1, "steps not done": 1}
    with book.batch():
        for name, amount in (counts | {"step refused": 1, "case done": 2, "step done": 3}).items():
            book.add(name, amount)
        book.set_meta("complete", "yes")
        book.report(Reported(4, "time", "c", "fault", "no time"))
        book.report(Reported(6, "", "c", "refused", "step: R-1: 不行 [请改]"))
        book.add_department("一科")
    return book


def report(path: Path) -> LogReport:
    """The report of that import."""
    with book_of(path) as book:
        return report_of(book, "log.csv", resumed=False)


def test_the_figures_add_up(tmp_path: Path) -> None:
    """Rows are steps, reported or not done; a refused step is not good."""
    found = report(tmp_path / "b")
    assert (found.rows, found.steps, found.reported, found.refused) == (5, 3, 1, 1)
    assert (found.unaccounted, found.complete, found.good) == (0, True, False)
    assert json.loads(json.dumps(found.as_object()))["faults"][0]["row"] == 4


def test_people_see_every_fault_with_its_row(tmp_path: Path) -> None:
    """Brackets in a sentence are text and no markup."""
    text = io.StringIO()
    show(report(tmp_path / "b"), Console(file=text, width=120))
    shown = text.getvalue()
    assert "row 4, time: fault: no time" in shown
    assert "不行 [请改]" in shown
    assert "一科 1" in shown


def test_rejects_are_written_for_a_spreadsheet(tmp_path: Path) -> None:
    """All of them, by row."""
    with book_of(tmp_path / "b") as book:
        assert write_rejects(book, tmp_path / "r.csv") == 2
    lines = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["row", "4", "6"]
