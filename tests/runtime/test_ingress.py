"""Ingress on real Kafka: every outbox record becomes a command, and the tick tells no lie."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer

from avro.cloudevents import Event
from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import AcceptCase, RecordOutboxIncident, Tick
from hub.domain.facts import OutboxIncidentRecorded, OutboxTakenUp
from hub.domain.identity import organisation_subject
from hub.domain.vocabulary import OutboxIncident
from hub.lanes.ingress import IngressShard
from hub.lanes.shelf import CatalogueAbsentError
from hub.settings import Settings
from tests.runtime.workbench import BOOK, DIGEST, ORGANISATIONS, STREET, Bench, bench, until

ACCEPT = AcceptCase(case_id="case-" + "a" * 26, actor="x")


@pytest.fixture
async def alone(settings: Settings) -> AsyncIterator[Bench]:
    """A hub with one partition, so that one shard reads all outboxes."""
    quick = settings.ingress.model_copy(update={"tick_s": 0.2})
    async with bench(settings.model_copy(update={"partitions": 1, "ingress": quick})) as made:
        yield made


@asynccontextmanager
async def running(
    hub: Bench,
    catalogue: Callable[[], Catalogue] = lambda: BOOK,
    journaled: Callable[[str], tuple[str, int]] = lambda _: ("", 0),
) -> AsyncIterator[IngressShard]:
    """Run a shard for a while."""
    shard = IngressShard(hub.settings, 0, catalogue, journaled)
    task = asyncio.create_task(shard.run())
    try:
        yield shard
        if task.done():
            task.result()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def outbox(hub: Bench) -> str:
    """Return the street's outbox."""
    return f"{hub.settings.namespace}org.{STREET}.out"


async def say(hub: Bench, *ids: str, producer: AIOKafkaProducer | None = None) -> None:
    """Put messages into the street's outbox."""
    for message_id in ids:
        event = Event(
            id=message_id,
            source=f"/organisation/{STREET}",
            type=wire.type_name(ACCEPT),
            time=datetime.now(UTC),
        )
        await (producer or hub.producer).send_and_wait(
            outbox(hub), wire.encode(ACCEPT), headers=event.headers()
        )


async def forwarded(hub: Bench) -> list[str]:
    """Return the ids of the messages that became commands, in order."""
    records = await hub.records(hub.commands)
    ids = [dict(record.headers)["ce_id"].decode() for record in records]
    return [each.removeprefix(f"{STREET}/") for each in ids if each.startswith(STREET)]


async def sources(hub: Bench) -> list[str]:
    """Return from where each of the street's messages was read, in order."""
    records = await hub.records(hub.commands)
    found = [dict(record.headers).get("lb_source", b"").decode() for record in records]
    return [each.removeprefix(hub.settings.namespace) for each in found if each]


async def incidents(hub: Bench) -> list[tuple[OutboxIncident, int, int | None]]:
    """Return what the shard wrote down of the street's outbox, each once."""
    told = {}
    for record in await hub.records(hub.commands):
        message = wire.decode(record.value or b"")
        if isinstance(message, RecordOutboxIncident):
            assert message.organisation == STREET
            assert (record.key or b"").decode() == organisation_subject(STREET)
            told[dict(record.headers)["ce_id"]] = message
    return [(each.incident, each.from_offset, each.until_offset) for each in told.values()]


async def latest_tick(hub: Bench) -> datetime:
    """Return the latest instant that a tick named."""
    instants = [datetime.min.replace(tzinfo=UTC)]
    for record in await hub.records(hub.commands):
        message = wire.decode(record.value or b"")
        if isinstance(message, Tick):
            instants.append(message.instant)
    return max(instants)


async def ticked_after(hub: Bench, instant: datetime) -> None:
    """Wait until the shard says that it has read all up to later than an instant."""

    async def later() -> bool:
        return await latest_tick(hub) > instant

    await until(later)


async def test_a_tick_comes_after_what_it_says_is_read(alone: Bench) -> None:
    """Whoever has a tick has every message that was in an outbox before its instant."""
    ids = [f"m{n}" for n in range(30)]
    await say(alone, *ids)
    sent_at = datetime.now(UTC)
    async with running(alone):
        await ticked_after(alone, sent_at)
        assert await forwarded(alone) == ids


async def test_an_outbox_written_in_transactions_does_not_hold_the_clock(alone: Bench) -> None:
    """The commit marker at the end of an outbox is passed like a message."""
    producer = AIOKafkaProducer(
        bootstrap_servers=alone.settings.kafka.bootstrap,
        transactional_id=f"{alone.settings.namespace}street",
    )
    await producer.start()
    try:
        async with producer.transaction():
            await say(alone, "m1", producer=producer)
    finally:
        await producer.stop()
    async with running(alone):
        await ticked_after(alone, datetime.now(UTC))
        assert await forwarded(alone) == ["m1"]


async def test_a_shard_ended_anywhere_loses_nothing(alone: Bench) -> None:
    """What is read again has the same id; the first time everything came was in order."""
    ids = [f"m{n}" for n in range(60)]
    for start in range(0, 60, 15):
        await say(alone, *ids[start : start + 15])
        async with running(alone):
            wanted = ids[start + 5]

            async def reached(wanted: str = wanted) -> bool:
                return wanted in await forwarded(alone)

            await until(reached)
    async with running(alone):
        await ticked_after(alone, datetime.now(UTC))
    assert list(dict.fromkeys(await forwarded(alone))) == ids


async def test_an_outbox_made_again_is_read_from_its_beginning(alone: Bench) -> None:
    """Neither its absence nor its new offsets stop the clock or swallow a message."""
    async with running(alone):
        await say(alone, "m1", "m2", "m3")
        await ticked_after(alone, datetime.now(UTC))
        await alone.delete(outbox(alone))
        await ticked_after(alone, datetime.now(UTC))
        await alone.make_topics(ORGANISATIONS)
        await say(alone, "m4", "m2")
        await ticked_after(alone, datetime.now(UTC))
    assert await forwarded(alone) == ["m1", "m2", "m3", "m4", "m2"]


async def test_an_outbox_made_again_is_told_apart(alone: Bench) -> None:
    """Its offsets begin anew; Kafka forgets the position with the topic, the journal does not.

    A message sent again is none that the hub itself reads twice, so it is answered again.
    """
    lane = await alone.open()
    await say(alone, "m1", "m2")
    for _ in range(3):
        async with running(alone, journaled=lane.outbox):
            await ticked_after(alone, datetime.now(UTC))
        await alone.work(lane)
        if lane.outbox(STREET)[1] == 0:
            await alone.delete(outbox(alone))
            await alone.make_topics(ORGANISATIONS)
            await say(alone, "m2")
    box = f"org.{STREET}.out"
    assert await sources(alone) == [f"{box}:0", f"{box}:1", f"{box}@1:0"]
    told = [fact for entry in await alone.journal() for fact in map(wire.decode, entry.facts)]
    made_again = [fact for fact in told if isinstance(fact, OutboxIncidentRecorded)]
    assert [(fact.organisation, fact.incident) for fact in made_again] == [
        (STREET, OutboxIncident.MADE_AGAIN)
    ]
    taken = [fact for fact in told if isinstance(fact, OutboxTakenUp)]
    assert [fact.generation for fact in taken if fact.organisation == STREET] == [0, 1]
    assert made_again[0].topic_id in {fact.topic_id for fact in taken}


async def test_messages_deleted_unread_do_not_let_the_clock_pass_the_others(alone: Bench) -> None:
    """A position that is gone is looked up again, and nothing is ticked over meanwhile.

    What was deleted is told before anything after it is read.
    """
    await say(alone, "m1")
    async with running(alone):
        await ticked_after(alone, datetime.now(UTC))
    await say(alone, "m2", "m3", "m4")
    await alone.delete_records(outbox(alone), 0, before=3)
    sent_at = datetime.now(UTC)
    async with running(alone):
        await ticked_after(alone, sent_at)
        assert await forwarded(alone) == ["m1", "m4"]
    assert await incidents(alone) == [(OutboxIncident.EXPIRED_UNREAD, 1, 3)]


async def test_without_a_catalogue_nothing_is_read_and_no_tick_written(alone: Bench) -> None:
    """The clock waits for the outboxes that nobody can name yet; a former catalogue serves on."""
    book: list[Catalogue] = []

    def catalogue() -> Catalogue:
        if not book:
            raise CatalogueAbsentError(DIGEST)
        return book[0]

    await say(alone, "m1")
    started_at = datetime.now(UTC)
    async with running(alone, catalogue):
        await asyncio.sleep(1.0)  # nothing is expected: there is no condition to wait for
        assert await latest_tick(alone) < started_at
        book.append(BOOK)
        await ticked_after(alone, datetime.now(UTC))
        book.clear()
        await say(alone, "m2")
        await ticked_after(alone, datetime.now(UTC))
    assert await forwarded(alone) == ["m1", "m2"]
