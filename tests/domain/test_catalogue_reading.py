"""Two catalogues compared, a service guide, and tables that lie in other files than CSV."""

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from hub.catalogue.comparing import differences
from hub.catalogue.folder import load
from hub.catalogue.guide_page import guide_page, render
from hub.catalogue.opening_hours import said
from hub.domain.catalogue import Thresholds
from hub.domain.guides import ClockStart
from hub.domain.lists import OwnRow
from hub.sample.district import FOLDER
from tests.domain.scenes import ASSISTED, BOOK, EMPOWERED, INSTANT


def sentences(after: object) -> list[str]:
    """What is different from the sample district."""
    return [each.sentence for each in differences(BOOK, after)]


def test_the_same_catalogue_has_no_difference() -> None:
    """A catalogue does not differ from itself read again."""
    assert differences(BOOK, load(FOLDER)[0]) == ()


def test_a_changed_item_is_told_field_by_field() -> None:
    """Names, promised days and single materials are told in words, not in codes of fields."""
    item = BOOK.items[ASSISTED]
    changed = replace(
        item,
        clock=replace(item.clock, promised_days=5),
        guide=replace(item.guide, materials=item.guide.materials[1:]),
    )
    told = sentences(replace(BOOK, items={**BOOK.items, ASSISTED: changed}))
    assert told == [
        f"事项“{item.name}”({ASSISTED})的承诺天数由7改为5。",
        f"事项“{item.name}”({ASSISTED})的“{item.guide.materials[0].name}”由有改为无。",
        f"注意:事项“{item.name}”({ASSISTED})的办事指南内容已变,版本仍为1,请更新版本号和日期。",
    ]


def test_a_guide_with_a_new_version_raises_no_warning() -> None:
    """Whoever changes a guide gives it a new version: then the changes alone are told."""
    item = BOOK.items[ASSISTED]
    guide = replace(item.guide, phone="0798-1", version="2", dated_on=date(2026, 12, 1))
    told = sentences(replace(BOOK, items={**BOOK.items, ASSISTED: replace(item, guide=guide)}))
    title = f"事项“{item.name}”({ASSISTED})"
    assert told == [
        f"{title}的指南版本由1改为2。",
        f"{title}的指南日期由2026-11-01改为2026-12-01。",
        f"{title}的电话由{item.guide.phone}改为0798-1。",
    ]


def test_new_fields_are_told_in_words() -> None:
    """Hours, kinds of applicant and what starts the clock are words, mentors and codes rows."""
    item, counter = BOOK.items[ASSISTED], BOOK.counters["licun-w2"]
    changed = replace(
        item,
        applicants=item.applicants[:1],
        clock=replace(item.clock, starts=ClockStart.RECEIPT),
        guide=replace(item.guide, version="2"),
    )
    told = sentences(
        replace(
            BOOK,
            items={**BOOK.items, ASSISTED: changed},
            counters={**BOOK.counters, counter.code: replace(counter, hours=counter.hours[:1])},
            mentors={k: v for k, v in BOOK.mentors.items() if k != "mentor-tuiyi-1"},
            codes=BOOK.codes[:-1],
        )
    )
    title, before = f"事项“{item.name}”({ASSISTED})", said(counter.hours)
    assert told == [
        f"窗口“{counter.name}”(licun-w2)的办公时间由{before}改为周一至周五 09:00-17:00。",
        f"{title}的服务对象由自然人、法人、非法人组织改为自然人。",
        f"{title}的期限起算由自受理之日起改为自收件之日起。",
        f"{title}的指南版本由1改为2。",
        "撤销业务指导员“本部门办理的全部事项”(mentor-tuiyi-1)。",
        "代码表province-bus的代码9由领取改为无。",
    ]


def test_lists_and_thresholds_are_told() -> None:
    """What comes onto a list or leaves it, and changed limits."""
    after = replace(
        BOOK,
        own=(*BOOK.own, OwnRow(item=ASSISTED, street="street-xincun")),
        assisted=tuple(row for row in BOOK.assisted if row.item != ASSISTED),
        thresholds=Thresholds(urge_days=1),
    )
    name = BOOK.items[ASSISTED].name
    assert sentences(after) == [
        f"列入街道本级事项清单:street-xincun的“{name}”({ASSISTED})。",
        f"移出帮办代办事项清单:各街道的“{name}”({ASSISTED})。",
        "期限参数的督办答复(天)由3改为1。",
    ]


@pytest.mark.parametrize("item", [ASSISTED, EMPOWERED, INSTANT])
def test_a_guide_says_all_that_the_catalogue_says(item: str) -> None:
    """The guide of every mode names materials, steps, places and limits, as text and HTML."""
    page = guide_page(BOOK, item)
    text, page_html = render(page), render(page, "html")
    for word in (page.name, *[m[1] for m in page.materials], *page.places, *page.steps):
        assert word in text
        assert word in page_html
    assert page.places
    assert dict(page.lines)["办理方式"]


def test_an_office_may_use_its_own_words(tmp_path: Path) -> None:
    """A template of the same name in the office's folder comes before ours; text is escaped."""
    (tmp_path / "guide.html.j2").write_text("<b>{{ guide.name }}</b>", "utf-8")
    page = replace(guide_page(BOOK, ASSISTED), name="<i>")
    assert render(page, "html", tmp_path) == "<b>&lt;i&gt;</b>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample district's folder."""
    return Path(shutil.copytree(FOLDER, tmp_path / "district"))


def rows(path: Path) -> list[list[str]]:
    """The cells of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_table_may_lie_in_a_workbook_or_a_yaml_list(folder: Path) -> None:
    """Items from XLSX and counters from YAML give the very same catalogue."""
    book = Workbook()
    for row in rows(folder / "items.csv"):
        book.worksheets[0].append(row)
    book.save(folder / "items.xlsx")
    (folder / "items.csv").unlink()
    heading, *cells = rows(folder / "counters.csv")
    counters = [dict(zip(heading, row, strict=True)) for row in cells]
    (folder / "counters.yaml").write_text(yaml.safe_dump(counters, allow_unicode=True), "utf-8")
    (folder / "counters.csv").unlink()
    catalogue, faults = load(folder)
    assert catalogue is not None, faults
    assert differences(BOOK, catalogue) == ()


def test_a_fault_in_a_workbook_names_file_and_row(folder: Path) -> None:
    """The faulty row of a workbook is named as the spreadsheet program numbers it."""
    heading, first, *_ = rows(folder / "communities.csv")
    book = Workbook()
    book.worksheets[0].append(heading)
    book.worksheets[0].append(first)
    book.worksheets[0].append(["", "无代码", "street-xincun", "1"])
    book.save(folder / "communities.xlsx")
    (folder / "communities.csv").unlink()
    _, faults = load(folder)
    assert ("communities.xlsx", 3, "code") in {(f.file, f.row, f.column) for f in faults}


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("own.yaml", "- [1, 2]", "应为一组"),
        ("own.yaml", "a: [", "不是合规的YAML"),
        ("own.xlsx", "no workbook", ""),
    ],
)
def test_a_table_that_cannot_be_read_is_a_fault(
    folder: Path, name: str, data: str, why: str
) -> None:
    """Whatever lies there is reported with its file, and never a traceback."""
    (folder / "own.csv").unlink()
    (folder / name).write_text(data, "utf-8")
    catalogue, faults = load(folder)
    assert catalogue is None
    assert any(why in fault.reason and fault.file.startswith("own.") for fault in faults), faults


def test_two_files_of_one_table_are_a_fault(folder: Path) -> None:
    """Which of two is meant nobody guesses."""
    (folder / "own.yaml").write_text("[]", "utf-8")
    _, faults = load(folder)
    assert any("几个文件" in fault.reason for fault in faults)
