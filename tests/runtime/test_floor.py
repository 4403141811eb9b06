"""What a leader or coordinator of the past tells is not believed: it does not know that it is one.

A broker that was frozen, or cut off from its peers alone, goes on answering as if nobody had been
elected after it. So it tells of an end, of open transactions and of positions as they were.
"""

from collections.abc import Mapping
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from hub.runtime import extent, journaled
from hub.runtime.failures import LaneStoppedError
from hub.settings import LaneSettings
from tests.runtime.past import TOLD_TWICE, Past
from tests.runtime.test_dispatch import announce, opened
from tests.runtime.workbench import Bench, mirror, numbers_in, switch
from topics import hanging
from topics.wire_offsets import StableOffsetFetchRequest
from topics.wire_producers import DescribeProducersRequest

NUMBERS = numbers_in(0, 2)
ABOUT_THE_FLOOR = {DescribeProducersRequest, StableOffsetFetchRequest}


async def test_a_journal_is_restored_to_its_end_whatever_end_is_told(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lane that believed the leader of the past would write over what was committed since."""
    lane = await hub.open()
    await hub.work(lane, *[mirror(number) for number in NUMBERS[:3]])
    journal = TopicPartition(hub.journal_topic, 0)
    end_of_the_past = (await ends(hub, journal))[journal]
    await hub.work(lane, *[mirror(number) for number in NUMBERS[3:6]])
    await lane.close()
    end_offsets = AIOKafkaConsumer.end_offsets

    async def of_the_past(
        consumer: AIOKafkaConsumer, places: list[TopicPartition]
    ) -> Mapping[TopicPartition, int]:
        known: Mapping[TopicPartition, int] = await end_offsets(consumer, places)
        return {place: end_of_the_past if place == journal else known[place] for place in known}

    monkeypatch.setattr(AIOKafkaConsumer, "end_offsets", of_the_past)
    monkeypatch.setattr(journaled, "RESTORE_RECORDS", 1)
    elsewhere = LaneSettings(store=hub.settings.data / "elsewhere")
    lane = await hub.open(settings=hub.settings.model_copy(update={"lane": elsewhere}))
    monkeypatch.undo()
    await hub.work(lane, *[mirror(number) for number in NUMBERS[6:8]])
    entries = await hub.journal()
    assert [entry.number for entry in entries] == list(range(len(entries)))
    assert len({entry.command.id for entry in entries}) == len(entries)


async def test_a_position_is_asked_of_who_knows_of_the_floor(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lane that believed the coordinator of the past would tell everybody a second time."""
    cases = await hub.open()
    await hub.work(cases, switch(0, 2), *[mirror(number) for number in NUMBERS[:3]])
    past = Past(monkeypatch)
    lane = await opened(hub)
    await announce(hub, lane)
    await lane.close()
    past.tells(DescribeProducersRequest)
    lane = await opened(hub)
    assert lane.bookmark.next_number == len(await hub.journal())
    asked = [each for each in past.asked if each[0] in ABOUT_THE_FLOOR]
    node = asked[-1][1]
    assert asked == [
        *[(DescribeProducersRequest, node)] * (TOLD_TWICE + 1),
        (StableOffsetFetchRequest, node),
    ]


async def test_a_place_under_the_floor_exists_whoever_does_not_know_it(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Metadata of the past may lack a topic: where a floor lies somebody leads, and is asked."""
    cases = await hub.open()
    await hub.work(cases, mirror(NUMBERS[0]))
    leaders, unknown = hanging._leaders, [1, 1]

    async def of_the_past(*asked: Any) -> dict[TopicPartition, int]:  # noqa: ANN401 - as the original
        found = await leaders(*asked)
        return {} if unknown and unknown.pop() else found

    monkeypatch.setattr(hanging, "_leaders", of_the_past)
    lane = await opened(hub)
    assert (unknown, lane.bookmark.next_number) == ([], 0)


async def test_commands_that_a_leader_of_the_past_lacks_are_not_taken_for_lost(
    hub: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lane asks again; what nobody has still stops it."""
    lane = await hub.open()
    await hub.work(lane, *[mirror(number) for number in NUMBERS[:3]])
    await lane.close()
    commands = TopicPartition(hub.commands, 0)
    end_offsets, told = AIOKafkaConsumer.end_offsets, [2, 2]

    async def of_the_past(
        consumer: AIOKafkaConsumer, places: list[TopicPartition]
    ) -> Mapping[TopicPartition, int]:
        known: Mapping[TopicPartition, int] = await end_offsets(consumer, places)
        old = told and commands in known
        return {**known, commands: told.pop()} if old else known

    monkeypatch.setattr(AIOKafkaConsumer, "end_offsets", of_the_past)
    monkeypatch.setattr(extent, "LOOK_AGAIN_S", 0.01)
    lane = await hub.open()
    assert (told, lane.next_offset) == ([], 3)
    await lane.close()
    told += [2] * (extent.LOOKS + 1)
    with pytest.raises(LaneStoppedError, match="holds offsets 0 to 2"):
        await hub.open()


async def test_a_floor_is_seen_by_nobody(hub: Bench) -> None:
    """However often lanes open, readers of the journal and positions find what was committed."""
    lane = await hub.open()
    await hub.work(lane, *[mirror(number) for number in NUMBERS[:2]])
    before = await hub.journal_values()
    for _ in range(3):
        await lane.close()
        lane = await hub.open()
    assert await hub.journal_values() == before
    await hub.work(lane, mirror(NUMBERS[2]))
    relay = await opened(hub)
    await announce(hub, relay)
    await relay.close()
    relay = await opened(hub)
    assert relay.bookmark.next_number == len(await hub.journal())


async def ends(hub: Bench, *places: TopicPartition) -> Mapping[TopicPartition, int]:
    """The ends of partitions, as they are."""
    consumer = AIOKafkaConsumer(
        bootstrap_servers=hub.settings.kafka.bootstrap, isolation_level="read_committed"
    )
    await consumer.start()
    try:
        found: Mapping[TopicPartition, int] = await consumer.end_offsets(places)
        return found
    finally:
        await consumer.stop()
