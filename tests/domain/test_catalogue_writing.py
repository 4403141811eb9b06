"""A folder written and read back is the same catalogue; a slip in a cell is said where it is."""

import csv
import json
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.catalogue import snapshot
from hub.catalogue.folder import load
from hub.catalogue.writing import FORMS, write_folder
from hub.cli.catalogue import group
from hub.domain.catalogue import Catalogue
from hub.domain.faults import Severity
from hub.domain.guides import (
    ApplicantKind,
    Channel,
    ClockProfile,
    ClockStart,
    Guide,
    Level,
)
from hub.domain.places import Opening
from hub.domain.publishing import errors
from hub.sample.district import FOLDER
from tests.domain.scenes import ASSISTED, BOOK

TYPED = {
    "items.csv": ("type", "nature", "level", "instant", "statutory_days", "guide_dated_on"),
    "counters.csv": ("hours", "street"),
    "outlets.csv": ("kind", "street", "operator"),
    "empowered.csv": ("form", "claimed_on", "directory", "item"),
    "mentors.csv": ("department", "answer_days", "items"),
    "steps.csv": ("item", "limit_days", "organisation"),
    "materials.csv": ("item", "requirement", "form"),
    "calendar.csv": ("day", "mark"),
    "members.csv": ("organisation", "code", "duties", "valid_from", "valid_until"),
    "outlet_list.csv": ("item", "outlet_kind", "execution"),
}
"""Columns in which not every text means something."""

GARBAGE = st.sampled_from(
    ["?", "﹖﹖", "周八 1:00-2:00", "-3", "2026-02-30", "１２", "no-such", "=1+1"]
)
WORD = st.text(
    st.characters(categories=("L", "N"), max_codepoint=0x9FA5), min_size=1, max_size=12
).map(lambda text: f"甲{text}")


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    """A guide with any words and dates."""
    guide = BOOK.items[ASSISTED].guide
    return replace(
        guide,
        version=str(draw(st.integers(1, 99))),
        dated_on=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        process=draw(WORD),
        times=draw(WORD),
        place=draw(WORD),
        conditions=draw(WORD | st.sampled_from(["第一行\n第二行", '有"引号",逗号', "=1+1"])),
    )


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """The sample with one item and one counter of any lawful kind."""
    promised = draw(st.integers(0, 20))
    clock = ClockProfile(
        statutory_days=draw(st.integers(promised, 20)),
        promised_days=promised,
        starts=draw(st.sampled_from(ClockStart)),
        source=draw(WORD),
    )
    item = replace(
        BOOK.items[ASSISTED],
        name=draw(WORD),
        level=draw(st.none() | st.sampled_from(Level)),
        applicants=_ordered(ApplicantKind, draw(st.sets(st.sampled_from(ApplicantKind)))),
        channels=_ordered(Channel, draw(st.sets(st.sampled_from(Channel)))),
        clock=clock,
        guide=draw(guides()),
    )
    opens = draw(st.integers(0, 1439))
    opening = Opening(
        first_day=draw(st.integers(1, 3)),
        last_day=draw(st.integers(3, 7)),
        opens_min=opens,
        closes_min=draw(st.integers(opens + 1, 1440)),
        extended=draw(st.booleans()),
    )
    counter = replace(BOOK.counters["licun-w1"], hours=(opening,))
    return replace(
        BOOK,
        items={**BOOK.items, ASSISTED: item},
        counters={**BOOK.counters, counter.code: counter},
    )


def _ordered(kind: type, members: set[object]) -> tuple[object, ...]:
    return tuple([each for each in kind if each in members])


def digest(catalogue: Catalogue) -> bytes:
    """The version of a catalogue."""
    return snapshot.digest(snapshot.to_bytes(catalogue))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_catalogue(tmp_path: Path, form: str) -> None:
    """CSV, XLSX and YAML of the sample have one digest, that of the sample."""
    write_folder(BOOK, tmp_path, form)
    catalogue, faults = load(tmp_path)
    assert faults == ()
    assert catalogue == BOOK
    assert digest(catalogue) == digest(BOOK)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(catalogue=catalogues(), form=st.sampled_from(FORMS))
def test_what_is_written_is_read_back(catalogue: Catalogue, form: str) -> None:
    """Any folder written out and read back has the digest it had."""
    with tempfile.TemporaryDirectory() as name:
        write_folder(catalogue, Path(name), form)
        again, faults = load(Path(name))
    assert again is not None, errors(faults)
    assert digest(again) == digest(catalogue)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_mutated_cell_is_read_or_named(data: st.DataObject) -> None:
    """A cell of any text leads to a catalogue or to an error in its file and row; never a crash."""
    file = data.draw(st.sampled_from(sorted(TYPED)))
    column = data.draw(st.sampled_from(TYPED[file]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(FOLDER, Path(name) / "district"))
        row = _mutate(folder / file, column, data)
        catalogue, faults = load(folder)
    found = errors(faults)
    assert (catalogue is None) == bool(found)
    assert catalogue is not None or (file, row) in {(each.file, each.row) for each in found}


def _mutate(path: Path, column: str, data: st.DataObject) -> int:
    """Put any text into a cell; return the row's number as a spreadsheet shows it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    number = data.draw(st.integers(1, len(rows) - 1))
    text = data.draw(GARBAGE | st.text(max_size=8).filter(lambda text: "\x00" not in text))
    rows[number][rows[0].index(column)] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        return [reader.line_num for _ in reader][number]


def test_a_thousand_errors_are_a_thousand_errors(tmp_path: Path) -> None:
    """Every faulty row of a list is reported, each with file, row, column, reason and remedy."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "district"))
    lawless = "XF-01,*,NONE,1999,TRANSFERRED,文,*,2024-08-01,2024-08-20,,,,\n"
    with (folder / "empowered.csv").open("a", encoding="utf-8") as file:
        file.writelines([lawless.replace("XF-01", f"NO-{n}") for n in range(1000)])
    result = CliRunner().invoke(group, ["check", str(folder), "--json"])
    said = json.loads(result.stdout)
    assert (result.exit_code, said["counts"]["errors"]) == (1, 1000)
    assert [fault["row"] for fault in said["faults"]] == list(range(9, 1009))
    for fault in said["faults"]:
        assert (fault["file"], fault["column"]) == ("empowered.csv", "item")
        assert fault["reason"]
        assert fault["remedy"]


def test_many_warnings_of_one_kind_do_not_hide_the_others(tmp_path: Path) -> None:
    """On the terminal each kind of warning is there with its first rows, the rest is counted."""
    write_folder(replace(BOOK, own=(), empowered=(), assisted=(), outlet=()), tmp_path)
    counters = tmp_path / "counters.csv"
    counters.write_text(counters.read_text("utf-8").replace("周一至周五 09:00-17:00", "", 1))
    result = CliRunner().invoke(group, ["check", str(tmp_path)])
    assert result.exit_code == 0
    assert result.output.count("items.csv") == 5
    assert "counters" in result.output
    assert "… 35 more" in result.output


def test_a_fault_of_a_rule_names_the_file_that_is_there(tmp_path: Path) -> None:
    """Where a table lies in a workbook, rules too name the workbook and its row."""
    write_folder(BOOK, tmp_path, "xlsx")
    (tmp_path / "steps.xlsx").unlink()
    steps = [
        {"item": "CG-01", "name": "审核", "organisation": "*", "limit_days": 1},
        {"item": "CG-01", "name": "审核", "organisation": "dept-no", "limit_days": 400},
    ]
    (tmp_path / "steps.yaml").write_text(json.dumps(steps), "utf-8")
    found = {(f.file, f.row, f.column) for f in errors(load(tmp_path)[1])}
    assert ("steps.yaml", 2, "name") in found


def test_a_folder_is_converted_on_the_command_line(tmp_path: Path) -> None:
    """`catalogue convert` writes another kind of file, and never over what is there."""
    target = tmp_path / "workbooks"
    arguments = ["convert", str(FOLDER), "--into", str(target), "--to", "xlsx"]
    assert CliRunner().invoke(group, arguments).exit_code == 0
    assert load(target)[0] == BOOK
    assert CliRunner().invoke(group, arguments).exit_code != 0


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (("--publisher", "a"), "--approver"),
        (("--publisher", "a", "--approver", " a "), "同一人"),
        (("--publisher", "a", "--approver", " "), "须有发布人和批准人"),
    ],
)
def test_nobody_publishes_alone(people: tuple[str, ...], said: str) -> None:
    """Without an approver, or with oneself as approver, nothing is published (plan 4(1)1)."""
    result = CliRunner().invoke(group, ["publish", str(FOLDER), *people])
    assert result.exit_code != 0
    assert said in result.output + str(result.exception)


def test_warnings_keep_no_folder_from_being_written(tmp_path: Path) -> None:
    """A catalogue with doubts is read back with the same doubts."""
    doubtful = replace(BOOK, mentors={})
    write_folder(doubtful, tmp_path)
    catalogue, faults = load(tmp_path)
    assert catalogue == doubtful
    assert {fault.severity for fault in faults} == {Severity.WARNING}
