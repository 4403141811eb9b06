"""Plan and apply against a real broker."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.admin import DeleteGroupsRequest, DeleteTopicsRequest

from topics import names
from topics.apply import Applied, apply
from topics.broker import read, read_all, topic_id, topic_ids
from topics.connection import ask, ask_controller, connect
from topics.declared import declare
from topics.errors import BrokerRefused, BrokerUnreachable, TopicMissing
from topics.plan import ConfigChange, Plan, difference
from topics.positions import Position, set_first
from topics.wire import IncrementalAlterConfigsRequest, Operation

ORGANISATIONS = ("dept-a", "street-b")


async def plan_now(
    kafka: str,
    namespace: str,
    organisations: tuple[str, ...] = ORGANISATIONS,
    partitions: int = 2,
    replication: int = 1,
) -> Plan:
    """Return what differs now."""
    declared = declare(organisations, partitions, replication, namespace)
    return difference(declared, await read_all(kafka, namespace=namespace), namespace)


@pytest.fixture
async def made(kafka: str, namespace: str) -> AsyncIterator[Applied]:
    """Give what was done to make the topics of a small hub; they are deleted afterwards."""
    yield await apply(kafka, await plan_now(kafka, namespace))
    left = await read(kafka, namespace=namespace)
    async with connect(kafka) as client:
        await delete(client, *left)


async def delete(client: AIOKafkaClient, *topics: str) -> None:
    """Delete topics behind the hub's back."""
    await ask_controller(client, DeleteTopicsRequest(list(topics), 15_000))


async def committed(kafka: str, group: str, namespace: str) -> list[tuple[int, str]]:
    """Return offset and metadata of a group on the journal, as another reader sees them."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        found = await admin.list_consumer_group_offsets(group)
    finally:
        await admin.close()
    journal = names.journal(namespace)
    return [
        (entry.offset, entry.metadata)
        for place, entry in sorted(found.items())
        if place.topic == journal
    ]


async def test_apply_makes_all_and_then_nothing(kafka: str, namespace: str, made: Applied) -> None:
    """After one apply the broker is as declared, and a second one does nothing."""
    assert len(made.created) == 7
    again = await plan_now(kafka, namespace)
    assert again.empty
    assert await apply(kafka, again) == Applied()


async def test_the_first_position_is_committed(kafka: str, namespace: str, made: Applied) -> None:
    """Dispatch and follow-up find offset 0 with the next entry's number on every partition."""
    assert len(made.positions) == 4
    for lane in ("dispatch", "follow-up"):
        group = f"{namespace}lianban-{lane}"
        assert await committed(kafka, group, namespace) == [(0, '{"next":0}')] * 2


@pytest.mark.usefixtures("made")
async def test_a_committed_position_is_never_touched(kafka: str, namespace: str) -> None:
    """A late first position does not send a lane back to the beginning."""
    group = names.group("dispatch", namespace)
    place = TopicPartition(names.journal(namespace), 0)
    async with AIOKafkaConsumer(
        bootstrap_servers=kafka, group_id=group, enable_auto_commit=False
    ) as consumer:
        consumer.assign([place])
        await consumer.commit({place: 7})
    assert await set_first(kafka, [Position(group, 0)], namespace=namespace) == ()
    assert (await committed(kafka, group, namespace))[0][0] == 7


async def test_several_applies_at_once(kafka: str, namespace: str) -> None:
    """Each topic is made by exactly one of them, and none fails."""
    plan = await plan_now(kafka, namespace)
    done = await asyncio.gather(*(apply(kafka, plan) for _ in range(4)))
    created = [name for one in done for name in one.created]
    assert sorted(created) == sorted(spec.name for spec in plan.create)
    assert (await plan_now(kafka, namespace)).empty


async def test_a_district_in_one_go(kafka: str, namespace: str) -> None:
    """63 topics are made and then seen as declared."""
    organisations = tuple(f"dept-{number}" for number in range(30))
    done = await apply(kafka, await plan_now(kafka, namespace, organisations))
    assert len(done.created) == 63
    assert (await plan_now(kafka, namespace, organisations)).empty


@pytest.mark.usefixtures("made")
async def test_settings_changed_by_hand_go_back(kafka: str, namespace: str) -> None:
    """A changed setting is set again, one that was added is taken away, others stay."""
    journal = names.journal(namespace)
    by_hand = [
        ("retention.ms", Operation.SET, "1000"),
        ("segment.bytes", Operation.SET, "1048576"),
    ]
    async with connect(kafka) as client:
        await ask(client, IncrementalAlterConfigsRequest({journal: list(by_hand)}))
    plan = await plan_now(kafka, namespace)
    async with asyncio.timeout(30):
        while len(plan.alter) < len(by_hand):  # the controller knows before the broker does
            await asyncio.sleep(0.1)
            plan = await plan_now(kafka, namespace)
    assert set(plan.alter) == {
        ConfigChange(journal, "retention.ms", "1000", "-1"),
        ConfigChange(journal, "segment.bytes", "1048576", None),
    }
    await apply(kafka, plan)
    async with asyncio.timeout(30):
        while not (await plan_now(kafka, namespace)).empty:  # noqa: ASYNC110  # a broker tells nobody
            await asyncio.sleep(0.1)


@pytest.mark.usefixtures("made")
async def test_an_organisation_that_left(kafka: str, namespace: str) -> None:
    """Its topics stay, with a sentence, until somebody allows the delete."""
    plan = await plan_now(kafka, namespace, ("dept-a",))
    done = await apply(kafka, plan)
    assert not done.deleted
    assert len(done.left) == 2
    done = await apply(kafka, plan, allow_delete=True)
    assert set(done.deleted) == {
        names.inbox("street-b", namespace),
        names.outbox("street-b", namespace),
    }


@pytest.mark.usefixtures("made")
async def test_a_topic_made_again_is_not_deleted_by_an_old_plan(kafka: str, namespace: str) -> None:
    """A plan deletes the topic that it saw, not another one of the same name."""
    plan = await plan_now(kafka, namespace, ("dept-a",))
    async with connect(kafka) as client:
        await delete(client, names.inbox("street-b", namespace))
    await apply(kafka, await plan_now(kafka, namespace))
    done = await apply(kafka, plan, allow_delete=True)
    assert done.deleted == (names.outbox("street-b", namespace),)


@pytest.mark.usefixtures("made")
async def test_all_topics_go_though_a_lane_has_lost_its_position(
    kafka: str, namespace: str
) -> None:
    """Nobody looks for a first position in a journal that was just deleted."""
    async with connect(kafka) as client:
        await ask(client, DeleteGroupsRequest([names.group("dispatch", namespace)]))
    plan = difference((), await read_all(kafka, namespace=namespace), namespace)
    assert plan.positions
    done = await apply(kafka, plan, allow_delete=True)
    assert names.journal(namespace) in done.deleted
    assert not done.positions


@pytest.mark.usefixtures("made")
async def test_more_partitions_only_when_told(kafka: str, namespace: str) -> None:
    """Partitions are added when allowed, and the lanes get a position on the new ones."""
    plan = await plan_now(kafka, namespace, partitions=3)
    done = await apply(kafka, plan)
    assert not done.grown
    assert len(done.left) == 2
    done = await apply(kafka, plan, allow_partitions=True)
    assert {change.wanted for change in done.grown} == {3}
    assert [position.partition for position in done.positions] == [2, 2]
    assert (await plan_now(kafka, namespace, partitions=3)).empty


async def test_more_replicas_than_brokers(kafka: str, namespace: str) -> None:
    """The broker's own reason reaches the person."""
    plan = await plan_now(kafka, namespace, replication=9)
    with pytest.raises(BrokerRefused, match=r"(?i)replication factor"):
        await apply(kafka, plan)


@pytest.mark.usefixtures("made")
async def test_a_topic_made_again_has_another_id(kafka: str, namespace: str) -> None:
    """Same name, same settings, and yet it is seen that all records are gone."""
    inbox = names.inbox("dept-a", namespace)
    before = await topic_id(kafka, inbox)
    async with connect(kafka) as client:
        await delete(client, inbox)
    await apply(kafka, await plan_now(kafka, namespace))
    assert await topic_id(kafka, inbox) != before


@pytest.mark.usefixtures("made")
async def test_ids_over_any_open_client(kafka: str, namespace: str) -> None:
    """A consumer's or producer's own connection serves as well; missing topics are left out."""
    topics = [names.journal(namespace), namespace + "nothing"]
    expected = await topic_ids(kafka, topics)
    assert list(expected) == [names.journal(namespace)]
    async with (
        AIOKafkaConsumer(bootstrap_servers=kafka) as consumer,
        AIOKafkaProducer(bootstrap_servers=kafka) as producer,
    ):
        assert await topic_ids(consumer, topics) == expected
        assert await topic_ids(producer, topics) == expected


async def test_a_missing_topic_says_what_to_do(kafka: str, namespace: str) -> None:
    """Asking for the id of a topic that is not there names the command that makes it."""
    with pytest.raises(TopicMissing, match="lianban topics apply"):
        await topic_id(kafka, names.journal(namespace))


async def test_nobody_there() -> None:
    """An address without a broker is one sentence."""
    with pytest.raises(BrokerUnreachable, match=r"127\.0\.0\.1:9 "):
        await read("127.0.0.1:9")
