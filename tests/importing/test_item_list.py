"""Item lists as departments keep them: every row an item, or reported with what is wrong."""

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.domain.credit_codes import check_character
from hub.domain.guides import ItemType
from hub.domain.retention import Retention
from hub.importing.item_list import ListOptions, read_list
from hub.importing.listed import ItemList, Severity

HEADER = ["实施部门", "事项名称", "实施编码", "事项类型"]
BODY = "91350211M000100Y4"
STANDARD = f"{BODY}{check_character(BODY)}4A01B02000001"[:31]

List = Callable[..., ItemList]


@pytest.fixture
def read(tmp_path: Path) -> List:
    """Read rows that were written as a CSV."""

    def read(*rows: list[str], header: list[str] | None = None, **options: object) -> ItemList:
        path = tmp_path / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER if header is None else header, *rows])
        return read_list(path, ListOptions(**options))  # type: ignore[arg-type]  # as the test says

    return read


def kinds(found: ItemList, severity: Severity = Severity.ERROR) -> list[tuple[int, str]]:
    """Row and kind of each finding."""
    return [(f.row, f.kind) for f in found.findings if f.severity is severity]


def adds_up(found: ItemList) -> bool:
    """Whether no line is uncounted."""
    counts = found.counts()
    parts = counts["blank"] + counts["titles"] + counts["headers"] + counts["rows"]
    return counts["lines"] == parts and counts["rows"] == counts["items"] + counts["rejected"]


def test_a_clean_row_is_an_item(read: List) -> None:
    """Name, code, type and department come as the list has them."""
    item = read(["区城管局", "临时堆物占道审批", "LB-1", "01"]).items[0]
    assert (item.department, item.name, item.code) == ("区城管局", "临时堆物占道审批", "LB-1")
    assert (item.type, item.implementation_code, item.row) == (ItemType.LICENCE, None, 2)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("永久", Retention.PERMANENT), ("30 年", Retention.THIRTY_YEARS), ("10", Retention.TEN_YEARS)],
)
def test_how_long_files_are_kept_is_read_by_word_or_code(
    read: List, cell: str, kept: Retention
) -> None:
    """保管期限, as archives write it."""
    found = read(["城管局", "审批", "LB-1", "01", cell], header=[*HEADER, "保管期限"])
    assert (found.items[0].retention, kinds(found)) == (kept, [])
    assert kinds(found, Severity.WARNING) == [(2, "local code")]


def test_a_retention_that_is_none_is_left_out_and_said(read: List) -> None:
    """The item is there; its files are kept until the catalogue says how long."""
    found = read(["城管局", "审批", "LB-1", "01", "长期"], header=[*HEADER, "保管期限"])
    assert found.items[0].retention is None
    assert kinds(found, Severity.WARNING) == [(2, "local code"), (2, "unclear period")]


def test_full_width_and_spaces_are_made_plain(read: List) -> None:
    """Digits, letters and dashes of codes become ASCII, names keep Chinese punctuation."""
    item = read(["　区 城管局 ", "堆物（占道） Ａ类\n审批", "ＬＢ－００１ \t", "１"]).items[0]
    assert (item.department, item.name, item.code) == (
        "区城管局",
        "堆物（占道） A类审批",
        "LB-001",
    )
    assert item.type is ItemType.LICENCE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "01"), ("01", "01"), ("1.0", "01"), ("20", "20"), ("行政许可", "01"),
        ("01-行政许可", "01"), ("公共服务", "20"), ("其他行政权力", "10"), ("10（其他）", "10"),
    ],
)  # fmt: skip
def test_types_are_read_in_every_usual_form(read: List, text: str, expected: str) -> None:
    """A code, a padded code, a name, or both."""
    item = read(["城管", "x", "c", text]).items[0]
    assert (item.type.value, item.published_type) == (expected, text)


@pytest.mark.parametrize("text", ["2", "03", "行政征收", "06 行政检查"])
def test_what_nobody_applies_for_is_reported(read: List, text: str) -> None:
    """Penalty, coercion, levy and inspection name the rule and are no items."""
    found = read(["城管", "x", "c", text])
    assert kinds(found) == [(2, "not applied for")]
    assert "not applied for" in found.errors[0].reason


@pytest.mark.parametrize("text", ["99", "0", "许 可证", "x", "-1", "1a2b"])
def test_an_unknown_type_is_reported(read: List, text: str) -> None:
    """A type no standard has is not guessed."""
    found = read(["城管", "x", "c", text])
    assert [kind for _, kind in kinds(found)] == ["unknown type"]


def test_every_fault_of_a_row_is_told_at_once(read: List) -> None:
    """An empty row but for one cell has three faults, each with its column."""
    found = read(["城管", "", "", ""], ["城管", "x", "c", "1"])
    assert {(f.column, f.kind) for f in found.errors} == {
        ("事项名称", "no name"),
        ("实施编码", "no code"),
        ("事项类型", "no type"),
    }
    assert (len(found.items), len(found.rejected)) == (1, 1)


def test_a_duplicate_names_the_first_row(read: List) -> None:
    """The second row of a code is reported, whatever its case and width."""
    found = read(
        ["城管", "x", "lb-1", "1"], ["城管", "y", "ＬＢ-1 ", "1"], ["城管", "x", "LB-1", "1"]
    )
    assert kinds(found) == [(3, "duplicate code"), (4, "duplicate code")]
    assert "row 2" in found.errors[0].reason
    assert "same content" in found.errors[1].reason


def test_a_rejected_row_is_no_first_one(read: List) -> None:
    """A complete row is an item though an unusable one had its code before."""
    found = read(["城管", "", "c", "1"], ["城管", "x", "c", "1"])
    assert ([item.row for item in found.items], kinds(found)) == ([3], [(2, "no name")])


def test_a_code_of_the_national_form_is_known(read: List) -> None:
    """Its check character is checked (GB 32100), and a local code is kept beside it."""
    header = [*HEADER, "本地编码"]
    item = read(["城管", "x", STANDARD.lower(), "1", "L-7"], header=header).items[0]
    assert (item.code, item.implementation_code) == ("L-7", STANDARD)


def test_a_wrong_check_character_makes_a_local_code(read: List) -> None:
    """It is kept, with a warning."""
    wrong = "0" if STANDARD[17] != "0" else "1"
    code = STANDARD[:17] + wrong + STANDARD[18:]
    found = read(["城管", "x", code, "1"])
    assert (found.items[0].code, found.items[0].implementation_code) == (code, None)
    assert kinds(found, Severity.WARNING) == [(2, "wrong check character")]


@pytest.mark.parametrize("code", ["川府〔2020〕1号", "a b(c)", "x" * 97, "-1", "c\u202ed\u4e00"])
def test_a_code_that_no_message_may_carry_is_reported(read: List, code: str) -> None:
    """An item nobody could submit is none."""
    assert kinds(read(["城管", "x", code, "1"])) == [(2, "unusable code")]


def test_control_characters_are_left_out_and_told(read: List) -> None:
    """A name with an invisible character is cleaned, with a warning."""
    found = read(["城管", "占道\x0b\u200b审批\x07", "c", "1"])
    assert found.items[0].name in {"占道审批", "占道 审批"}
    assert (2, "control characters") in kinds(found, Severity.WARNING)


def test_a_header_on_a_later_row_is_found(tmp_path: Path) -> None:
    """Titles before it are counted, not taken for items."""
    path = tmp_path / "list.csv"
    rows = [
        ["某区政务服务事项清单"],
        [],
        ["填报单位：", "区局"],
        ["序号", *HEADER],
        ["1", "城管", "x", "c", "1"],
    ]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    found = read_list(path)
    assert [item.row for item in found.items] == [5]
    assert (found.counts()["titles"], found.counts()["blank"]) == (2, 1)
    assert adds_up(found)
    assert found.items[0].extra == {"序号": "1"}


@pytest.mark.parametrize(
    "header",
    [
        ["department", "name", "item_code", "task_type"],
        ["Department ", "Item Name", "Code*", "Type"],
        ["责任单位", "政务服务事项名称", "事项编码", "权力类型"],
        ["实施主体（区级）", "事 项 名 称", "实施编码：", "事项类型"],
    ],
)
def test_headers_have_many_names(read: List, header: list[str]) -> None:
    """Chinese and English synonyms, notes in brackets, stray marks."""
    assert len(read(["城管", "x", "c", "1"], header=header).items) == 1


def test_a_column_may_be_named(read: List) -> None:
    """What no synonym knows is said by hand, and a missing column is given as a constant."""
    header = ["管谁", "干啥", "号"]
    found = read(
        ["城管", "x", "c"],
        header=header,
        columns={"department": "管谁", "name": "干啥", "code": "号"},
        constants={"type": "20"},
    )
    assert found.items[0].type is ItemType.PUBLIC_SERVICE


def test_a_missing_column_is_reported_on_every_row_with_a_remedy(read: List) -> None:
    """A list without types is no reason to lose rows, and says what to do."""
    found = read(["城管", "x", "c"], ["城管", "y", "d"], header=HEADER[:3])
    assert kinds(found) == [(2, "no type column"), (3, "no type column")]
    assert "--constant type=" in found.errors[0].remedy


def test_a_sheet_without_a_header_is_reported_row_by_row(read: List) -> None:
    """Nothing is guessed, nothing vanishes."""
    found = read(["1", "2"], ["3", "4"], header=["a", "b"])
    assert [kind for _, kind in kinds(found)] == ["no header"] * 3
    assert adds_up(found)


def test_a_repeated_header_is_no_item(read: List) -> None:
    """Lists printed page by page repeat it."""
    found = read(["城管", "x", "c", "1"], HEADER, ["城管", "y", "d", "1"])
    assert (len(found.items), found.headers, found.errors) == (2, 2, [])


def test_a_department_said_once_is_carried_down(read: List) -> None:
    """In a column that leaves repeats blank; every carried row says from where."""
    rows = [
        ["城管", "a", "1", "1"],
        ["", "b", "2", "1"],
        ["", "c", "3", "1"],
        ["市监", "d", "4", "1"],
    ]
    found = read(*rows)
    assert [item.department for item in found.items] == ["城管", "城管", "城管", "市监"]
    assert kinds(found, Severity.WARNING).count((3, "carried down")) == 1


def test_a_forgotten_department_is_not_guessed(read: List) -> None:
    """Where names are repeated, a blank is a fault."""
    rows = [["城管", "a", "1", "1"], ["城管", "b", "2", "1"], ["", "c", "3", "1"]]
    assert kinds(read(*rows)) == [(4, "no department")]


def test_merged_departments_of_a_workbook(tmp_path: Path) -> None:
    """Only what a merged cell covers takes its name."""
    book = openpyxl.Workbook()
    for row in (HEADER, ["城管", "a", "1", "1"], [None, "b", "2", 1], [None, "c", "3", 1.0]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "list.xlsx")
    found = read_list(tmp_path / "list.xlsx")
    assert [(item.row, item.department) for item in found.items] == [(2, "城管"), (3, "城管")]
    assert kinds(found) == [(4, "no department")]


def test_a_code_that_the_spreadsheet_rounded_is_reported(tmp_path: Path) -> None:
    """Its digits are lost; nobody may take it for the code."""
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append(["城管", "a", 360203123456789012, 1])
    book.save(tmp_path / "list.xlsx")
    assert kinds(read_list(tmp_path / "list.xlsx")) == [(2, "rounded number")]


def test_a_row_with_too_many_cells_is_reported(read: List) -> None:
    """A separator inside a name shifts every cell behind it."""
    found = read(["城管", "a", "b", "1", "1"])
    assert (2, "too many cells") in kinds(found)


@pytest.mark.parametrize(
    ("text", "days"),
    [("20", 20), ("7个工作日", 7), ("即办", 0), ("", None), ("15 天", 15), ("见法律", None)],
)
def test_limits_are_read(read: List, text: str, days: int | None) -> None:
    """Days in the usual forms; what is unclear is left out with a warning."""
    header = [*HEADER, "承诺办结时限（工作日）"]
    found = read(["城管", "a", "c", "1", text], header=header)
    assert found.items[0].promised_days == days
    assert ((2, "unclear period") in kinds(found, Severity.WARNING)) == (text == "见法律")


CELL = st.one_of(
    st.sampled_from(["", " ", "1", "01", "2", "20", "城管", "市监", "c1", "c2", "ｃ１", *HEADER]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6),
)


@given(st.lists(st.lists(CELL, max_size=6), max_size=15), st.booleans())
@settings(deadline=None)
def test_no_row_vanishes_whatever_the_list(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    with_header: bool,
) -> None:
    """Lines, blanks, titles, headers, items and rejected rows add up, and codes are unique."""
    path = tmp_path_factory.mktemp("l") / "list.csv"
    table = [HEADER, *rows] if with_header else rows
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(table)
    found = read_list(path, ListOptions(delimiter=","))
    assert adds_up(found)
    assert found.lines == len(table)
    codes = [item.code.upper() for item in found.items]
    assert len(set(codes)) == len(codes)
    assert all(row.findings for row in found.rejected)
