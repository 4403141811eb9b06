"""The long run, for `make faults FAULTS=100 SEED=7`: faults, then every control at that load."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.broken_worker import CONTROLS
from tests.faults.run import Plan, run, say

FAULTS = int(os.environ.get("LIANBAN_TEST_FAULTS") or 100)
SEED = int(os.environ.get("LIANBAN_TEST_SEED") or 7)
CONTROL_FAULTS = 2
"""Enough for each control to be found out, so that all of them end in a few minutes."""

SURE_CONTROLS = ["dispatch", "fencing-case", "position"]
"""Without its fence dispatch does something twice only now and then: an open transaction of the
predecessor already keeps its position from being read. `fencing-dispatch` is for runs by hand;
`tests/runtime/test_dispatch.py` shows that fence each time."""

pytestmark = pytest.mark.long


def perform(plan: Plan, folder: Path) -> dict[str, Any]:
    """Run a plan, print its figures, return them."""
    figures = asyncio.run(run(plan, folder, say))
    sys.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    return figures


def test_many_faults_lose_and_double_nothing(tmp_path: Path) -> None:
    """At a thousand commands a second nothing is lost, doubled or told to anybody else."""
    figures = perform(Plan(faults=FAULTS, seed=SEED), tmp_path)
    assert figures["verdict"]["violations"] == {}, figures["verdict"]["examples"]
    assert figures["drained"]


@pytest.mark.parametrize("control", SURE_CONTROLS)
def test_each_control_fails(control: str, tmp_path: Path) -> None:
    """Without a safeguard the fault it is against does something twice."""
    plan = Plan(faults=CONTROL_FAULTS, seed=SEED, control=control)
    verdict = perform(plan, tmp_path)["verdict"]
    assert CONTROLS[control].shown_by in verdict["violations"]
