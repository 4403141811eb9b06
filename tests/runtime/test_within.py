"""A bound that holds even when what is bounded does not want to end."""

import asyncio

import pytest

from hub.runtime.failures import InDoubtError
from hub.runtime.lane import within


async def test_what_ends_in_time_is_said_to_have_ended() -> None:
    """Work within its bound gives True."""
    assert await within(5, asyncio.sleep(0))


async def test_work_that_ignores_its_cancellation_holds_up_nobody() -> None:
    """A client that waits for its requests when cancelled is left alone."""
    released = asyncio.Event()

    async def stubborn() -> None:
        while not released.is_set():
            try:
                await released.wait()
            except asyncio.CancelledError:
                continue

    assert not await within(0.05, stubborn())
    released.set()


async def test_what_the_work_raises_is_raised() -> None:
    """An error is not taken for an end in time."""

    async def failing() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await within(5, failing())


async def test_a_cancellation_from_within_is_an_error_and_not_our_own() -> None:
    """A client that lets the end of one of its tasks through does not end who waits for it."""

    async def leaking() -> None:
        raise asyncio.CancelledError

    with pytest.raises(InDoubtError):
        await within(5, leaking())
