"""What a coordinator decided and never told a partition is ended by the lane that opens next."""

import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from hub.broker import Broker
from hub.lanes.dispatch import DispatchLane
from hub.lanes.inboxes import Inboxes
from hub.runtime.failures import Action, InDoubtError, LaneStoppedError, action_for
from hub.runtime.outbound import Outbound
from hub.settings import Settings
from tests.runtime.past import Past
from tests.runtime.workbench import ADMIN, Bench, bench, mirror, numbers_in, until
from topics import names
from topics.wire_producers import DescribeProducersRequest

NUMBERS = numbers_in(0, 2)
Positions: TypeAlias = Mapping[TopicPartition, OffsetAndMetadata] | None


class Skip(Protocol):
    """Makes every commit from here on hang, its decision told to nobody."""

    def __call__(self, *, commit: bool) -> None:
        """Begin; `commit` is what the coordinator decides."""


@pytest.fixture
async def hub(tmp_path: Path) -> AsyncIterator[Bench]:
    """A hub on a broker of its own that believes a producer which places it writes to.

    Brokers ask the coordinator since KIP-890; a transaction that hangs is older than that question.
    """
    own = Settings(data=tmp_path / "broker", kafka={"heap_mb": 256})
    async with Broker(own) as broker:
        await _believe_producers(broker.bootstrap)
        settings = Settings(
            data=tmp_path / "hub", partitions=2, kafka={"bootstrap": broker.bootstrap}
        )
        async with bench(settings) as made:
            yield made


async def _believe_producers(bootstrap: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    setting = {"transaction.partition.verification.enable": "false"}
    try:
        await admin.alter_configs([ConfigResource(ConfigResourceType.BROKER, "1", setting)])
    finally:
        await admin.close()


async def decide(
    producer: AIOKafkaProducer, places: Iterable[TopicPartition], *, commit: bool
) -> None:
    """Let the coordinator decide about a transaction that touches these places."""
    await producer.begin_transaction()
    manager = producer._txn_manager
    for place in places:
        manager.maybe_add_partition_to_txn(place)
    await until(lambda: manager._txn_partitions >= set(places))
    await (producer.commit_transaction() if commit else producer.abort_transaction())


async def settle(producer: AIOKafkaProducer) -> None:
    """Wait until all markers are written: only then a transaction may touch another place."""
    await decide(producer, [TopicPartition(names.checkpoints(), 0)], commit=False)


async def hang(outbound: Outbound) -> None:
    """Write records whose marker has been passed over, and be gone."""
    producer = outbound._producer
    await producer.begin_transaction()
    producer._txn_manager._txn_partitions.update(outbound._batches)
    for place, batches in outbound._batches.items():
        for batch in batches:
            await (await producer.send_batch(batch, place.topic, partition=place.partition))


@pytest.fixture
def skipped(monkeypatch: pytest.MonkeyPatch) -> Iterator[Skip]:
    """Give a function that makes every commit from here on hang, with the decision told."""

    def begin(*, commit: bool) -> None:
        async def passed_over(
            self: Outbound, group: str = "", offsets: Positions = None, *_: object
        ) -> None:
            producer = self._producer
            if offsets is not None:
                await producer.begin_transaction()
                await producer.send_offsets_to_transaction(dict(offsets), group)
                for place in self._batches:
                    producer._txn_manager.maybe_add_partition_to_txn(place)
                await producer.commit_transaction()
            else:
                await decide(producer, list(self._batches), commit=commit)
            await settle(producer)
            await hang(self)
            raise InDoubtError("the broker went away")

        monkeypatch.setattr(Outbound, "commit", passed_over)

    yield begin
    monkeypatch.undo()


@pytest.mark.parametrize("commit", [True, False])
async def test_a_batch_of_the_journal_that_hangs_is_decided_once(
    hub: Bench, skipped: Skip, monkeypatch: pytest.MonkeyPatch, *, commit: bool
) -> None:
    """Committed, it is read; aborted, its command is decided again: one entry in both cases."""
    lane = await hub.open()
    await hub.work(lane, mirror(NUMBERS[0]))
    skipped(commit=commit)
    with pytest.raises(InDoubtError):
        await hub.work(lane, mirror(NUMBERS[1]))
    await lane.close()
    monkeypatch.undo()
    assert len(await hub.journal()) == 1
    heir = await hub.open()
    assert heir.next_offset == (2 if commit else 1)
    await hub.work(heir, mirror(NUMBERS[2]))
    assert [entry.number for entry in await hub.journal()] == [0, 1, 2]
    assert len({entry.subject for entry in await hub.journal()}) == 3


async def test_a_leader_of_the_past_does_not_hide_what_hangs(
    hub: Bench, skipped: Skip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It knows neither of what hangs nor of the floor: another is asked, and the batch is kept."""
    past = Past(monkeypatch)
    lane = await hub.open()
    told = past.kept[DescribeProducersRequest]
    skipped(commit=True)
    with pytest.raises(InDoubtError):
        await hub.work(lane, mirror(NUMBERS[0]))
    await lane.close()
    monkeypatch.undo()
    past = Past(monkeypatch)
    past.kept[DescribeProducersRequest] = told
    past.tells(DescribeProducersRequest)
    heir = await hub.open()
    assert heir.next_offset == 1
    await hub.work(heir, mirror(NUMBERS[1]))
    assert [entry.number for entry in await hub.journal()] == [0, 1]


async def test_letters_that_hang_are_delivered_once(
    hub: Bench, skipped: Skip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The position has moved past them, so nobody would write them again."""
    cases = await hub.open()
    await hub.work(cases, *[mirror(number) for number in NUMBERS[:2]])
    lane = await _dispatch(hub)
    skipped(commit=True)
    records = await hub.records(hub.journal_topic)
    with pytest.raises(InDoubtError):
        await lane.process(records, time.monotonic())
    await lane.close()
    monkeypatch.undo()
    assert await hub.inbox(ADMIN) == []
    heir = await _dispatch(hub)
    assert heir.bookmark.next_number == 2
    ids = [dict(record.headers)["ce_id"] for record in await hub.inbox(ADMIN)]
    assert len(ids) == len(set(ids)) > 0


async def _dispatch(hub: Bench) -> DispatchLane:
    boxes = Inboxes(hub.settings)
    lane = DispatchLane(hub.settings, 0, boxes)
    hub.lanes.append(lane)
    hub.closing.append(boxes.close)
    await lane.open()
    return lane


async def test_what_nobody_decided_stops_the_lane_and_says_so(hub: Bench) -> None:
    """Records of which the coordinator's log knows nothing are left to an operator."""
    lane = await hub.open()
    outbound = Outbound(lane.fence)
    outbound.add(TopicPartition(names.journal(), 0), b"key", b"value")
    await hang(outbound)
    await lane.close()
    with pytest.raises(LaneStoppedError, match="kafka-transactions"):
        await hub.open()


async def test_a_lost_connection_opens_the_lane_anew(hub: Bench) -> None:
    """Behind a connection that broke a transaction may hang: no next one begins on that fence."""
    lane = await hub.open()
    await hub.work(lane, mirror(NUMBERS[0]))
    for line in list(lane.fence.open().client._conns.values()):
        line.close()
    with pytest.raises(InDoubtError, match="lost a connection"):
        await hub.work(lane, mirror(NUMBERS[1]))
    await lane.close()
    heir = await hub.open()
    await hub.work(heir)
    assert [entry.number for entry in await hub.journal()] == [0, 1]


async def test_a_connection_lost_after_the_look_at_it_begins_no_transaction(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line is replaced between the look and the first write: what hangs meets no next batch."""
    lane = await hub.open()
    await hub.work(lane, mirror(NUMBERS[0]))
    end = await written_end(hub)
    look = lane.fence.watch

    def look_and_lose() -> None:
        look()
        for line in list(lane.fence.open().client._conns.values()):
            line.close()

    monkeypatch.setattr(lane.fence, "watch", look_and_lose)
    await hub.write(mirror(NUMBERS[1]))
    with pytest.raises(KafkaError) as lost:
        await lane.process(await hub.pending(lane), time.monotonic())
    assert action_for(lost.value) is Action.RETRY
    assert await written_end(hub) == end
    await lane.close()
    heir = await hub.open()
    await hub.work(heir)
    assert [entry.number for entry in await hub.journal()] == [0, 1]


async def written_end(hub: Bench) -> int:
    """Return where the journal ends, committed or not."""
    place = TopicPartition(hub.journal_topic, 0)
    consumer = AIOKafkaConsumer(bootstrap_servers=hub.settings.kafka.bootstrap)
    await consumer.start()
    try:
        return int((await consumer.end_offsets([place]))[place])
    finally:
        await consumer.stop()
