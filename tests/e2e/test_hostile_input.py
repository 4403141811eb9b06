"""What a road must bear: topics made again, records at the limit, wrong clocks, keys and ticks."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from avro.cloudevents import Event
from hub import wire
from hub.domain import commands
from hub.domain.identity import case_id
from hub.lanes.docket import to_ms
from hub.settings import Settings
from hub.unfit import Unfit
from hub.up.hub import Hub
from hub.up.roads import make_topics
from tests.faults import district
from tests.faults.script import submission as application
from topics import names
from topics.broker import topic_id
from topics.partitioning import partition_of

STREET = district.STREETS[0]
WITHIN_S = 30.0
LIMIT_BYTES = 262_144
pytestmark = pytest.mark.xdist_group("hostile")


class Road:
    """A client of a running hub that also reads the journal."""

    def __init__(self, hub: Hub, producer: AIOKafkaProducer) -> None:
        self.hub = hub
        self.settings = hub.settings
        self._producer = producer

    async def say(
        self,
        message_id: str,
        command: wire.Message,
        *,
        made: datetime | None = None,
        stamp_ms: int | None = None,
        padding: bytes = b"",
    ) -> str:
        """Put a message into the street's outbox; return its source."""
        event = Event(
            id=message_id,
            source=f"/organisation/{STREET}",
            type=wire.type_name(command),
            time=made or datetime.now(UTC),
        )
        topic = names.outbox(STREET, self.settings.namespace)
        sent = await self._producer.send_and_wait(
            topic,
            wire.encode(command) + padding,
            headers=event.headers(),
            timestamp_ms=stamp_ms,
        )
        return f"{topic}:{sent.offset}"

    async def put(self, partition: int, key: str, value: bytes, command_id: str) -> None:
        """Write straight into `hub.commands`, as nobody should."""
        await self._producer.send_and_wait(
            names.commands(self.settings.namespace),
            value,
            key=key.encode(),
            partition=partition,
            headers=[("ce_id", command_id.encode()), ("ce_source", b"/hub")],
        )

    async def answer(self, source: str) -> wire.Message:
        """Wait for the answer to a message."""
        inbox = names.inbox(STREET, self.settings.namespace)
        return await self._find(inbox, [0], lambda said: getattr(said, "source", None) == source)

    async def entry(self, wanted: Callable[[Any], bool]) -> wire.Message:
        """Wait for an entry of the journal."""
        journal = names.journal(self.settings.namespace)
        return await self._find(journal, list(range(self.settings.partitions)), wanted)

    async def entries(self) -> list[Any]:
        """Return all entries of the journal."""
        seen: list[Any] = []
        journal = names.journal(self.settings.namespace)
        partitions = list(range(self.settings.partitions))
        await self._find(journal, partitions, lambda _: False, seen=seen, within_s=2.0)
        return seen

    async def _find(
        self,
        topic: str,
        partitions: list[int],
        wanted: Callable[[Any], bool],
        *,
        seen: list[Any] | None = None,
        within_s: float = WITHIN_S,
    ) -> wire.Message:
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.hub.bootstrap,
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )
        await consumer.start()
        try:
            places = [TopicPartition(topic, partition) for partition in partitions]
            consumer.assign(places)
            await consumer.seek_to_beginning(*places)
            deadline = time.monotonic() + within_s
            while time.monotonic() < deadline:
                for records in (await consumer.getmany(timeout_ms=300)).values():
                    for record in records:
                        said = wire.decode(record.value, limit_bytes=4 << 20)
                        if seen is not None:
                            seen.append(said)
                        if wanted(said):
                            return said
        finally:
            await consumer.stop()
        assert seen is not None, f"nothing of that kind in {topic} within {within_s:.0f} s"
        return None


@asynccontextmanager
async def road(settings: Settings) -> AsyncIterator[Road]:
    """A hub of its own with the small district, and a client."""
    async with (
        Hub(settings, catalogue=district.load()) as hub,
        AIOKafkaProducer(bootstrap_servers=hub.bootstrap, max_request_size=2 << 20) as producer,
    ):
        yield Road(hub, producer)


def submission(number: str) -> commands.SubmitCase:
    """A case that the street itself decides."""
    return application(STREET, number, district.EMPOWERED)


async def test_a_commands_topic_made_again_stops_the_lane_until_it_is_adopted(
    settings: Settings,
) -> None:
    """Offsets of another topic are never taken for ours; an operator's word goes on."""
    async with road(settings) as way:
        assert (await way.answer(await way.say("m1", submission("N-1")))).kind == "DONE"
    bootstrap = str(settings.kafka.bootstrap)
    topic = names.commands(settings.namespace)
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.delete_topics([topic])
        while topic in await admin.list_topics():  # noqa: ASYNC110 - the broker has no event
            await asyncio.sleep(0.1)
    finally:
        await admin.close()
    await make_topics(settings, bootstrap, district.load().organisations)
    with pytest.raises(Unfit, match="made again"):
        async with road(settings):
            pass
    adopted = settings.model_copy(update={"adopt_topic": await topic_id(bootstrap, topic)})
    async with road(adopted) as way:
        assert (await way.answer(await way.say("m2", submission("N-2")))).kind == "DONE"
        await way.entry(lambda entry: entry.command.id.startswith("operator/adopt"))


async def test_sizes_at_the_limit_have_an_outcome_and_stop_nobody(settings: Settings) -> None:
    """Too long for the border is rejected; the longest a topic takes is parked; others go on."""
    async with road(settings) as way:
        long = await way.say("m1", submission("N-1"), padding=bytes(LIMIT_BYTES - 600))
        key = case_id(STREET, "N-2")
        place = partition_of(key, settings.partitions)
        await way.put(place, key, bytes(LIMIT_BYTES - 400), "at-the-limit")
        answer = await way.answer(long)
        assert (answer.kind, answer.rule) == ("REJECTED", "BORDER-SIZE")
        parked = await way.entry(lambda entry: entry.command.id == "at-the-limit")
        assert (parked.outcome, len(parked.command.body)) == ("PARKED", LIMIT_BYTES - 400)
        assert (await way.answer(await way.say("m3", submission("N-3")))).kind == "DONE"


async def test_old_timestamps_lose_nothing(settings: Settings) -> None:
    """A record stamped 2010 by its client is decided; a message made in 2010 is rejected."""
    stamped = round(datetime(2010, 1, 1, tzinfo=UTC).timestamp() * 1000)
    async with road(settings) as way:
        by_client = await way.say("m1", submission("N-1"), stamp_ms=stamped)
        by_sender = await way.say("m2", submission("N-2"), made=datetime(2010, 1, 1, tzinfo=UTC))
        assert (await way.answer(by_client)).kind == "DONE"
        answer = await way.answer(by_sender)
        assert (answer.kind, answer.rule) == ("REJECTED", "BORDER-PAST")


async def test_a_key_on_the_wrong_partition_is_parked(settings: Settings) -> None:
    """A command under a key of another partition changes no case; the case itself goes on."""
    async with road(settings) as way:
        key = case_id(STREET, "N-1")
        right = partition_of(key, settings.partitions)
        value = wire.encode(submission("N-1"))
        await way.put((right + 1) % settings.partitions, key, value, "astray")
        entry = await way.entry(lambda entry: entry.command.id == "astray")
        assert (entry.outcome, entry.parking.error_class) == ("PARKED", "wrong-partition")
        assert (await way.answer(await way.say("m1", submission("N-1")))).kind == "DONE"


async def test_a_tick_from_the_future_changes_nothing(settings: Settings) -> None:
    """The clock never passes the broker's own time, whatever a tick says."""
    future = datetime.now(UTC) + timedelta(days=400)
    async with road(settings) as way:
        assert (await way.answer(await way.say("m1", submission("N-1")))).kind == "DONE"
        for partition in range(settings.partitions):
            for shard in range(settings.partitions):
                tick = wire.encode(commands.Tick(shard=shard, instant=future))
                await way.put(partition, "partition-x", tick, f"tick/{shard}/future")
        assert (await way.answer(await way.say("m2", submission("N-2")))).kind == "DONE"
        facts = [wire.decode(fact) for entry in await way.entries() for fact in entry.facts]
        assert not [fact for fact in facts if type(fact).__name__ == "CaseDeemedAccepted"]
        assert all(entry.clock < datetime.now(UTC) for entry in await way.entries())


async def test_what_lay_unread_in_the_outbox_was_in_time(settings: Settings) -> None:
    """After an outage past the fifth day an acceptance made in time counts; silence is consent."""
    made = datetime.now(UTC) - timedelta(days=20)
    said, silent = case_id(STREET, "N-1"), case_id(STREET, "N-2")
    async with road(settings):
        pass
    async with AIOKafkaProducer(bootstrap_servers=settings.kafka.bootstrap) as producer:
        way = Road(Hub(settings), producer)
        await appended_as_stamped(settings)
        await way.say("m1", submission("N-1"), made=made, stamp_ms=to_ms(made))
        await way.say("m2", submission("N-2"), made=made, stamp_ms=to_ms(made))
        acceptance = commands.AcceptCase(case_id=said, actor="clerk-1")
        later = made + timedelta(days=1)
        source = await way.say("m3", acceptance, made=later, stamp_ms=to_ms(later))
    async with road(settings) as way:
        answer = await way.answer(source)
        assert (answer.kind, answer.facts) == ("DONE", ("CaseAccepted",))
        await way.entry(lambda e: e.subject == silent and _has(e, "CaseDeemedAccepted"))
        deemed = [e.subject for e in await way.entries() if _has(e, "CaseDeemedAccepted")]
        assert deemed == [silent]


async def appended_as_stamped(settings: Settings) -> None:
    """Let the outbox keep the time of its records, as if the broker had appended them then."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka.bootstrap)
    await admin.start()
    try:
        topic = names.outbox(STREET, settings.namespace)
        stamped = {"message.timestamp.type": "CreateTime"}
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, stamped)])
    finally:
        await admin.close()


def _has(entry: wire.Message, fact: str) -> bool:
    return any(type(wire.decode(each)).__name__ == fact for each in entry.facts)
