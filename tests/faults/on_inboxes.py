"""What can happen to an organisation's inbox."""

import asyncio

from tests.faults import district
from tests.faults.administration import set_limit
from tests.faults.fault import Strike
from tests.faults.stage import Stage

TINY_BYTES = 100


async def refusing(stage: Stage, strike: Strike) -> None:
    """Let the broker take no message for one department; then let it again."""
    count = len(district.DEPARTMENTS)
    code = district.DEPARTMENTS[int(strike.dose * count)]
    await set_limit(stage.bootstrap, code, TINY_BYTES)
    try:
        await asyncio.sleep(strike.for_s)
    finally:
        await set_limit(stage.bootstrap, code, None)


async def made_at_last(stage: Stage, strike: Strike) -> None:
    """Make the inbox that was missing since the beginning, as `lianban topics apply` does."""
    del strike
    await stage.make_inbox()
