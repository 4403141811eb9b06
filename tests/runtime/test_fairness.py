"""One organisation floods its outbox: the others are heard all the same, and the clock goes on."""

import asyncio
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.structs import RecordMetadata

from avro.cloudevents import Event
from hub import wire
from hub.domain.commands import RecordOutboxIncident, Tick
from hub.domain.vocabulary import OutboxIncident
from hub.settings import Settings
from tests.runtime.test_ingress import ACCEPT, latest_tick, running, ticked_after
from tests.runtime.workbench import DEPARTMENT, STREET, Bench, bench, until
from topics import names

FLOOD = 10_000
FEW = 10


def hub_with(settings: Settings, **changes: float) -> Settings:
    """Return settings of a hub whose one shard reads all outboxes."""
    ingress = settings.ingress.model_copy(update={"tick_s": 0.2, **changes})
    return settings.model_copy(update={"partitions": 1, "ingress": ingress})


async def flood(hub: Bench, code: str, count: int) -> None:
    """Put many sound messages into an outbox as fast as it takes them."""
    async with AIOKafkaProducer(
        bootstrap_servers=hub.settings.kafka.bootstrap, linger_ms=5, max_batch_size=200_000
    ) as producer:
        for number in range(count):
            sent = await say_one(hub, code, f"{code}-{number}", producer)
        await producer.flush()
        await sent


async def say_one(
    hub: Bench, code: str, message_id: str, producer: AIOKafkaProducer
) -> "asyncio.Future[RecordMetadata]":
    """Put one message into an outbox; return the future of its acknowledgement."""
    event = Event(
        id=message_id,
        source=f"/organisation/{code}",
        type=wire.type_name(ACCEPT),
        time=datetime.now(UTC),
    )
    topic = names.outbox(code, hub.settings.namespace)
    sent: asyncio.Future[RecordMetadata] = await producer.send(
        topic, wire.encode(ACCEPT), headers=event.headers()
    )
    return sent


async def order(hub: Bench) -> list[str]:
    """Return who spoke, in the order of the commands."""
    records = await hub.records(hub.commands)
    senders = [dict(record.headers)["ce_source"].decode() for record in records]
    return [sender.rpartition("/")[2] for sender in senders if sender.startswith("/organisation/")]


@pytest.mark.parametrize("quota", [1_000_000, 1_000])
async def test_few_messages_are_heard_within_a_flood(settings: Settings, quota: int) -> None:
    """With or without a quota, ten messages behind a flood are forwarded before most of it."""
    async with bench(hub_with(settings, records_per_s=quota)) as hub:
        await flood(hub, STREET, FLOOD)
        await flood(hub, DEPARTMENT, FEW)
        async with running(hub) as shard:
            await until(lambda: shard.admitted > FLOOD / 5)
        spoken = await order(hub)
        assert spoken[: FLOOD // 5].count(DEPARTMENT) == FEW


async def test_a_flood_is_slowed_down_and_nothing_of_it_is_lost(settings: Settings) -> None:
    """Over its quota an outbox waits, visibly, and is read to its end."""
    async with bench(hub_with(settings, records_per_s=500)) as hub:
        await flood(hub, STREET, 2_000)
        async with running(hub) as shard:
            waiting = await until(lambda: shard.status()["waiting"].get(STREET))
            assert isinstance(waiting, dict)
            assert waiting["records"] > 500
            await until(lambda: shard.status()["waiting"].get(STREET, {}).get("over_quota"))
            await ticked_after(hub, datetime.now(UTC))
            assert (await order(hub)).count(STREET) == 2_000
            await until(lambda: not shard.status()["waiting"])


async def test_a_flood_holds_the_clock_for_its_bound_and_no_longer(settings: Settings) -> None:
    """Past the bound the clock goes on, and says whom it no longer waits for."""
    async with bench(hub_with(settings, records_per_s=20, share=5, hold_s=2)) as hub:
        await flood(hub, STREET, 5_000)
        flooded_at = datetime.now(UTC)
        async with running(hub) as shard:
            await ticked_after(hub, flooded_at)
            assert shard.status()["waiting"][STREET]["passed_over"]
            assert (await order(hub)).count(STREET) < 5_000
        said = [wire.decode(record.value or b"") for record in await hub.records(hub.commands)]
        told = [each for each in said if isinstance(each, RecordOutboxIncident)]
        assert [(each.organisation, each.incident) for each in told] == [
            (STREET, OutboxIncident.PASSED_OVER)
        ]
        first = said.index(told[0])
        assert all(each.instant < flooded_at for each in said[:first] if isinstance(each, Tick)), (
            "it is told before the clock goes on"
        )


async def test_within_the_bound_the_clock_waits_for_a_flood(settings: Settings) -> None:
    """What was said in time is decided before the clock, however much it is."""
    async with bench(hub_with(settings, records_per_s=500)) as hub:
        await flood(hub, STREET, 1_500)
        flooded_at = datetime.now(UTC)
        async with running(hub) as shard:
            await until(lambda: shard.admitted > 1_000)
            assert await latest_tick(hub) < flooded_at
            await ticked_after(hub, flooded_at)
            assert (await order(hub)).count(STREET) == 1_500
