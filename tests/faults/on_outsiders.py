"""What can happen to the systems outside the hub."""

import asyncio
import signal

from tests.faults.fault import Strike
from tests.faults.stage import Stage


async def client_killed(stage: Stage, strike: Strike) -> None:
    """End a client in the middle of its sentence; another comes in its place."""
    client = stage.clients[strike.name]
    await client.kill()
    await asyncio.sleep(strike.for_s)
    await client.start()


async def department_killed(stage: Stage, strike: Strike) -> None:
    """End the system that messages are carried to and start it again later."""
    await stage.department.kill()
    await asyncio.sleep(strike.for_s)
    await stage.department.start()


async def department_frozen(stage: Stage, strike: Strike) -> None:
    """Let it take messages and say nothing; then it goes on with what it had begun."""
    stage.department.signal(signal.SIGSTOP)
    try:
        await asyncio.sleep(strike.for_s)
    finally:
        stage.department.signal(signal.SIGCONT)
