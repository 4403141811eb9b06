"""Who waits for a victim is served in turn, and never more are struck at once than may be."""

import asyncio

from tests.faults.victims import Victims


async def test_who_wants_all_is_not_passed_by_who_wants_one() -> None:
    """Who came later waits, though one would be free for it all the time."""
    victims = Victims(["a", "b", "c"], most=2)
    first = await victims.take(0)
    everybody = asyncio.create_task(victims.take_all())
    await asyncio.sleep(0)
    later = asyncio.create_task(victims.take(1))
    await asyncio.sleep(0)
    assert not everybody.done()
    assert not later.done()
    await victims.release([first])
    assert await everybody == ["a", "b", "c"]
    assert not later.done()
    await victims.release(["a", "b", "c"])
    assert await later == "b"


async def test_never_more_than_may_be_are_struck_and_each_once() -> None:
    """Of many who want the same one, the next gets the one that is left alone."""
    victims = Victims(["a", "b", "c"], most=2)
    assert [await victims.take(0), await victims.take(0)] == ["a", "b"]
    third = asyncio.create_task(victims.take(0))
    await asyncio.sleep(0)
    assert not third.done()
    await victims.release(["b"])
    assert await third == "b"
