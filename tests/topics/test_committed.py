"""Positions of a group are told apart from what its coordinator does not know yet."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, NotCoordinatorForGroupError
from aiokafka.structs import OffsetAndMetadata

from hub.broker import Broker
from hub.runtime.failures import Action, action_for
from hub.settings import Settings
from tests.runtime.workbench import until
from topics import committed as module
from topics.committed import committed
from topics.connection import connect
from topics.wire_offsets import UNSTABLE_OFFSET_COMMIT, StableOffsetFetchResponse

GROUPS = [f"group-{number}" for number in range(8)]
PLACES = [TopicPartition("journal", partition) for partition in range(4)]
RESTARTS = 3


async def commit(bootstrap: str) -> None:
    """Make the topic and commit a position of every group on every partition."""
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    await admin.create_topics([NewTopic("journal", len(PLACES), 1)])
    await admin.close()
    for group in GROUPS:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap, group_id=group, enable_auto_commit=False
        )
        async with consumer:
            consumer.assign(PLACES)
            await consumer.commit({place: OffsetAndMetadata(0, "here") for place in PLACES})


async def test_found_right_after_a_restart(tmp_path: Path) -> None:
    """However early it is asked for after a start of the broker, a position is found."""
    broker = Broker(Settings(data=tmp_path, kafka={"heap_mb": 256}))
    await broker.start()
    try:
        await commit(broker.bootstrap)
        for _ in range(RESTARTS):
            await broker.stop()
            await broker.start()
            async with connect(broker.bootstrap) as client:
                found = [await committed(client, group, PLACES) for group in GROUPS]
            assert found == [{place: OffsetAndMetadata(0, "here") for place in PLACES}] * 8
    finally:
        await broker.stop()


async def test_a_broker_that_is_away_for_a_while_is_waited_for(tmp_path: Path) -> None:
    """A connection that is lost while a position is asked for is no answer and no failure."""
    broker = Broker(Settings(data=tmp_path, kafka={"heap_mb": 256}))
    await broker.start()
    try:
        await commit(broker.bootstrap)
        async with connect(broker.bootstrap) as client:
            await broker.stop()
            asked: list[KafkaError] = []
            send = client.send

            async def noting(node: int, request: Any) -> Any:  # noqa: ANN401 - as the original
                try:
                    return await send(node, request)
                except KafkaError as error:
                    asked.append(error)
                    raise

            client.send = noting
            asking = asyncio.create_task(committed(client, GROUPS[0], PLACES))
            await until(lambda: len(asked) > 3 or asking.done())
            await broker.start()
            assert await asking == {place: OffsetAndMetadata(0, "here") for place in PLACES}
    finally:
        await broker.stop()


async def test_nothing_committed(kafka: str, namespace: str) -> None:
    """A group that has committed nothing has no positions."""
    async with connect(kafka) as client:
        assert await committed(client, f"{namespace}unknown", PLACES) == {}


@pytest.mark.parametrize("named", [True, False])
async def test_who_no_longer_coordinates_is_no_refusal(
    kafka: str, namespace: str, monkeypatch: pytest.MonkeyPatch, *, named: bool
) -> None:
    """Another one does by now: the lane is opened anew, and no worker ends for it.

    Where a certain node is asked, since it knows of a floor, that may be so for good.
    """
    monkeypatch.setattr(module, "ANSWERED_WITHIN_S", 0.5)
    monkeypatch.setattr(module, "NAMED_WITHIN_S", 0.5)
    async with connect(kafka) as client:
        send = client.send

        async def moved(node: int, request: Any) -> Any:  # noqa: ANN401 - as the original
            response = await send(node, request)
            if isinstance(response, StableOffsetFetchResponse):
                response.error_code = NotCoordinatorForGroupError.errno
            return response

        client.send = moved
        node = client.get_random_node() if named else None
        with pytest.raises(KafkaError) as caught:
            await committed(client, f"{namespace}group", PLACES, node)
    assert action_for(caught.value) is Action.RETRY


@dataclass
class Relays:
    """Transactional producers, one for each partition, that keep positions in a group."""

    group: str
    places: list[TopicPartition]
    producers: list[AIOKafkaProducer]
    client: AIOKafkaClient
    answers: list[set[int]] = field(default_factory=list)
    """The errors of partitions in each answer to OffsetFetch."""

    async def begin(self, partition: int, offset: int) -> None:
        """Let a transaction that is not ended carry a position."""
        producer = self.producers[partition]
        await producer.begin_transaction()
        position = {self.places[partition]: OffsetAndMetadata(offset, "there")}
        await producer.send_offsets_to_transaction(position, self.group)

    async def commit(self, partition: int, offset: int) -> None:
        """Carry a position in a transaction of its own."""
        await self.begin(partition, offset)
        await self.producers[partition].commit_transaction()

    def ask(self, *places: TopicPartition) -> "asyncio.Task[dict[TopicPartition, Any]]":
        """Ask for positions, beside everything else."""
        return asyncio.create_task(committed(self.client, self.group, places))

    async def asked_again(self, asking: "asyncio.Task[Any]") -> bool:
        """Wait for two more unstable answers, or the end; return whether it goes on asking."""
        before = self.unstable()
        await until(lambda: asking.done() or self.unstable() > before + 1)
        return not asking.done()

    def unstable(self) -> int:
        """Return how many answers knew of a transaction that is not ended."""
        return sum(UNSTABLE_OFFSET_COMMIT in answer for answer in self.answers)

    def listen(self) -> None:
        """Take note of the answers from here on."""
        send = self.client.send

        async def noting(node: int, request: Any) -> Any:  # noqa: ANN401 - as the original
            response = await send(node, request)
            if isinstance(response, StableOffsetFetchResponse):
                places = [place for _, partitions, _ in response.topics for place in partitions]
                self.answers.append({code for _, _, _, _, code, _ in places})
            return response

        self.client.send = noting


@asynccontextmanager
async def relays(kafka: str, namespace: str) -> AsyncIterator[Relays]:
    """Make a topic of two partitions with a producer for each, and take all away at the end."""
    topic, group = f"{namespace}journal", f"{namespace}relay"
    async with AsyncExitStack() as stack:
        admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
        await admin.start()
        stack.push_async_callback(admin.close)
        await admin.create_topics([NewTopic(topic, 2, 1)])
        stack.push_async_callback(admin.delete_topics, [topic])
        client = await stack.enter_async_context(connect(kafka))
        made = [
            AIOKafkaProducer(bootstrap_servers=kafka, transactional_id=f"{group}-{partition}")
            for partition in range(2)
        ]
        for producer in made:
            await stack.enter_async_context(producer)
        there = Relays(group, [TopicPartition(topic, number) for number in range(2)], made, client)
        there.listen()
        yield there


@pytest.mark.parametrize(("commits", "position"), [(True, 7), (False, 3)])
async def test_a_transaction_that_is_not_ended_is_waited_for(
    kafka: str, namespace: str, commits: bool, position: int
) -> None:
    """The offset before an open transaction is given out only when it was aborted."""
    async with relays(kafka, namespace) as there:
        await there.commit(0, 3)
        await there.begin(0, 7)
        asking = there.ask(there.places[0])
        assert await there.asked_again(asking)
        producer = there.producers[0]
        await (producer.commit_transaction() if commits else producer.abort_transaction())
        assert await asking == {there.places[0]: OffsetAndMetadata(position, "there")}


async def test_partitions_need_not_be_without_a_transaction_all_at_once(
    kafka: str, namespace: str
) -> None:
    """Where there is always a transaction on some partition, each is asked for until it is known.

    A question for a whole group at work would otherwise never be answered.
    """
    async with relays(kafka, namespace) as there:
        first, second = there.places
        await there.commit(0, 3)
        await there.begin(1, 5)
        asking = there.ask(first, second)
        assert await there.asked_again(asking)
        await there.begin(0, 4)
        await there.producers[1].commit_transaction()
        found = await asking
        assert {place: kept.offset for place, kept in found.items()} == {first: 3, second: 5}
        await there.producers[0].abort_transaction()
