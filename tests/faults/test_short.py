"""A handful of faults under load, and the controls that show the check would see a broken hub."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.broken_worker import CONTROLS
from tests.faults.run import Plan, run

SEED = 7
LOST_SAFEGUARDS = ["dispatch", "position"]


def perform(plan: Plan, folder: Path) -> dict[str, Any]:
    """Run a plan and return its figures; progress goes to the captured output."""
    return asyncio.run(run(plan, folder, lambda line: print(line, file=sys.stderr)))  # noqa: T201


def test_a_handful_of_faults_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Killed, frozen, restarted, broker killed, an inbox missing: the check holds."""
    figures = perform(Plan(faults=6, seed=SEED, rate=400, partitions=6), tmp_path)
    verdict = figures["verdict"]
    assert verdict["violations"] == {}, verdict["examples"]
    assert figures["drained"]
    assert figures["recovery_s"]["not_recovered"] == 0
    assert {"killed", "frozen", "restarted", "broker killed", "inbox missing"} <= set(
        figures["faults"]
    )
    assert verdict["counts"]["messages_sent"] > 5_000


@pytest.mark.parametrize("control", LOST_SAFEGUARDS)
def test_the_check_objects_to_a_hub_without_a_safeguard(control: str, tmp_path: Path) -> None:
    """With a safeguard taken out, the fault it is against is found out at the same load."""
    plan = Plan(faults=2, seed=SEED, rate=400, partitions=6, control=control)
    verdict = perform(plan, tmp_path)["verdict"]
    assert CONTROLS[control].shown_by in verdict["violations"]
