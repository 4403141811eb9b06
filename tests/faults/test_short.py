"""A dozen faults under load, and the controls that show the check would see a broken hub."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.broken_worker import CONTROLS
from tests.faults.run import HALF_WAY, Plan, run

SEED = 7
TWELVE_KINDS = 9066
"""A seed whose first twelve kinds strike workers, clients, a department, network and brokers."""
FAULTS = 12
LOST_SAFEGUARDS = ["dispatch", "position"]


def perform(plan: Plan, folder: Path) -> dict[str, Any]:
    """Run a plan and return its figures; progress goes to the captured output."""
    return asyncio.run(run(plan, folder, lambda line: print(line, file=sys.stderr)))  # noqa: T201


def test_a_dozen_faults_of_as_many_kinds_lose_and_double_nothing(tmp_path: Path) -> None:
    """Three brokers, workers and clients, a door, two releases, an inbox missing: all holds."""
    figures = perform(Plan(faults=FAULTS, seed=TWELVE_KINDS, rate=200), tmp_path)
    verdict = figures["verdict"]
    assert verdict["violations"] == {}, verdict["examples"]
    assert figures["drained"]
    assert set(HALF_WAY) < set(figures["faults"])
    assert len(figures["faults"]) == FAULTS + len(HALF_WAY)
    assert verdict["counts"]["messages_carried"] > 100
    assert verdict["counts"]["messages_sent"] > 5_000
    assert max(flight["messages"] for flight in figures["in_flight"]) > 100


@pytest.mark.parametrize("control", LOST_SAFEGUARDS)
def test_the_check_objects_to_a_hub_without_a_safeguard(control: str, tmp_path: Path) -> None:
    """With a safeguard taken out, the fault it is against is found out at a similar load."""
    plan = Plan(2, SEED, rate=400, partitions=6, brokers=1, workers=2, control=control)
    verdict = perform(plan, tmp_path)["verdict"]
    assert CONTROLS[control].shown_by in verdict["violations"]
