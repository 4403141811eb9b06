"""A small hub on a real broker, its lanes driven by hand: what the tests of the runtime share."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete
from aiokafka.protocol.admin import DeleteGroupsRequest
from aiokafka.structs import ConsumerRecord, OffsetAndMetadata

from avro.cloudevents import Event
from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import MirrorCase, RecordStep, SubmitCase, SwitchCatalogue, Tick
from hub.domain.documents import DocumentReference, Material
from hub.domain.guides import ClockProfile, Item, ItemType
from hub.domain.identity import case_id, command_id, tick_id
from hub.domain.lists import AssistedRow
from hub.domain.places import Counter, Organisation, Street
from hub.domain.vocabulary import OrganisationKind
from hub.journal import JournalEntry
from hub.lanes.cases import CaseLane
from hub.lanes.commands import hub_headers, sent_headers
from hub.lanes.reading import decode_entry
from hub.lanes.shelf import Shelf
from hub.runtime.lane import Lane
from hub.runtime.topic_identity import TopicIdentity
from hub.settings import Settings
from topics import names
from topics.apply import apply
from topics.broker import read_all
from topics.connection import ask, connect
from topics.declared import declare
from topics.partitioning import partition_of, partition_subject
from topics.plan import difference
from topics.wire import IncrementalAlterConfigsRequest, Operation

ADMIN, STREET, DEPARTMENT = "admin", "street-a", "dept-b"
ORGANISATIONS = (ADMIN, STREET, DEPARTMENT)
DIGEST = b"\x07" * 32
FORM = DocumentReference(digest=b"f" * 32, size_bytes=9, media_type="application/pdf", kind="form")
BOOK = Catalogue(
    edition="test",
    organisations={
        code: Organisation(code=code, name=code, kind=kind)
        for code, kind in (
            (ADMIN, OrganisationKind.ADMINISTRATION),
            (STREET, OrganisationKind.STREET),
            (DEPARTMENT, OrganisationKind.DEPARTMENT),
        )
    },
    streets={STREET: Street(code=STREET, name=STREET, area_code="360203001")},
    counters={"counter-1": Counter(code="counter-1", name="counter-1", street=STREET)},
    items={
        "ITEM-1": Item(
            code="ITEM-1",
            name="item",
            type=ItemType.LICENCE,
            department=DEPARTMENT,
            clock=ClockProfile(statutory_days=20),
        )
    },
    assisted=(AssistedRow(item="ITEM-1"),),
)
WITHIN_S = 20.0


@dataclass
class Spoken:
    """A command on its way to `hub.commands`."""

    subject: str
    value: bytes
    headers: list[tuple[str, bytes]]
    partition: int | None = None


def book_of(digest: bytes) -> Catalogue:
    """Give the one catalogue under any digest."""
    del digest
    return BOOK


def numbers_in(partition: int, partitions: int, sender: str = ADMIN) -> "list[str]":
    """Return business numbers of `sender` whose cases live in a partition."""
    found = (str(n) for n in range(10_000))
    fitting = (n for n in found if partition_of(case_id(sender, n), partitions) == partition)
    return [next(fitting) for _ in range(40)]


def said(
    command: object,
    subject: str,
    *,
    sender: str = ADMIN,
    message_id: str,
    offset: int = 0,
    made_at: datetime | None = None,
    namespace: str = "",
) -> Spoken:
    """Return a command as ingress would write it for a message at `offset` of an outbox."""
    made_at = made_at or datetime.now(UTC)
    event = Event(
        id=message_id,
        source=f"/organisation/{sender}",
        type=wire.type_name(command),
        time=made_at,
    )
    source = f"{names.outbox(sender, namespace)}:{offset}"
    received_ms = int(made_at.timestamp() * 1000)
    headers = sent_headers(event, command_id(sender, message_id), subject, source, received_ms)
    return Spoken(subject, wire.encode(command), headers)


def own(command: object, subject: str, name: str, at: datetime | None = None) -> Spoken:
    """Return a command that the hub itself made."""
    headers = hub_headers(name, command, subject, at or datetime.now(UTC))
    return Spoken(subject, wire.encode(command), headers)


def mirror(number: str, *, offset: int = 0, message_id: str = "", actor: str = "x") -> Spoken:
    """Return a case of an outside system: needs no catalogue."""
    command = MirrorCase(
        business_number=number,
        system="wabo",
        item="it",
        department="Group 1",
        opened_at=datetime(2026, 1, 5, tzinfo=UTC),
        actor=actor,
    )
    subject = case_id(ADMIN, number)
    return said(command, subject, message_id=message_id or f"m-{number}", offset=offset)


def step(number: str, name: str, *, offset: int = 0, message_id: str = "") -> Spoken:
    """Return a step of a mirrored case."""
    subject = case_id(ADMIN, number)
    command = RecordStep(
        case_id=subject,
        step=name,
        department="Group 1",
        occurred_at=datetime(2026, 1, 6, tzinfo=UTC),
        actor="x",
    )
    return said(command, subject, message_id=message_id or f"s-{number}-{name}", offset=offset)


def submit(
    number: str,
    *,
    days_ago: float = 0,
    offset: int = 0,
    materials: tuple[Material, ...] = (),
) -> Spoken:
    """Return an application that the street received some days ago."""
    command = SubmitCase(
        business_number=number,
        item_code="ITEM-1",
        street=STREET,
        place="counter-1",
        applicant="a-1",
        form=FORM,
        materials=materials,
        actor="x",
    )
    made_at = datetime.now(UTC) - timedelta(days=days_ago)
    subject = case_id(STREET, number)
    return said(
        command, subject, sender=STREET, message_id=f"u-{number}", offset=offset, made_at=made_at
    )


def switch(partition: int, partitions: int, digest: bytes = DIGEST) -> Spoken:
    """Return the command by which a partition goes over to a snapshot."""
    command = SwitchCatalogue(snapshot=digest, size_bytes=1, valid_from=date(2026, 1, 1))
    subject = partition_subject(partition, partitions)
    return own(command, subject, f"follow-up/0-{digest[:2].hex()}-{partition}")


def tick(shard: int, instant: datetime, partition: int, partitions: int) -> Spoken:
    """Return a tick of a shard."""
    command = Tick(shard=shard, instant=instant)
    millis = int(instant.timestamp() * 1000)
    return own(command, partition_subject(partition, partitions), tick_id(shard, millis), instant)


@dataclass
class Bench:
    """Topics of a small hub, and hands to work its lanes."""

    settings: Settings
    producer: AIOKafkaProducer
    lanes: list[Lane] = field(default_factory=list)
    identity: TopicIdentity | None = None
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    @property
    def commands(self) -> str:
        """Name of the commands topic."""
        return names.commands(self.settings.namespace)

    @property
    def journal_topic(self) -> str:
        """Name of the journal."""
        return names.journal(self.settings.namespace)

    async def write(self, *spoken: Spoken) -> None:
        """Append commands, in order."""
        for each in spoken:
            place = each.partition
            if place is None:
                place = partition_of(each.subject, self.settings.partitions)
            await self.producer.send_and_wait(
                self.commands,
                each.value,
                key=each.subject.encode(),
                partition=place,
                headers=each.headers,
            )

    def lane(
        self, partition: int = 0, *, settings: Settings | None = None, shelf: Shelf | None = None
    ) -> CaseLane:
        """Return a case lane that is not open yet."""
        settings = settings or self.settings
        shelf = shelf or Shelf(book_of)
        identity = self.identity or TopicIdentity(settings, self.commands)
        self.identity = identity
        lane = CaseLane(settings, partition, shelf, identity)
        self.lanes.append(lane)
        return lane

    async def open(
        self, partition: int = 0, *, settings: Settings | None = None, shelf: Shelf | None = None
    ) -> CaseLane:
        """Return an open case lane."""
        lane = self.lane(partition, settings=settings, shelf=shelf)
        await lane.open()
        return lane

    async def pending(self, lane: CaseLane) -> list["ConsumerRecord[bytes, bytes]"]:
        """Return what a lane has not read."""
        return await self.records(self.commands, lane.partition, lane.next_offset)

    async def work(self, lane: CaseLane, *spoken: Spoken) -> list[JournalEntry]:
        """Append commands, let the lane hear all it has not read, return its new entries."""
        before = lane.position.number
        await self.write(*spoken)
        records = await self.pending(lane)
        if records:
            await lane.process(records, time.monotonic())
        await until(lambda: self._shows(lane))
        return [entry for entry in await self.journal(lane.partition) if entry.number >= before]

    async def _shows(self, lane: CaseLane) -> bool:
        """Return whether readers see all that a lane committed: the marker comes a moment later."""
        return len(await self.journal(lane.partition)) >= lane.position.number

    async def journal(self, partition: int = 0) -> list[JournalEntry]:
        """Return the committed entries of a partition."""
        return [decode_entry(value) for value in await self.journal_values(partition)]

    async def journal_values(self, partition: int = 0) -> list[bytes]:
        """Return the committed entries' bytes."""
        records = await self.records(self.journal_topic, partition)
        return [record.value or b"" for record in records]

    async def inbox(self, code: str) -> list["ConsumerRecord[bytes, bytes]"]:
        """Return what an organisation was told."""
        return await self.records(names.inbox(code, self.settings.namespace))

    async def records(
        self, topic: str, partition: int = 0, start: int = 0
    ) -> list["ConsumerRecord[bytes, bytes]"]:
        """Return the committed records of a partition from `start` to its end."""
        place = TopicPartition(topic, partition)
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.settings.kafka.bootstrap,
            isolation_level="read_committed",
            enable_auto_commit=False,
            fetch_max_wait_ms=20,
        )
        await consumer.start()
        try:
            consumer.assign([place])
            end = (await consumer.end_offsets([place]))[place]
            begin = (await consumer.beginning_offsets([place]))[place]
            consumer.seek(place, max(start, begin))
            found: list[ConsumerRecord[bytes, bytes]] = []
            while await consumer.position(place) < end:
                batch = await consumer.getmany(place, timeout_ms=200)
                found += batch.get(place, [])
            return found
        finally:
            await consumer.stop()

    async def make_topics(self, organisations: Iterable[str] = ORGANISATIONS) -> None:
        """Make what is missing of the topics."""
        bootstrap = self.settings.kafka.bootstrap or ""
        namespace = self.settings.namespace
        declared = declare(organisations, self.settings.partitions, 1, namespace)
        plan = difference(declared, await read_all(bootstrap, None, namespace), namespace)
        await apply(bootstrap, plan)

    async def set_topic(self, topic: str, setting: str, value: int) -> None:
        """Change one setting of a topic."""
        changes = {topic: [(setting, Operation.SET, str(value))]}
        async with connect(self.settings.kafka.bootstrap or "") as client:
            response = await ask(client, IncrementalAlterConfigsRequest(changes))
            assert [code for code, *_ in response.resources] == [0]

    async def delete(self, *topics: str) -> None:
        """Delete topics and wait until they are gone."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.settings.kafka.bootstrap)
        await admin.start()
        try:
            await admin.delete_topics(list(topics))

            async def gone() -> bool:
                return not set(topics) & set(await admin.list_topics())

            await until(gone)
        finally:
            await admin.close()

    async def forget_group(self, lane: str) -> None:
        """Let the broker forget the group of a lane, as it does when its offsets expire."""
        group = names.group(lane, self.settings.namespace)
        async with connect(self.settings.kafka.bootstrap or "") as client:
            response = await ask(client, DeleteGroupsRequest([group]))
            assert [code for _, code in response.results] == [0]

    async def commit(self, lane: str, place: TopicPartition, position: OffsetAndMetadata) -> None:
        """Commit a position for the group of a lane by hand."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.settings.kafka.bootstrap,
            group_id=names.group(lane, self.settings.namespace),
            enable_auto_commit=False,
        )
        await consumer.start()
        try:
            consumer.assign([place])
            await consumer.commit({place: position})
        finally:
            await consumer.stop()

    async def delete_records(self, topic: str, partition: int, before: int) -> None:
        """Let a partition begin later, as retention does."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.settings.kafka.bootstrap)
        await admin.start()
        try:
            await admin.delete_records(
                {TopicPartition(topic, partition): RecordsToDelete(before_offset=before)}
            )
        finally:
            await admin.close()

    async def close(self) -> None:
        """Close what was opened and take the topics away."""
        for lane in self.lanes:
            await lane.close()
        for close in self.closing:
            await close()
        if self.identity is not None:
            await self.identity.close()
        await self.producer.stop()
        bootstrap = self.settings.kafka.bootstrap or ""
        namespace = self.settings.namespace
        plan = difference([], await read_all(bootstrap, None, namespace), namespace)
        await apply(bootstrap, plan, allow_delete=True)


@asynccontextmanager
async def bench(
    settings: Settings, organisations: Sequence[str] = ORGANISATIONS
) -> AsyncIterator[Bench]:
    """Make the topics of a hub, and take them away at the end."""
    producer = AIOKafkaProducer(
        bootstrap_servers=settings.kafka.bootstrap, enable_idempotence=True, linger_ms=0
    )
    await producer.start()
    made = Bench(settings, producer)
    try:
        await made.make_topics(organisations)
        yield made
    finally:
        await made.close()


async def until(
    condition: Callable[[], object | Awaitable[object]], within_s: float = WITHIN_S
) -> object:
    """Wait for a condition, plain or asynchronous; return its value."""
    deadline = time.monotonic() + within_s
    while True:
        value = condition()
        if isinstance(value, Awaitable):
            value = await value
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within_s:.0f} s")
        await asyncio.sleep(0.02)


def contents(lane: CaseLane) -> dict[bytes, bytes]:
    """Return every key of a lane's local store."""
    store = lane.open_store()
    return {key: store.get(key) or b"" for key in store.scan(b"", b"\xff" * 8)}
