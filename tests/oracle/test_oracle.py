"""The oracle passes a correct world and names whatever is wrong with a spoiled one."""

import ast
import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from avro import codec
from hub.sample.oracle import verdict as verdict_module
from hub.sample.oracle.audience import HEARS, MESSAGES
from hub.sample.oracle.check import check
from hub.sample.oracle.contracts import Contracts
from hub.sample.oracle.verdict import VIOLATIONS, CannotCheckError, Verdict
from tests.oracle.spoilers import AFTER_SEALING, BEFORE_SEALING
from tests.oracle.spoiling import Spoil, draft, refact
from tests.oracle.story import DUTY, tell
from tests.oracle.world import OPERATOR, PARTITIONS, STREET, World, publish, write_records
from tests.project.mentions import parsed


def judge(world: World, kafka: str, namespace: str, folder: Path) -> Verdict:
    """Publish a sealed world and return the verdict."""

    async def run() -> Verdict:
        await publish(world, kafka, namespace)
        write_records(world.records, folder, namespace)
        return await check(kafka, [folder], PARTITIONS, namespace)

    return asyncio.run(run())


def command_line(
    kafka: str, namespace: str, folder: Path, *more: str
) -> subprocess.CompletedProcess[str]:
    """Run the check as a program."""
    place = ["--bootstrap", kafka, "--namespace", namespace, "--records", str(folder)]
    return subprocess.run(
        [sys.executable, "-m", "hub.sample.oracle", *place, "--partitions", "2", *more],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_correct_world_passes(kafka: str, namespace: str, tmp_path: Path) -> None:
    """Every kind of outcome, told right, gives no violation and the right counts."""
    world = tell()
    world.seal()
    verdict = judge(world, kafka, namespace, tmp_path)
    assert verdict.summary()["examples"] == []
    counts = verdict.counts
    assert (counts["messages_sent"], counts["answers"], counts["echoes"]) == (15, 17, 1)
    assert (counts["parked"], counts["rejected"], counts["repeated"]) == (6, 1, 3)
    assert (counts["ticks"], counts["commands"], counts["entries"]) == (2, 28, 33)
    assert (counts["parked_at_the_end"], counts["numbers_assigned"], counts["cards"]) == (4, 2, 1)
    assert (counts["announcements"], counts["terms_opened"]) == (7, 1)
    assert counts["messages_carried"] == 4
    assert verdict.summary()["modes"]["ASSISTED"]["returned"] == 1
    assert verdict.summary()["modes"]["EMPOWERED"]["closed"] == 1
    program = command_line(kafka, namespace, tmp_path, "--json")
    assert program.returncode == 0, program.stderr
    assert json.loads(program.stdout) == json.loads(json.dumps(verdict.summary()))


def test_a_case_still_at_the_door_owes_a_third_nothing(
    kafka: str, namespace: str, tmp_path: Path
) -> None:
    """A term that runs from the receipt is told to its owner when the case is sent on."""
    world = tell()
    refact(f"{STREET}/m3", terms=[DUTY | {"owner": OPERATOR}])(world)
    world.seal()
    assert "duty_never_told" not in judge(world, kafka, namespace, tmp_path).violations


@pytest.mark.parametrize(("name", "spoil"), BEFORE_SEALING)
def test_a_fault_of_the_hub_is_named(
    name: str, spoil: Spoil, kafka: str, namespace: str, tmp_path: Path
) -> None:
    """A wrong entry with an unbroken chain is found and named."""
    world = tell()
    spoil(world)
    world.seal()
    assert name in judge(world, kafka, namespace, tmp_path).violations


@pytest.mark.parametrize(("name", "spoil"), AFTER_SEALING)
def test_a_fault_of_the_topics_is_named(
    name: str, spoil: Spoil, kafka: str, namespace: str, tmp_path: Path
) -> None:
    """A record missing, doubled or changed after the fact is found and named."""
    world = tell()
    world.seal()
    spoil(world)
    assert name in judge(world, kafka, namespace, tmp_path).violations


def test_no_verdict_is_given_over_an_outbox_made_again(
    kafka: str, namespace: str, tmp_path: Path
) -> None:
    """What the former topic held is gone, so nobody can say that nothing of it was lost."""
    world = tell()
    draft(world, f"{STREET}/m3").entry["command"]["source"] = f"org.{STREET}.out@1:2"
    world.seal()
    with pytest.raises(CannotCheckError, match="made again"):
        judge(world, kafka, namespace, tmp_path)


def test_every_name_the_check_can_give_is_planted() -> None:
    """No violation goes untested, and none is planted that there is not."""
    planted = {name for name, _ in BEFORE_SEALING + AFTER_SEALING}
    assert planted == VIOLATIONS


def test_the_check_imports_nothing_of_what_it_judges() -> None:
    """Beside the standard library and a Kafka client it has only itself, whatever else there is."""
    for path in Path(verdict_module.__file__).parent.glob("*.py"):
        for node in ast.walk(parsed(path)):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                known = name.partition(".")[0] in {*sys.stdlib_module_names, "aiokafka"}
                assert known or name.startswith("hub.sample.oracle."), f"{path.name}: {name}"


@pytest.mark.parametrize("name", ["lost_somewhere", ""])
def test_a_violation_must_be_listed(name: str) -> None:
    """A check cannot report under a name that no test plants."""
    with pytest.raises(ValueError, match="not among the violations"):
        Verdict().violation(name, "entry 0-0")


def test_every_kind_of_fact_and_message_has_its_row() -> None:
    """Whoever adds a contract says to the check who hears of it."""
    schemas = Path(codec.__file__).parent / "schemas"
    facts = {path.stem for path in (schemas / "fact").glob("*.avsc")}
    messages = {path.stem for path in (schemas / "inbox").glob("*.avsc")}
    assert (facts, messages) == (set(HEARS), MESSAGES)


def test_every_row_speaks_of_fields_that_there_are() -> None:
    """A role or a last day that neither heading nor fact has would stop the check."""
    contracts = Contracts()
    heading = set(contracts.fields("lianban.CaseHeading"))
    for kind, says in HEARS.items():
        known = heading | set(contracts.fields(f"lianban.fact.{kind}"))
        for say in says:
            named = {role for role in say.to + say.but if not role.startswith("*")}
            assert named <= known, kind
            assert {say.due} - {""} <= set(contracts.fields(f"lianban.inbox.{say.message}")), kind


def test_a_failed_check_is_exit_status_1_with_examples(
    kafka: str, namespace: str, tmp_path: Path
) -> None:
    """The program says what was violated, where, and fails."""
    world = tell()
    world.seal()
    lost = world.inboxes["street-a"].pop()
    judge(world, kafka, namespace, tmp_path)
    program = command_line(kafka, namespace, tmp_path)
    assert program.returncode == 1
    assert "received_message_missing" in program.stdout
    assert lost.headers["ce_id"]
    assert json.loads(command_line(kafka, namespace, tmp_path, "--json").stdout)["lost"] >= 1


@pytest.mark.parametrize("cause", ["topic", "records", "broker"])
def test_what_cannot_be_checked_is_exit_status_2(
    cause: str, kafka: str, namespace: str, tmp_path: Path
) -> None:
    """Missing topics, records or broker is one sentence and never a pass."""
    folder = tmp_path / "nowhere" if cause == "records" else tmp_path
    place = "127.0.0.1:1" if cause == "broker" else kafka
    program = command_line(place, namespace, folder)
    assert program.returncode == 2
    assert program.stderr.startswith("The check could not be made: ")
    assert program.stderr.count("\n") == 1
