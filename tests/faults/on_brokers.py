"""What can happen to a broker's process."""

import asyncio
import signal

from tests.faults.administration import in_sync
from tests.faults.fault import Strike
from tests.faults.stage import Stage


async def killed(stage: Stage, strike: Strike) -> None:
    """End it as a power cut would and start it again later with its data."""
    node = stage.cluster.nodes[strike.node]
    node.kill()
    await node.wait()
    await asyncio.sleep(strike.for_s)
    await stage.cluster.revive(strike.node)


async def restarted(stage: Stage, strike: Strike) -> None:
    """Stop it in order, so that it hands its partitions over, and start it again later."""
    await stage.cluster.nodes[strike.node].stop()
    await asyncio.sleep(strike.for_s)
    await stage.cluster.revive(strike.node)


async def rolled(stage: Stage, strike: Strike) -> None:
    """Restart all, each when every replica of every partition is in sync again."""
    for name in strike.names:
        await restarted(stage, Strike((name,), strike.dose, 0.0))
        await in_sync(stage.bootstrap)


async def frozen(stage: Stage, strike: Strike) -> None:
    """Stop it in the middle of whatever it does; the others take over, then it goes on."""
    stage.cluster.signal(strike.node, signal.SIGSTOP)
    try:
        await asyncio.sleep(strike.for_s)
    finally:
        stage.cluster.signal(strike.node, signal.SIGCONT)
