"""A producer whose state forbids a transaction is a doubt about its lane, not the worker's end."""

import pytest
from aiokafka.errors import ProducerFenced

from hub.runtime.failures import InDoubtError
from hub.runtime.outbound import Outbound
from tests.runtime.test_service import running
from tests.runtime.workbench import Bench, mirror, numbers_in, until

HERE = numbers_in(0, 2)


async def test_a_transaction_left_open_forbids_the_next(hub: Bench) -> None:
    """A batch that was cancelled in the middle leaves the producer in doubt."""
    lane = await hub.open()
    await lane.fence.open().begin_transaction()
    with pytest.raises(InDoubtError, match="IN_TRANSACTION"):
        await Outbound(lane.fence).commit()


async def test_a_producer_that_was_fenced_begins_nothing(hub: Bench) -> None:
    """The first transaction says that somebody else is the owner, the next only that it failed."""
    lane = await hub.open()
    await hub.open()
    with pytest.raises(ProducerFenced):
        await hub.work(lane, mirror(HERE[0]))
    with pytest.raises(InDoubtError, match="FATAL_ERROR"):
        await lane.outbound().commit()


async def test_the_lane_is_opened_anew_and_the_worker_goes_on(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not written is written once, by a new lane with a new epoch."""
    monkeypatch.setattr("hub.runtime.service.os._exit", lambda _: None)
    async with running(hub, hub.lane) as made:
        place = made.places()[0]
        producer = made.service.lanes[place].fence.open()
        await producer.begin_transaction()
        await hub.write(mirror(HERE[0]), mirror(HERE[1]))

        async def written() -> bool:
            return len(await hub.journal()) == 2 or bool(made.crashes)

        await until(written)
        assert made.crashes == []
        assert [entry.number for entry in await hub.journal()] == [0, 1]
        assert made.service.lanes[place].fence.open() is not producer
