"""What can happen to an organisation's inbox."""

import asyncio

from tests.faults import district, on_brokers
from tests.faults.administration import QUORUM, set_limit, set_quorum
from tests.faults.fault import Strike
from tests.faults.stage import Stage

TINY_BYTES = 100


async def refusing(stage: Stage, strike: Strike) -> None:
    """Let the broker take no message for one department; then let it again."""
    code = _department(strike)
    await set_limit(stage.bootstrap, code, TINY_BYTES)
    try:
        await asyncio.sleep(strike.for_s)
    finally:
        await set_limit(stage.bootstrap, code, None)


async def without_quorum(stage: Stage, strike: Strike) -> None:
    """Let a department's inbox need all replicas while a broker is frozen.

    Nothing that is written to it is refused then, and nothing is ever acknowledged.
    """
    code = _department(strike)
    await set_quorum(stage.bootstrap, code, len(stage.cluster.nodes))
    try:
        await on_brokers.frozen(stage, strike)
    finally:
        await set_quorum(stage.bootstrap, code, QUORUM)


async def made_at_last(stage: Stage, strike: Strike) -> None:
    """Make the inbox that was missing since the beginning, as `lianban topics apply` does."""
    del strike
    await stage.make_inbox()


def _department(strike: Strike) -> str:
    there = [code for code in district.DEPARTMENTS if code != district.LATE_DEPARTMENT]
    return there[int(strike.dose * len(there))]
