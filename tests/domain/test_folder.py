"""Spreadsheets as people keep them: every row is read or reported with file, row and column."""

import shutil
from pathlib import Path

import pytest

from hub.catalogue.folder import load
from hub.domain.faults import Fault
from hub.sample import district
from tests.domain.scenes import BOOK


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample's spreadsheets."""
    copy = tmp_path / "catalogue"
    shutil.copytree(district.FOLDER, copy, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return copy


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace text in one of the spreadsheets."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def fault(folder: Path, file: str, row: int | None, column: str) -> Fault:
    """The fault at a place; there is no catalogue then."""
    catalogue, faults = load(folder)
    assert catalogue is None
    return next(f for f in faults if (f.file, f.row, f.column) == (file, row, column))


def test_slips_of_the_keyboard_are_mended(folder: Path) -> None:
    """Blanks around cells, full-width digits in codes, a byte order mark: read all the same."""
    edit(folder, "own.csv", "WJ-01,*", " ＷＪ－０１ , * ")
    edit(folder, "items.csv", "占用绿地审批", "  占用绿地审批 ")
    path = folder / "streets.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\n , ,\n")
    catalogue, faults = load(folder)
    assert faults == ()
    assert catalogue == BOOK


def test_a_spreadsheet_of_an_office_computer_is_read(folder: Path) -> None:
    """GB 18030 is read as well as UTF-8."""
    path = folder / "items.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert load(folder)[0] == BOOK


def test_all_faults_come_at_once_with_their_place(folder: Path) -> None:
    """Faults of several files are reported together, each with file, row and column."""
    edit(folder, "items.csv", "CG-03,大型户外广告,01", "CG-03,大型户外广告,77")
    edit(folder, "outlets.csv", "op-icbc,BANK", "op-icbc,CAFE")
    edit(folder, "empowered.csv", "2024-08-01", "2024-13-01")
    catalogue, faults = load(folder)
    assert catalogue is None
    places = {(f.file, f.row, f.column) for f in faults}
    assert {("items.csv", 10, "type"), ("outlets.csv", 2, "kind")} <= places
    assert ("empowered.csv", 2, "claimed_on") in places


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column"),
    [
        ("items.csv", "CG-02,门店", "CG-01,门店", 3, "code"),
        ("items.csv", ",是,否,", ",也许,否,", 8, "instant"),
        ("items.csv", "占道许可证,20,3", "占道许可证,二十,3", 2, "statutory_days"),
        ("items.csv", "CG-01,临时堆物占道审批", "CG-01,", 2, "name"),
        ("materials.csv", "CG-01,M1", "CG-77,M1", 2, "item"),
        ("organisations.csv", "code,name", "code,title", 1, "name"),
        ("organisations.csv", "code,name", "name,name", 1, "name"),
        ("own.csv", "WJ-01,*", "WJ-01,*,more", 2, ""),
        ("catalogue.json", '"edition"', '"version"', None, ""),
    ],
)
def test_what_is_wrong_is_said_where(  # the arguments are one place and one slip
    folder: Path, file: str, old: str, new: str, row: int | None, column: str
) -> None:
    """A faulty cell, row or heading is reported where it stands."""
    edit(folder, file, old, new)
    assert fault(folder, file, row, column).reason


def test_unlawful_rows_keep_their_line(folder: Path) -> None:
    """A rule that a row breaks is reported with the line of that row in the file."""
    edit(folder, "assisted.csv", "CG-04,*", "\n\nCG-01,*")
    assert "方式不能并存" in fault(folder, "assisted.csv", 5, "item").reason


def test_a_fee_without_basis_is_reported_where_it_stands(folder: Path) -> None:
    """A fee names its law, in the row where it is missing (Licensing Law, Art. 58)."""
    edit(folder, "fees.csv", "《居住证暂行条例》第二十条", " ")
    assert "行政许可法第58条" in fault(folder, "fees.csv", 3, "legal_basis").reason


def test_unknown_columns_are_told_and_left(folder: Path) -> None:
    """A column nobody knows is a warning: the catalogue is there."""
    edit(folder, "own.csv", "item,street\nWJ-01,*", "item,street,remark\nWJ-01,*,x")
    catalogue, faults = load(folder)
    assert catalogue == BOOK
    assert [(f.file, f.row, f.column) for f in faults] == [("own.csv", 1, "remark")]


@pytest.mark.parametrize(
    "column",
    ["directory", "edition", "form", "instrument", "in_name_of", "claimed_on", "filed_on"],
)
def test_an_empowerment_says_all_that_it_rests_on(folder: Path, column: str) -> None:
    """目录、版本、形式、文书、名义、认领、备案: an empowerment that leaves one blank is refused."""
    path = folder / "empowered.csv"
    heading, first, *others = path.read_text(encoding="utf-8").splitlines()
    cells = first.split(",")
    cells[heading.split(",").index(column)] = ""
    path.write_text("\n".join([heading, ",".join(cells), *others]), encoding="utf-8")
    assert fault(folder, "empowered.csv", 2, column).reason


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00\x81", b'item,street\n"a\x00,b', b""])
def test_an_unreadable_file_is_a_fault(folder: Path, data: bytes | None) -> None:
    """A missing, foreign or broken file is a fault, never a crash."""
    path = folder / "own.csv"
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    catalogue, faults = load(folder)
    assert catalogue is None
    assert any(f.file == "own.csv" for f in faults)


def test_a_thousand_faults_are_a_thousand_lines(folder: Path) -> None:
    """Cells that cannot be read and rows that break the law: each is reported, on its own line."""
    unread, lawless = 600, 400
    spoiled = "".join(f"BAD-{n},坏事项,77\n" for n in range(unread))
    unlisted = "".join(f"NIX-{n},*\n" for n in range(lawless))
    places = set()
    for file, rows in (("items.csv", spoiled), ("own.csv", unlisted)):
        path = folder / file
        first = len(path.read_text(encoding="utf-8").splitlines()) + 1
        with path.open("a", encoding="utf-8") as table:
            table.write(rows)
        places |= {(file, first + n) for n in range(rows.count("\n"))}
    catalogue, faults = load(folder)
    assert catalogue is None
    assert {(each.file, each.row) for each in faults} == places
    assert len(faults) == unread + lawless
