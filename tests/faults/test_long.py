"""The long run, for `make faults FAULTS=1000 SEED=7 RATE=100`: rounds of faults, then controls."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from tests.faults.broken_worker import CONTROLS
from tests.faults.rounds import perform, table
from tests.faults.run import Plan, run, say

FAULTS = int(os.environ.get("LIANBAN_TEST_FAULTS") or 100)
SEED = int(os.environ.get("LIANBAN_TEST_SEED") or 7)
RATE = float(os.environ.get("LIANBAN_TEST_RATE") or Plan.rate)
"""Messages a second of all clients. The fewer, the sooner a worker is back on a small machine."""
CONTROL_FAULTS = 2
"""Enough for each control to be found out, so that all of them end in a few minutes."""
CONTROL_RATE = 1000.0
"""Low load hardly tests a fence: there must be something in flight when it is needed."""

SURE_CONTROLS = ["dispatch", "fencing-case", "position"]
"""Without its fence dispatch does something twice only now and then: an open transaction of the
predecessor already keeps its position from being read. `fencing-dispatch` is for runs by hand;
`tests/runtime/test_dispatch.py` shows that fence each time."""

pytestmark = pytest.mark.long


def test_many_faults_lose_and_double_nothing() -> None:
    """On three brokers nothing is lost, doubled, swapped or told to anybody else."""
    found = asyncio.run(perform(Plan(faults=FAULTS, seed=SEED, rate=RATE)))
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n" + table(found) + "\n")
    assert found["violations"] == {}
    assert found["passed"]


@pytest.mark.parametrize("control", SURE_CONTROLS)
def test_each_control_fails(control: str, tmp_path: Path) -> None:
    """Without a safeguard the fault it is against does something twice."""
    plan = Plan(CONTROL_FAULTS, SEED, CONTROL_RATE, 12, 1, 2, control=control)
    verdict = asyncio.run(run(plan, tmp_path, say))["verdict"]
    assert CONTROLS[control].shown_by in verdict["violations"]
