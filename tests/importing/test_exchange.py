"""National exchange tables: every row is said to the hub, or fed back with column and rule."""

import csv
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.spreadsheets import TableRow
from hub import wire
from hub.border import check
from hub.domain.code_lists import CodeMeaning
from hub.domain.commands import AcceptCase, MirrorCase, RecordStep
from hub.domain.identity import case_id
from hub.importing.exchange import codes, feedback
from hub.importing.exchange.meaning import Reading
from hub.importing.exchange.rows import ExchangeRow, Header
from hub.importing.exchange.session import Report, Spoken, prepare
from hub.importing.exchange.tables import (
    ACCEPT,
    LICENCE,
    MATERIAL,
    PROCESS,
    RESULT,
    RESULT_CODES,
    SPECIAL,
    TABLES,
    Table,
    table_named,
)
from hub.importing.pseudonyms import Pseudonyms
from hub.unfit import Unfit
from tests.importing.exchange_tables import SAID, Row, row, whole, write

DEPARTMENT = "dept-zhujian"
READING = Reading(DEPARTMENT, "national-exchange", {}, Pseudonyms(b"key"))
OURS = case_id("street-xincun", "2026-1")
ZONE = ZoneInfo("Asia/Shanghai")


def prepared(folder: Path, tables: dict[Table, list[Row]]) -> tuple[list[Spoken], Report]:
    """What a delivery says, and the report of it."""
    return prepare(write(folder, tables), READING)


def said(spoken: list[Spoken]) -> list[object]:
    """The commands of a delivery in their order."""
    return [letter.command for each in spoken for letter in each.letters]


def rules(report: Report) -> list[tuple[str, int, str]]:
    """Rule, row and column of all feedback."""
    return [(each.rule, each.row, each.column_name) for each in report.feedback]


def test_a_whole_case_is_mirrored_and_its_rows_are_steps_in_their_order(tmp_path: Path) -> None:
    """Acceptance first, then what happened as it happened; each command passes the border."""
    spoken, report = prepared(tmp_path, whole("2026-A"))
    opening, *steps = said(spoken)
    assert isinstance(opening, MirrorCase)
    assert (opening.business_number, opening.department) == ("2026-A", "区住建局")
    assert opening.opened_at == datetime(2026, 3, 2, 9, tzinfo=ZONE)
    assert [each.step for each in steps if isinstance(each, RecordStep)] == [
        "收取材料:施工图",
        "现场踏勘",
        "特别程序开始:专家评审",
        "特别程序结束:专家评审",
        "办结(exchange-result 1)",
        "颁发证照:施工许可证 L-2026-A",
    ]
    assert {each.case_id for each in steps if isinstance(each, RecordStep)} == {
        case_id(DEPARTMENT, "2026-A")
    }
    for command in (opening, *steps):
        check(command)
    assert (report.rows, report.fed_back, report.good) == (6, 0, True)


def test_nobody_is_named(tmp_path: Path) -> None:
    """Who handled a case travels as a pseudonym; the same person has the same one."""
    spoken, _ = prepared(tmp_path, whole("2026-A"))
    bodies = b"".join(wire.encode(command) for command in said(spoken))
    assert "王某".encode() not in bodies
    assert "李某".encode() not in bodies
    actors = {getattr(command, "actor", "") for command in said(spoken)}
    assert READING.pseudonyms.of("王某") in actors


def test_a_result_keeps_its_code_with_the_system_of_the_code(tmp_path: Path) -> None:
    """With a code list the step tells the meaning; a code that is not in it is fed back."""
    listed = tmp_path / "codes.csv"
    listed.write_text(f"system,code,meaning\n{RESULT_CODES},1,出证办结\n", encoding="utf-8")
    meanings = codes.read(listed)
    assert meanings[RESULT_CODES, "1"] == CodeMeaning(
        system=RESULT_CODES, code="1", meaning="出证办结"
    )
    reading = Reading(DEPARTMENT, "s", meanings, READING.pseudonyms)
    rows = [row(RESULT, "A"), row(RESULT, "B", result_type="9")]
    spoken, report = prepare(write(tmp_path / "d", {RESULT: rows}), reading)
    (step,) = said(spoken)
    assert isinstance(step, RecordStep)
    assert step.step == "出证办结(exchange-result 1)"
    assert rules(report) == [("EXCHANGE-CODE", 3, "result_type")]


def test_a_case_of_the_hub_is_accepted_and_gets_its_steps(tmp_path: Path) -> None:
    """Its number is the hub's; nothing is mirrored."""
    tables = {ACCEPT: [row(ACCEPT, OURS)], PROCESS: [row(PROCESS, OURS)]}
    spoken, report = prepared(tmp_path, tables)
    accepted, step = said(spoken)
    assert (isinstance(accepted, AcceptCase), isinstance(step, RecordStep)) == (True, True)
    assert {getattr(each, "case_id", "") for each in (accepted, step)} == {OURS}
    assert report.good


@pytest.mark.parametrize("table", [SPECIAL, RESULT, MATERIAL, LICENCE], ids=lambda each: each.name)
def test_what_the_law_wants_a_document_for_is_not_done_by_a_row(
    table: Table, tmp_path: Path
) -> None:
    """No decision, procedure or licence of the hub's case without its document."""
    number = "L-1"
    tables = {
        ACCEPT: [row(ACCEPT, OURS)],
        RESULT: [row(RESULT, OURS, result_cetr_no=number)],
        table: [row(table, OURS, result_cetr_no=number, certificate_number=number)],
    }
    spoken, report = prepared(tmp_path, tables)
    assert [type(each) for each in said(spoken)] == [AcceptCase]
    fed_back = {each.table_name: each for each in report.feedback}
    assert fed_back[table.name].rule == "EXCHANGE-PAPER"
    assert report.fed_back == len({RESULT, table})


FAULTS = [
    (PROCESS, {"process_name": ""}, "EXCHANGE-REQUIRED", "process_name"),
    (PROCESS, {"project_no": ""}, "EXCHANGE-REQUIRED", "project_no"),
    (PROCESS, {"project_no": "x" * 51}, "EXCHANGE-LENGTH", "project_no"),
    (PROCESS, {"event_end_time": "前天"}, "EXCHANGE-TIME", "event_end_time"),
    (PROCESS, {"event_end_time": "2026-03-03 08:59:59"}, "EXCHANGE-PERIOD", "event_end_time"),
    (ACCEPT, {"accept_date": "2026-02-28"}, "EXCHANGE-PERIOD", "accept_date"),
    (SPECIAL, {"end_time": "2026-03-04"}, "EXCHANGE-PERIOD", "end_time"),
    (PROCESS, {"cd_operation": "D"}, "EXCHANGE-DELETE", "cd_operation"),
    (LICENCE, {"certificate_number": "nobody's"}, "EXCHANGE-LICENCE", "certificate_number"),
    (MATERIAL, {}, "EXCHANGE-MATERIAL", "project_no"),
    (PROCESS, {"process_name": "核对11010519491231002X"}, "BORDER-PERSONAL", ""),
]


@pytest.mark.parametrize(("table", "changed", "rule", "column"), FAULTS)
def test_a_row_that_is_wrong_is_fed_back_with_its_column(
    table: Table, changed: Row, rule: str, column: str, tmp_path: Path
) -> None:
    """The others are said all the same; no cell of the row is quoted."""
    good = row(PROCESS, "good")
    tables = {PROCESS: [good], table: [row(table, "bad", **changed)]}
    if table is PROCESS:
        tables = {PROCESS: [good, row(table, "bad", **changed)]}
    spoken, report = prepared(tmp_path, tables)
    assert [each.row.key for each in spoken] == [good["row_guid"]]
    assert rules(report) == [(rule, 3 if table is PROCESS else 2, column)]
    (found,) = report.feedback
    assert found.cd_batch == SAID["cd_batch"]
    assert found.remedy
    for text in changed.values():
        assert not text or text not in found.reason
    assert (report.rows, report.fed_back) == (2, 1)


def test_a_row_says_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    """A thousand faults are a thousand rows of feedback, not the first of them."""
    bad = [
        row(PROCESS, f"c{n}", process_name="", event_end_time="?", handle_user_name="")
        for n in range(333)
    ]
    _, report = prepared(tmp_path, {PROCESS: bad})
    assert (len(report.feedback), report.fed_back) == (999, 333)


def test_the_same_row_twice_is_said_once_and_another_under_its_key_is_fed_back(
    tmp_path: Path,
) -> None:
    """Batch, kind and time of the synchronisation are not what a row says."""
    first = row(PROCESS, "A")
    again = {**first, "cd_batch": "B2", "cd_operation": "U", "cd_time": "2026-03-10 01:00:00"}
    other = {**first, "process_name": "别的"}
    spoken, report = prepared(tmp_path, {PROCESS: [first, again, other]})
    assert (len(spoken), report.repeated, report.fed_back) == (1, 1, 1)
    assert rules(report) == [("EXCHANGE-TWICE", 4, "row_guid")]


def test_a_row_pushed_again_is_the_same_message(tmp_path: Path) -> None:
    """Whenever and in whatever batch: ids and bytes follow from what the rows say."""
    later = {"cd_batch": "B9", "cd_operation": "U", "cd_time": "2026-04-01 00:00:00"}
    first, _ = prepared(tmp_path / "1", whole("A"))
    tables = {table: [{**each, **later} for each in rows] for table, rows in whole("A").items()}
    second, _ = prepared(tmp_path / "2", tables)
    assert [
        (letter.id, wire.encode(letter.command)) for each in first for letter in each.letters
    ] == [(letter.id, wire.encode(letter.command)) for each in second for letter in each.letters]


def test_a_workbook_of_sheets_with_chinese_names_is_read_too(tmp_path: Path) -> None:
    """Sheets by a table's title, columns by theirs; a sheet that is no table is fed back."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table, rows in whole("2026-A").items():
        sheet = book.create_sheet(table.title)
        sheet.append([column.title for column in table.columns])
        sheet.append([rows[0][column.name] for column in table.columns])
    book.create_sheet("说明").append(["别的"])
    path = tmp_path / "delivery.xlsx"
    book.save(path)
    spoken, report = prepare(path, READING)
    assert len(said(spoken)) == 7
    assert [(each.rule, each.table_name) for each in report.feedback] == [
        ("EXCHANGE-TABLE", "说明")
    ]


def test_the_feedback_is_a_table_itself(tmp_path: Path) -> None:
    """One row for each thing that is wrong, with the names of its columns."""
    _, report = prepared(tmp_path / "d", {PROCESS: [row(PROCESS, "A", process_name="")]})
    feedback.write(tmp_path / "feedback.csv", report.feedback)
    with (tmp_path / "feedback.csv").open(encoding="utf-8-sig", newline="") as file:
        (found,) = csv.DictReader(file)
    assert (found["table_name"], found["row"], found["row_guid"], found["rule"]) == (
        "up_pro_process",
        "2",
        "event_end_time-A",
        "EXCHANGE-REQUIRED",
    )


@pytest.mark.parametrize(
    "name", ["UP_PRO_SpecialProcedure", "up_pro_special_procedure", "特别程序信息表"]
)
def test_a_table_is_known_by_each_of_its_names(name: str) -> None:
    """Case and underscores differ between platforms."""
    assert table_named(name) is SPECIAL


def test_a_folder_without_a_table_is_said(tmp_path: Path) -> None:
    """It is no empty delivery."""
    with pytest.raises(Unfit, match="no exchange tables"):
        prepare(tmp_path, READING)


def test_a_code_list_of_other_columns_is_said(tmp_path: Path) -> None:
    """A list is not guessed at."""
    path = tmp_path / "codes.csv"
    path.write_text("a,b,c\n1,2,3\n")
    with pytest.raises(Unfit, match="no code list"):
        codes.read(path)


CELLS = st.lists(st.text(max_size=60), max_size=14)


@given(st.sampled_from(TABLES), CELLS, CELLS)
def test_any_row_is_read_or_fed_back(table: Table, heading: list[str], cells: list[str]) -> None:
    """Whatever stands in header and cells, nothing breaks and nothing passes that is not whole."""
    names = [column.name for column in table.columns]
    header = Header(table, (*heading, *names))
    texts = (*cells[: len(heading)], *[""] * (len(heading) - len(cells)), *cells)
    read, wrong = header.read(TableRow(1, "", 2, tuple(texts)), {})
    assert isinstance(read, ExchangeRow)
    if not wrong:
        assert all(read.texts[c.name] for c in table.columns if c.required)
        assert {c.name for c in table.columns if c.limit is None and c.required} <= set(read.times)
