"""Lists into catalogue folders: valid at once, nothing overwritten, nothing lost."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.catalogue.folder import load
from hub.cli.catalogue import group
from hub.domain.faults import Severity
from hub.importing.into_folder import department_code
from hub.sample.district import FOLDER
from hub.unfit import Unfit

HEADER = ["部门", "事项名称", "编码", "类型", "承诺时限", "备注"]
GOOD = [["城管局", "占道审批", "A-1", "1", "3", "甲"], ["卫健局", "生育登记", "A-2", "20", "", ""]]


def run(*arguments: object) -> Result:
    """Run a catalogue command."""
    result = CliRunner().invoke(group, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def write(path: Path, *rows: list[str]) -> Path:
    """Write a list."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a spreadsheet by column."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_new_folder_is_a_valid_catalogue(tmp_path: Path) -> None:
    """Departments, calendar and all other sheets are made; extra columns are kept."""
    folder = tmp_path / "catalogue"
    result = run("import", write(tmp_path / "l.csv", *GOOD), "--into", folder, "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, said["added"], said["created"]) == (0, 2, True)
    catalogue, faults = load(folder)
    assert catalogue is not None
    assert {(fault.severity, fault.column) for fault in faults} == {(Severity.WARNING, "list")}
    item = catalogue.item("A-1")
    assert (item.name, item.department) == ("占道审批", department_code("城管局"))
    assert item.clock.promised_days == 3
    assert rows_of(folder / "items_source.csv")[0]["list: 备注"] == "甲"


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    """The same list twice gives the same folder."""
    folder, path = tmp_path / "catalogue", write(tmp_path / "l.csv", *GOOD)
    run("import", path, "--into", folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    said = json.loads(run("import", path, "--into", folder, "--json").stdout)
    assert (said["added"], said["updated"], said["unchanged"]) == (0, 0, 2)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_what_the_list_does_not_say_stays(tmp_path: Path) -> None:
    """Cells and columns that people added to the folder survive an import."""
    folder = tmp_path / "catalogue"
    run("import", write(tmp_path / "l.csv", *GOOD), "--into", folder)
    rows = rows_of(folder / "items.csv")
    rows[0] |= {"legal_basis": "条例", "own": "x"}
    with (folder / "items.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    renamed = write(tmp_path / "l.csv", ["城管局", "占道许可", *GOOD[0][2:]])
    said = json.loads(run("import", renamed, "--into", folder, "--json").stdout)
    assert said["updated"] == 1
    first, second = rows_of(folder / "items.csv")
    assert (first["name"], first["legal_basis"], first["own"]) == ("占道许可", "条例", "x")
    assert second["code"] == "A-2"


def test_known_departments_are_found_by_name(tmp_path: Path) -> None:
    """A list's department that the folder has is not made twice."""
    folder = tmp_path / "catalogue"
    shutil.copytree(FOLDER, folder)
    (folder / "__init__.py").unlink()
    known = next(
        row for row in rows_of(folder / "organisations.csv") if row["kind"] == "DEPARTMENT"
    )
    path = write(tmp_path / "l.csv", [known["name"], "新事项", "A-1", "20", "", ""])
    said = json.loads(run("import", path, "--into", folder, "--json").stdout)
    assert said["departments"] == []
    catalogue, _ = load(folder)
    assert catalogue is not None
    assert catalogue.item("A-1").department == known["code"]


def test_rejected_rows_are_kept_with_their_reasons(tmp_path: Path) -> None:
    """A row that is no item is in the rejects, cell for cell, and the exit status says so."""
    folder = tmp_path / "catalogue"
    bad = ["城管局", "处罚", "A-3", "02", "", "乙"]
    result = run("import", write(tmp_path / "l.csv", *GOOD, bad), "--into", folder, "--json")
    assert result.exit_code == 1
    reject = rows_of(Path(json.loads(result.stdout)["rejects"]))[0]
    assert (reject["row"], reject["kind"]) == ("4", "not applied for")
    assert [reject[f"cell {n}"] for n in range(1, 7)] == bad
    assert load(folder)[0] is not None


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    """Nothing is written where there is no catalogue."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("x")
    with pytest.raises(Unfit, match="not a catalogue"):
        run("import", write(tmp_path / "l.csv", *GOOD), "--into", tmp_path / "other")
    assert [file.name for file in (tmp_path / "other").iterdir()] == ["notes.txt"]


def test_check_tells_a_list_and_a_folder_apart(tmp_path: Path) -> None:
    """Both in one command, exit status 1 for an error, 0 for none."""
    path = write(tmp_path / "l.csv", *GOOD)
    assert run("check", path).exit_code == 0
    assert run("check", FOLDER).exit_code == 0
    bad = run("check", write(tmp_path / "bad.csv", *GOOD, GOOD[0]), "--json")
    assert bad.exit_code == 1
    fault = json.loads(bad.stdout)["faults"][0]
    assert (fault["row"], fault["kind"]) == (4, "duplicate code")
    assert "row 2" in fault["reason"]


def test_a_mapping_comes_from_a_file_or_from_options(tmp_path: Path) -> None:
    """Fields by header, and constants; a mistake is named."""
    path = tmp_path / "l.csv"
    path.write_text("谁,啥,号\n城管局,占道,A-1\n")
    (tmp_path / "m.yaml").write_text("department: 谁\nname: 啥\n")
    how = ["--mapping", tmp_path / "m.yaml", "--column", "code=号", "--constant", "type=20"]
    assert run("check", path, *how).exit_code == 0
    with pytest.raises(Unfit, match="colour"):
        run("check", path, "--column", "colour=号")


def test_tables_are_shown_to_people(tmp_path: Path) -> None:
    """Faults with row and remedy, and counts that add up."""
    shown = run("check", write(tmp_path / "l.csv", *GOOD, ["", "x", "", "77", "?", ""])).stdout
    assert "3 rows = 2 items + 1 reported" in " ".join(shown.split())
