"""`lianban demo`: one object on standard output, the check holds, nothing is left behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from hub.sample.stories.repertoire import STORIES
from topics.broker import read_all

LIANBAN = Path(sys.executable).with_name("lianban")
DONE_WITHIN_S = 300
BEGUN_WITHIN_S = 120

pytestmark = pytest.mark.xdist_group("demo")


def _demo(kafka: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start a demo on the shared broker that keeps its data in `folder`."""
    names = ("HOME", "PATH", "JAVA_HOME", "LIANBAN_CACHE")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    own = {"LIANBAN_KAFKA__BOOTSTRAP": kafka, "LIANBAN_PARTITIONS": "3", "TMPDIR": str(folder)}
    return subprocess.Popen(
        [LIANBAN, "demo", *arguments],
        env={**kept, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for everything that the demo makes."""
    return tmp_path


def _namespaces(kafka: str) -> set[str]:
    """The namespaces of demos that have topics on the broker."""
    topics = asyncio.run(read_all(kafka, namespace="demo-")).topics
    return {name.partition(".")[0] for name in topics}


@pytest.fixture(scope="module")
def figures(kafka: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The figures of a demo of twenty cases; nothing else may be on standard output."""
    folder = tmp_path_factory.mktemp("demo")
    demo = _demo(kafka, folder, "--cases", "20", "--seed", "3", "--json")
    said, told = demo.communicate(timeout=DONE_WITHIN_S)
    assert demo.returncode == 0, f"{told}\n{said}"
    assert not list(folder.glob("lianban-demo-*"))
    found = json.loads(said)
    assert isinstance(found, dict)
    return found


def test_nothing_is_lost_and_nothing_doubled(figures: dict[str, object]) -> None:
    """The independent check held, and every case came to its end."""
    assert figures["check_passed"] is True
    assert (figures["lost"], figures["duplicated"], figures["violations"]) == (0, 0, {})
    assert figures["surprises"] == []
    assert figures["cases"] == 20
    assert figures["closed"] + figures["refused"] + figures["parked"] == 20


def test_every_mode_has_closed_cases_and_one_case_is_parked(figures: dict[str, object]) -> None:
    """Own, empowered, assisted and outlet, and the one behind the poison."""
    assert {mode for mode, row in figures["modes"].items() if row["closed"]} == {
        "own", "empowered", "assisted", "outlet",
    }  # fmt: skip
    assert figures["parked"] == 1
    assert figures["modes"]["assisted"]["returned"] > 0
    assert figures["submit_to_return_s"]["p99"] >= figures["submit_to_return_s"]["p50"] > 0


def test_every_story_of_the_repertoire_is_told_as_the_law_says(figures: dict[str, object]) -> None:
    """On real Kafka too; endings, refusals, irregularities and overrides are counted."""
    stories = figures["stories"]
    assert {story["name"] for story in stories} == {story.name for story in STORIES}
    assert [story["surprise"] for story in stories if story["surprise"]] == []
    law = figures["law"]
    assert {"准予", "不予许可", "不予受理", "终止", "撤销", "冲正", "镜像登记"} <= set(
        law["endings"]
    )
    assert law["refused_by_rule"]["DOOR-006"] == 1
    assert law["irregularities"]["IRREGULAR-003"] >= 1
    assert law["overrides"]["OPINION-004"] == 1
    assert law["irregularities"]["ACTOR-001"] == 1
    assert law["cards"]["RED"] > 0


def test_one_department_signs_and_its_signatures_are_proven(figures: dict[str, object]) -> None:
    """Players and stories speak for it; everybody else says what it says unsigned."""
    found = figures["law"]["signatures"]
    assert found["dept-zhujian-demo"] > 100
    assert found["without_a_key"] > 100
    assert found["not_proven"] == 0


def test_what_was_bad_was_rejected(figures: dict[str, object]) -> None:
    """As many as were sent, and they are counted by kind."""
    assert figures["rejected"] == sum(figures["bad_messages"].values()) > 0


def test_a_borrowed_broker_is_left_as_it_was(kafka: str, figures: dict[str, object]) -> None:
    """The demo takes its topics away again."""
    del figures
    assert _namespaces(kafka) == set()


def test_an_interrupted_demo_leaves_nothing(kafka: str, folder: Path) -> None:
    """Ctrl-C while the players are at work: no process, no data, no topics, status 130."""
    demo = _demo(kafka, folder, "--cases", "2000")
    deadline = time.monotonic() + BEGUN_WITHIN_S
    while not any(path.stat().st_size for path in folder.glob("*/records/street-*.jsonl")):
        assert demo.poll() is None, demo.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    family = psutil.Process(demo.pid).children(recursive=True)
    assert len(family) >= 4
    demo.send_signal(signal.SIGINT)
    demo.communicate(timeout=DONE_WITHIN_S)
    assert demo.returncode == 130
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []
    assert not list(folder.glob("lianban-demo-*"))
    assert _namespaces(kafka) == set()


def test_a_killed_demo_takes_its_players_along(kafka: str, folder: Path) -> None:
    """SIGKILL leaves data, but no process."""
    demo = _demo(kafka, folder, "--cases", "2000")
    deadline = time.monotonic() + BEGUN_WITHIN_S
    while not list(folder.glob("*/records/street-*.jsonl")):
        assert demo.poll() is None, demo.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    family = psutil.Process(demo.pid).children(recursive=True)
    demo.kill()
    demo.communicate(timeout=DONE_WITHIN_S)
    _, alive = psutil.wait_procs(family, timeout=10)
    assert alive == []


def test_records_of_another_run_are_not_mixed(kafka: str, folder: Path) -> None:
    """One sentence says which folder is not empty."""
    (folder / "street-xincun.jsonl").write_text("{}\n")
    demo = _demo(kafka, folder, "--records", str(folder))
    said, told = demo.communicate(timeout=DONE_WITHIN_S)
    assert demo.returncode == 1
    assert said == ""
    assert "already has records of another run" in told
