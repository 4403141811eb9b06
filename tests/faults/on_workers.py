"""What can happen to a worker's process and to its machine."""

import asyncio
import signal

from tests.faults.fault import Strike
from tests.faults.releases import Release
from tests.faults.stage import Stage

RESTORE_BEGINS_WITHIN_S = 20.0
LARGEST_JUMP_S = 400 * 86_400.0
ROLLS_ON_WITHIN_S = 30.0


async def killed(stage: Stage, strike: Strike) -> None:
    """End it at once and start it again later."""
    member = stage.members[strike.name]
    await member.kill()
    await asyncio.sleep(strike.for_s)
    await member.start()


async def frozen(stage: Stage, strike: Strike) -> None:
    """Stop it in the middle of whatever it does and let it go on."""
    member = stage.members[strike.name]
    member.signal(signal.SIGSTOP)
    try:
        await asyncio.sleep(strike.for_s)
    finally:
        member.signal(signal.SIGCONT)


async def restarted(stage: Stage, strike: Strike) -> None:
    """Ask it to leave and start it again later."""
    member = stage.members[strike.name]
    await member.leave()
    await asyncio.sleep(strike.for_s)
    await member.start()


async def rolled(stage: Stage, strike: Strike) -> None:
    """Restart all workers one after the other, each when the one before is ready."""
    for name in strike.names:
        member = stage.members[name]
        await member.leave()
        await member.start()
        await member.until(lambda m=member: m.says().get("ready"), ROLLS_ON_WITHIN_S)


async def killed_while_restoring(stage: Stage, strike: Strike) -> None:
    """Kill it, empty its store, and kill it again while it fills it from the journal."""
    member = stage.members[strike.name]
    await member.kill()
    member.wipe()
    await member.start()
    await member.until(lambda: any(member.store.glob("case-*")), RESTORE_BEGINS_WITHIN_S)
    await asyncio.sleep(strike.for_s)
    await member.kill()
    await member.start()


async def clock_jumped(stage: Stage, strike: Strike) -> None:
    """Let its wall clock jump forth or back, by seconds or by more than a year, and back."""
    size = LARGEST_JUMP_S ** abs(2 * strike.dose - 1)
    member = stage.members[strike.name]
    member.set_clock(size if strike.dose >= 0.5 else -size)
    try:
        await asyncio.sleep(strike.for_s)
    finally:
        member.set_clock(0.0)


async def upgraded(stage: Stage, strike: Strike) -> None:
    """Roll all workers to settings that switch the new fact on."""
    for name in strike.names:
        stage.members[name].raise_level()
    await rolled(stage, strike)


async def set_back(stage: Stage, strike: Strike) -> None:
    """Let it run the release before for a while, beside the others.

    Until the new fact is switched on both do everything; later the older one stops its partitions
    and says why, until the newer one is back.
    """
    member = stage.members[strike.name]
    member.install(Release.OLDER)
    try:
        await restarted(stage, Strike(strike.names, strike.dose, 0.0))
        await asyncio.sleep(strike.for_s)
    finally:
        member.install(Release.NEWER)
        await restarted(stage, Strike(strike.names, strike.dose, 0.0))


async def disk_full(stage: Stage, strike: Strike) -> None:
    """Let its disk be full while it is at work, however often it is started; then make room."""
    member = stage.members[strike.name]
    member.fill_disk()
    try:
        await asyncio.sleep(strike.for_s)
    finally:
        member.make_room()
