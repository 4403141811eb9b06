"""Positions of a group are told apart from what a loading coordinator does not know yet."""

from pathlib import Path

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.structs import OffsetAndMetadata

from hub.broker import Broker
from hub.settings import Settings
from topics.committed import committed
from topics.connection import connect

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


async def test_nothing_committed(kafka: str, namespace: str) -> None:
    """A group that has committed nothing has no positions."""
    async with connect(kafka) as client:
        assert await committed(client, f"{namespace}unknown", PLACES) == {}
