"""Fixtures of the runtime's tests."""

from collections.abc import AsyncIterator

import pytest

from hub.settings import Settings
from tests.runtime.workbench import Bench, bench


@pytest.fixture
async def hub(settings: Settings) -> AsyncIterator[Bench]:
    """Topics of a small hub of its own, gone afterwards."""
    async with bench(settings) as made:
        yield made
