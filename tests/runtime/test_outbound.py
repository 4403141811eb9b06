"""What a transaction that cannot be written says: who is to blame, and never the whole worker."""

import asyncio
import time
from types import SimpleNamespace

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import MessageSizeTooLargeError, ProducerFenced

from hub.lanes.cases import CaseLane
from hub.runtime.failures import InDoubtError, StoreFullError, UnwritableError
from hub.runtime.outbound import Outbound, _acknowledged
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
    with pytest.raises(InDoubtError, match="does not show"):
        await lane.outbound().commit()


async def test_a_lane_that_cannot_show_what_it_committed_commits_no_more(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk after the commit: going on from the state before would write over the journal."""

    def full(*_: object) -> None:
        raise StoreFullError(hub.settings.data, "no room")

    lane = await hub.open()
    with monkeypatch.context() as disk:
        disk.setattr(CaseLane, "_keep", full)
        with pytest.raises(StoreFullError):
            await hub.work(lane, mirror(HERE[0]))
    with pytest.raises(InDoubtError, match="does not show"):
        await lane.process(await hub.pending(lane), time.monotonic())
    heir = await hub.open()
    await hub.work(heir, mirror(HERE[1]))
    assert [entry.number for entry in await hub.journal()] == [0, 1]


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


async def test_topics_that_refuse_or_keep_silent_are_named() -> None:
    """A refusal is told at once; without one, who has not acknowledged in time is to blame."""
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(3)]
    sent = [(TopicPartition(name, 0), 2, each) for name, each in zip("abc", futures, strict=True)]
    futures[0].set_result(SimpleNamespace(offset=40))
    with pytest.raises(UnwritableError, match="no acknowledgement") as silent:
        await _acknowledged(sent, within_s=0.0)
    assert silent.value.topics == {"b", "c"}
    futures[1].set_exception(MessageSizeTooLargeError())
    with pytest.raises(UnwritableError, match="MessageSizeTooLarge") as refused:
        await _acknowledged(sent, within_s=None)
    assert refused.value.topics == {"b"}


async def test_a_failure_that_is_no_refusal_is_told_as_it_is() -> None:
    """A fence is nobody's inbox."""
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ProducerFenced("x"))
    with pytest.raises(ProducerFenced):
        await _acknowledged([(TopicPartition("a", 0), 1, future)], within_s=1.0)
