"""Workbooks as a person sees them: numbers, days, merged cells, sheets, other formats' names."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from connectors.errors import Unreadable
from connectors.spreadsheets import SpreadsheetSource, TableRow

Write = Callable[..., Path]

MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
CELL = st.one_of(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=8),
    st.integers(-(10**14), 10**14),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
)


def rows_of(path: Path) -> Sequence[TableRow]:
    """All rows of a spreadsheet."""
    source = SpreadsheetSource(path)
    source.connect()
    return source.read(10_000)


def save(path: Path, fill: Callable[[Any], object]) -> Path:
    """Write an XLSX whose first sheet is made by `fill`."""
    book = openpyxl.Workbook()
    fill(book.active)
    book.save(path)
    return path


def expected(cell: object) -> str:
    """What a cell shows."""
    if isinstance(cell, bool):
        return str(cell).upper()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_every_row_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[Any]]
) -> None:
    """Cells of every type come back as the text they show, in their row."""
    path = tmp_path_factory.mktemp("x") / "t.xlsx"
    marked = [["row", *cells] for cells in table]
    save(path, lambda sheet: [sheet.append(cells) for cells in marked])
    rows = rows_of(path)
    assert [row.number for row in rows] == list(range(1, len(table) + 1))
    for row, cells in zip(rows, marked, strict=True):
        shown = [expected(cell) for cell in cells]
        assert list(row.cells[: len(shown)]) + [""] * (len(shown) - len(row.cells)) == shown


def test_a_vertically_merged_cell_speaks_for_all_its_rows(tmp_path: Path) -> None:
    """Only the covered rows take the text, and they say that it is taken."""

    def fill(sheet: Worksheet) -> None:
        for row in (["城管局", "a"], [None, "b"], [None, "c"], [None, "d"]):
            sheet.append(row)
        sheet.merge_cells("A1:A3")

    rows = rows_of(save(tmp_path / "t.xlsx", fill))
    assert [row.cells[0] for row in rows] == ["城管局", "城管局", "城管局", ""]
    assert [sorted(row.merged) for row in rows] == [[], [0], [0], []]


def test_a_blank_row_inside_a_merged_cell_stays_blank(tmp_path: Path) -> None:
    """A merged cell makes no row out of nothing."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["B3"] = "城管局", "a", "c"
        sheet.merge_cells("A1:A3")

    assert [row.blank for row in rows_of(save(tmp_path / "t.xlsx", fill))] == [False, True, False]


def test_a_title_over_many_columns_is_said_once(tmp_path: Path) -> None:
    """A cell merged sideways is not repeated."""

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "事项清单"
        sheet.merge_cells("A1:D1")
        sheet.append(["a", "b", "c", "d"])

    assert [cell for cell in rows_of(save(tmp_path / "t.xlsx", fill))[0].cells if cell] == [
        "事项清单"
    ]


def test_row_numbers_are_those_of_the_sheet(tmp_path: Path) -> None:
    """Empty rows and columns before the data count."""
    row = rows_of(save(tmp_path / "t.xlsx", lambda sheet: sheet.cell(5, 3, "x")))[-1]
    assert (row.number, row.cells) == (5, ("", "", "x"))


def test_a_number_that_a_spreadsheet_rounds_is_doubtful(tmp_path: Path) -> None:
    """A code of 18 digits typed as a number has lost its last digits."""
    row = rows_of(save(tmp_path / "t.xlsx", lambda s: s.append([360203123456789012, 7.0, 2.5])))[0]
    assert row.cells[1:] == ("7", "2.5")
    assert set(row.doubts) == {0}


def test_days_and_times_are_iso(tmp_path: Path) -> None:
    """A day is a day, a time a time."""
    when = datetime(2024, 5, 6, 7, 8, 9)  # noqa: DTZ001 - a spreadsheet knows no zones
    rows = rows_of(save(tmp_path / "t.xlsx", lambda s: s.append([date(2024, 5, 6), when])))
    assert rows[0].cells == ("2024-05-06", "2024-05-06 07:08:09")


def test_all_sheets_are_read_and_named(tmp_path: Path) -> None:
    """A second sheet is not forgotten."""
    book = openpyxl.Workbook()
    book.active.title = "一"
    book.active.append(["a"])
    book.create_sheet("二").append(["b"])
    book.create_sheet("空")
    book.save(tmp_path / "t.xlsx")
    found = [
        (row.position, row.sheet, row.number, row.cells) for row in rows_of(tmp_path / "t.xlsx")
    ]
    assert found == [(1, "一", 1, ("a",)), (2, "二", 1, ("b",))]


def test_old_workbooks_with_merged_cells() -> None:
    """XLS says what is merged too."""
    rows = rows_of(Path(__file__).parent / "data" / "merged.xls")
    assert [row.cells for row in rows] == [("城管局", "a"), ("城管局", "b")]


def test_open_document_sheets(tmp_path: Path) -> None:
    """ODS is read like the others."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in ("事项名称", "编码")
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="一"><table:table-row>{cells}'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", content)
    assert [row.cells for row in rows_of(tmp_path / "t.ods")] == [("事项名称", "编码")]


def test_the_content_says_what_a_file_is(write: Write) -> None:
    """A CSV under the name of a workbook is read as a CSV."""
    assert rows_of(write("t.xls", "a\tb\nc\td\n"))[1].cells == ("c", "d")


def test_a_stray_cell_in_the_far_corner_is_refused_before_it_is_loaded(tmp_path: Path) -> None:
    """A sheet that would fill the memory with blanks is named with how far it reaches."""
    path = save(tmp_path / "t.xlsx", lambda sheet: sheet.cell(1_048_576, 16_384, "x"))
    with pytest.raises(Unreadable, match="row 1048576, column 16384"):
        rows_of(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A zip bomb is not opened."""
    monkeypatch.setattr("connectors.workbook_limits.UNPACKED_LIMIT_BYTES", 100)
    path = save(tmp_path / "t.xlsx", lambda sheet: sheet.append(["a"]))
    with pytest.raises(Unreadable, match="unpacks"):
        rows_of(path)


@pytest.mark.parametrize("name", ["t.xls", "t.csv", "t"])
def test_a_workbook_under_another_name_is_read(tmp_path: Path, name: str) -> None:
    """An XLSX stays one whatever it is called."""
    path = save(tmp_path / "t.xlsx", lambda sheet: sheet.append(["a"])).rename(tmp_path / name)
    assert rows_of(path)[0].cells == ("a",)


@pytest.mark.parametrize(
    "content",
    [
        b"<html><table><tr><td>a</td></tr></table></html>",
        b"PK\x03\x04 not a workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 neither",
    ],
)
def test_what_is_no_spreadsheet_is_unreadable_and_says_what_to_do(
    write: Write, content: str | bytes
) -> None:
    """Web pages and broken workbooks give a sentence and a remedy."""
    with pytest.raises(Unreadable) as raised:
        rows_of(write("t.xls", content))
    assert "XLSX" in raised.value.remedy
