"""The book of an import: a batch stands whole or not at all, and only for the same import."""

import sqlite3
from pathlib import Path

import pytest

from hub.importing.log_book import CaseProgress, LogBook, Reported


class PowerCut(Exception):
    """What stops a batch in its middle."""


def test_a_batch_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    """Counts, cases and reports of an unfinished batch are not there."""

    def broken() -> None:
        with book.batch():
            book.add("rows", 5)
            book.set_case("c", CaseProgress(3, opened=True, entry=(1, 2)))
            raise PowerCut

    with LogBook(tmp_path / "b") as book:
        with pytest.raises(PowerCut):
            broken()
        assert (book.count("rows"), book.case("c")) == (0, CaseProgress())


def test_it_is_all_there_the_next_time(tmp_path: Path) -> None:
    """A second process goes on with what the first one wrote."""
    progress = CaseProgress(3, opened=True, entry=(1, 2))
    with LogBook(tmp_path / "b") as book:
        assert not book.start({"file": "1"})
        with book.batch():
            book.add("position", 5)
            book.set_case("c", progress)
            book.report(Reported(7, "time", None, "fault", "no time"))
            book.add_department("一科")
    with LogBook(tmp_path / "b") as book:
        assert book.start({"file": "1"})
        assert (book.count("position"), book.case("c")) == (5, progress)
        assert [row.row for row in book.reported()] == [7]
        assert book.departments(9) == {"一科": 1}


def test_another_import_begins_anew(tmp_path: Path) -> None:
    """Other bytes, another mapping or another hub are another import."""
    with LogBook(tmp_path / "b") as book:
        book.start({"file": "1"})
        with book.batch():
            book.add("position", 5)
        assert not book.start({"file": "2"})
        assert book.count("position") == 0


def test_two_imports_do_not_share_a_book(tmp_path: Path) -> None:
    """The second one is told, not mixed in."""
    with LogBook(tmp_path / "b") as book:
        book.start({"file": "1"})
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            LogBook(tmp_path / "b").start({"file": "1"})
