"""Records in, figures out."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from hub.cli.demo_view import show
from hub.sample.figures import PROGRAMS, Run, read_done
from hub.sample.follower import Follower, percentile
from hub.sample.records import Records
from tests.sample.small_district import DEPARTMENT, OPERATOR, STREET
from tests.sample.world import World

ALL_WELL = {"passed": True, "lost": 0, "duplicated": 0, "violations": {}, "counts": {}}


@pytest.fixture
async def played(tmp_path: Path) -> World:
    """Sixty cases, played to the end."""
    world = World(tmp_path, seed=1, cases=60)
    for code in (STREET, OPERATOR, DEPARTMENT):
        world.enter(code)
    await world.run_until(lambda: world.is_over)
    return world


def _run(world: World, verdict: dict[str, object]) -> Run:
    follower = Follower(world.folder, {plan.case_id: STREET for plan in world.plans})
    follower.poll()
    return Run(world.plans, follower, world.done(), verdict, 1.0)


async def test_every_case_is_closed_or_refused(played: World) -> None:
    """Closed and refused cases add up to all cases, in total and for each road."""
    figures = _run(played, ALL_WELL).figures()
    assert figures["cases"] == figures["closed"] + figures["refused"] == len(played.plans)
    for row in (*figures["roads"].values(), *figures["modes"].values()):
        assert row["submitted"] == row["closed"] + row["refused"] + row["parked"]
    assert set(figures["modes"]) == {"own", "empowered", "assisted", "outlet"}
    assert sum(figures["ends"].values()) == len(played.plans)
    assert figures["check_passed"]


async def test_decisions_of_departments_return_and_those_of_streets_do_not(played: World) -> None:
    """Returned is what the street got back; the times are of the same cases."""
    figures = _run(played, ALL_WELL).figures()
    assisted, own = figures["modes"]["assisted"], figures["modes"]["own"]
    assert assisted["returned"] == assisted["decided"] > 0
    assert own["returned"] == 0 < own["decided"]
    returned = sum(row["returned"] for row in figures["modes"].values())
    assert figures["submit_to_return_s"]["count"] == returned
    assert 0 < figures["submit_to_return_s"]["p50"] <= figures["submit_to_return_s"]["p99"]


async def test_a_check_that_fails_fails_the_run(played: World) -> None:
    """So does one that could not be made, and a message rejected that was not bad."""
    lost = {**ALL_WELL, "passed": False, "lost": 1, "violations": {"outcome_missing": 1}}
    assert not _run(played, lost).check_passed
    assert not _run(played, {"passed": False, "could_not_check": "no broker"}).check_passed
    assert not replace(_run(played, ALL_WELL), proven=False).check_passed
    run = _run(played, ALL_WELL)
    run.follower.bad["garbage"] += 1
    assert not run.check_passed


async def test_a_person_reads_the_table_and_the_verdict(played: World) -> None:
    """The verdict is one sentence; of a failure it names what was found."""
    console = Console(width=100)
    with console.capture() as capture:
        show(_run(played, ALL_WELL).figures(), console)
        show(_run(played, {**ALL_WELL, "passed": False, "violations": {"x": 2}}).figures(), console)
    said = capture.get()
    assert "assisted-preliminary" in said
    assert "The independent check holds" in said
    assert "THE CHECK FAILED: x 2" in said


def test_percentiles_are_nearest_ranks() -> None:
    """The median of four is the second; of nothing there is none."""
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.99) == 4.0
    assert percentile([], 0.5) is None


def test_a_line_that_is_being_written_is_read_later(tmp_path: Path) -> None:
    """A follower never takes half a line."""
    follower = Follower(tmp_path, {})
    place = {"topic": "org.street-one.in", "offset": 0}
    answer = {"event": "received", "type": "lianban.inbox.Answer", "case_id": "c", **place}
    line = json.dumps(answer) + "\n"
    path = tmp_path / "street-one.jsonl"
    path.write_text(line[:20])
    follower.poll()
    assert follower.answered == 0
    path.write_text(line)
    follower.poll()
    assert follower.answered == 1
    (tmp_path / "stories-street-one.jsonl").write_text(line)
    follower.poll()
    assert follower.answered == 1


def test_a_record_cut_off_by_a_kill_is_taken_away(tmp_path: Path) -> None:
    """What was written whole stays, and what is appended later is whole again."""
    records = Records(tmp_path, "street-one")
    records.record_received("org.street-one.in", 0, {"id": "0-0-0"})
    records.close()
    with records.path.open("a") as file:
        file.write('{"event": "rec')
    again = Records(tmp_path, "street-one")
    assert again.received == 0
    again.record_received("org.street-one.in", 0, {"id": "0-0-0"})
    again.record_received("org.street-one.in", 1, {"id": "0-1-0"})
    again.close()
    offsets = [json.loads(text)["offset"] for text in again.path.read_text().splitlines()]
    assert offsets == [0, 1]


def test_a_program_that_did_not_end_has_no_final_record(tmp_path: Path) -> None:
    """Its absence is seen."""
    (tmp_path / "streets.done.json").write_text("{}")
    assert len(read_done(tmp_path)) == 1 < len(PROGRAMS)
