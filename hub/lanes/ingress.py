"""Ingress: one shard of the organisations, read by whoever owns the commands partition of its name.

At least once with deterministic ids; the case lane notices what was read twice. When all outboxes
of the shard are read up to an instant, the shard says so to every partition: the tick.
"""

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import OffsetOutOfRangeError
from aiokafka.structs import ConsumerRecord, RecordMetadata

from hub import wire
from hub.domain.catalogue import Catalogue
from hub.domain.commands import RecordOutboxIncident, TakeUpOutbox, Tick
from hub.domain.identity import incident_id, organisation_subject, taking_up_id, tick_id
from hub.domain.outboxes import next_generation
from hub.domain.vocabulary import OutboxIncident
from hub.lanes.admission import Border
from hub.lanes.commands import hub_headers
from hub.lanes.holding import Holding
from hub.lanes.kept import from_ms
from hub.lanes.outboxes import Found, Outbox, taken_up
from hub.lanes.shelf import CatalogueAbsentError
from hub.lanes.turns import Round, Turns
from hub.runtime.clients import connection, group_id, idempotent_producer, reader
from hub.runtime.failures import Action, InDoubtError, action_for
from hub.runtime.lane import discard, release, within
from hub.runtime.logging import get
from hub.runtime.patience import be_patient
from hub.settings import Settings
from topics import names
from topics.broker import topic_ids
from topics.committed import committed
from topics.connection import connect
from topics.partitioning import partition_of, partition_subject

log = get(__name__)

FETCH_WAIT_MS: Final = 100
KEEP_EVERY_S: Final = 0.5
KEEP_WITHIN_S: Final = 1.0
ACKNOWLEDGED_WITHIN_S: Final = 30.0
PATIENCE_MS: Final = 600_000
RETRY_S: Final = 1.0


@dataclass(slots=True)
class Barrier:
    """An instant, and how far each outbox must be read before the shard may say it is past.

    The instant is the broker's own time of the last tick, so no other clock is believed; it lies
    before the last look, so that no outbox made meanwhile is passed over.
    """

    instant_ms: int
    ends: dict[TopicPartition, int] = field(default_factory=dict)


class IngressShard:
    """Reads the outboxes of one shard until it is cancelled."""

    def __init__(
        self,
        settings: Settings,
        shard: int,
        catalogue: Callable[[], Catalogue],
        journaled: Callable[[str], tuple[str, int]],
    ) -> None:
        """Prepare.

        Args:
            settings: the hub's.
            shard: number of the partition whose organisations these are.
            catalogue: gives the one in force in this partition.
            journaled: gives id and generation of the topic that the journal knows as an
                organisation's outbox, an empty id for none.
        """
        self.settings = settings
        self.shard = shard
        self.rejected: Counter[str] = Counter()
        self.admitted = 0
        self._catalogue = catalogue
        self._consumer: AIOKafkaConsumer | None = None
        self._asker: AIOKafkaConsumer | None = None
        """Fetches nothing: a broker answers no question while a fetch on the connection waits."""
        self._producer: AIOKafkaProducer | None = None
        self._outboxes: dict[TopicPartition, Outbox] = {}
        self._journaled = journaled
        self._taken_up: dict[str, tuple[str, int]] = {}
        """What is on its way into the journal: id and generation of organisations' outboxes."""
        self._untold: dict[str, TakeUpOutbox | RecordOutboxIncident] = {}
        """What befell outboxes and is not written down yet, by id."""
        self._kept_s = 0.0
        self._borders: dict[str, Border] = {}
        self._book: Catalogue | None = None
        self._broker_ms = 0
        self._turns = Turns(settings.ingress, settings.lane.max_batch)
        self._holding = Holding(settings.ingress.hold_s, self._turns.spent)
        self._ends: dict[TopicPartition, int] = {}

    async def run(self) -> None:
        """Read for ever; what can be tried again is, anything else ends the lane beside it."""
        while True:
            try:
                await self._work()
            except Exception as error:
                if action_for(error) is not Action.RETRY:
                    raise
                log.warning("ingress_retries", shard=self.shard, error=repr(error))
            finally:
                with contextlib.suppress(Exception):  # a courtesy: what is not kept is read again
                    await within(KEEP_WITHIN_S, self._keep())
                await self._close()
            await asyncio.sleep(RETRY_S)

    async def _work(self) -> None:
        self._producer = idempotent_producer(self.settings, patience_ms=PATIENCE_MS)
        await self._producer.start()
        self._consumer = reader(
            self.settings, group=group_id(self.settings, "ingress"), wait_ms=FETCH_WAIT_MS
        )
        await self._consumer.start()
        be_patient(self._consumer)
        self._asker = reader(self.settings)
        await self._asker.start()
        self._outboxes = {}
        if not self._broker_ms:
            await self._tick(0)
        barrier: Barrier | None = None
        next_look_s = 0.0
        while True:
            if time.monotonic() >= next_look_s:
                next_look_s = time.monotonic() + self.settings.ingress.tick_s
                changed = await self._look()
                if self._outboxes:
                    self._ends = await _open(self._asker).end_offsets(list(self._outboxes))
                if changed or barrier is None:
                    barrier = Barrier(self._broker_ms, self._ends)
            await self._forward()
            if barrier is not None and self._past(barrier):
                await self._tell()
                await self._tick(barrier.instant_ms)
                barrier = None

    # Which outboxes

    async def _look(self) -> bool:
        """Read the outboxes that exist of the shard's organisations, each from where it was.

        Return whether they are other ones than before: what was taken down of them is void then.
        """
        wanted = {
            TopicPartition(names.outbox(code, self.settings.namespace), 0): code
            for code in self._organisations()
        }
        ids = await topic_ids(_open(self._asker), [tp.topic for tp in wanted]) if wanted else {}
        found = {tp: (code, ids[tp.topic]) for tp, code in wanted.items() if tp.topic in ids}
        if found == {tp: (each.code, each.topic_id) for tp, each in self._outboxes.items()}:
            return False
        await self._keep(found)
        consumer = _open(self._consumer)
        consumer.assign(list(found))
        outboxes = await self._take_up(found)
        await self._tell()  # before a position moves over what was lost
        for tp, outbox in outboxes.items():
            consumer.seek(tp, outbox.read)
        self._outboxes = outboxes
        self._borders = {}
        self._turns.settle(found)
        return True

    def _organisations(self) -> set[str]:
        """Return whose outboxes are the shard's; by the former catalogue until a new one is loaded.

        Nothing is read and no tick written while there is none at all: nobody would be heard.
        """
        try:
            book = self._catalogue()
        except CatalogueAbsentError as absent:
            if self._book is None:
                raise InDoubtError(f"the catalogue {absent.digest.hex()} is not loaded") from absent
            book = self._book
        if book is not self._book:
            self._book = book
            self._borders = {}
        codes = set(book.organisations) | {self.settings.administration}
        shards = self.settings.partitions
        return {
            code for code in codes if partition_of(organisation_subject(code), shards) == self.shard
        }

    async def _take_up(
        self, wanted: dict[TopicPartition, tuple[str, str]]
    ) -> dict[TopicPartition, Outbox]:
        """Return each outbox (by place: code and topic id) with the position to read it from.

        Which topic is read, and what befell one since its position was kept, is still to be told.
        """
        places = list(wanted)
        begins = await _open(self._asker).beginning_offsets(places) if places else {}
        ends = await _open(self._asker).end_offsets(places) if places else {}
        async with connect(connection(self.settings)["bootstrap_servers"]) as client:
            kept = await committed(client, group_id(self.settings, "ingress"), places)
        outboxes = {}
        for tp, (code, topic_id) in wanted.items():
            generation = self._generation(code, topic_id)
            found = Found(code, tp, topic_id, generation, begins[tp], ends[tp])
            outboxes[tp], incident = taken_up(found, kept.get(tp))
            if incident is not None:
                self._note(incident)
        return outboxes

    def _generation(self, code: str, topic_id: str) -> int:
        """Return how often an outbox was made again; the journal is told of one it does not know.

        Kafka forgets the position with the topic, so only the journal can tell.
        """
        former, generation = self._taken_up.get(code) or self._journaled(code)
        if former != topic_id:
            if former:
                log.error("outbox_made_again", organisation=code, topic_id=topic_id)
            generation = next_generation(topic_id, former, generation)
            self._taken_up[code] = topic_id, generation
            command = TakeUpOutbox(organisation=code, topic_id=topic_id)
            self._untold[taking_up_id(code, topic_id)] = command
        return generation

    def _note(self, told: RecordOutboxIncident) -> None:
        name = incident_id(
            told.organisation, told.incident, told.topic_id, told.from_offset, told.until_offset
        )
        self._untold[name] = told

    async def _tell(self) -> None:
        """Write down what befell outboxes: only then a position or the clock moves over it."""
        if not self._untold:
            return
        sent = []
        for name, told in self._untold.items():
            subject = organisation_subject(told.organisation)
            headers = hub_headers(name, told, subject, from_ms(self._broker_ms))
            sent.append(await self._send(subject, wire.encode(told), headers))
        await self._acknowledged(sent)
        self._untold.clear()

    # Reading and writing

    async def _forward(self) -> None:
        """Write what was read to `hub.commands`; the position follows the acknowledgements."""
        consumer = _open(self._consumer)
        if not self._outboxes:
            await asyncio.sleep(FETCH_WAIT_MS / 1000)
            return
        try:
            batch = await self._turns.read(consumer, FETCH_WAIT_MS)
        except OffsetOutOfRangeError as error:
            raise InDoubtError(f"a position is not in its outbox: {error}") from error
        if batch:
            began = time.monotonic()
            sent = [
                await self._admit(tp, record) for tp, records in batch.items() for record in records
            ]
            await self._acknowledged(sent)
            self._log(batch, began)
        for tp, outbox in self._outboxes.items():
            outbox.read = await consumer.position(tp)  # also moves over commit markers
        if time.monotonic() - self._kept_s >= KEEP_EVERY_S:
            await self._keep()

    async def _admit(
        self, tp: TopicPartition, record: "ConsumerRecord[bytes, bytes]"
    ) -> "asyncio.Future[RecordMetadata]":
        outbox = self._outboxes[tp]
        border = self._borders.get(outbox.code)
        if border is None:
            book = self._book or self._catalogue()
            border = Border(self.settings, outbox.code, book, outbox.generation)
            self._borders[outbox.code] = border
        admitted = border.admit(record)
        if admitted.rule:
            self.rejected[admitted.rule] += 1
        self.admitted += 1
        return await self._send(admitted.subject, admitted.value, admitted.headers)

    async def _send(
        self, subject: str, value: bytes, headers: list[tuple[str, bytes]]
    ) -> "asyncio.Future[RecordMetadata]":
        if self._producer is None:
            message = "the ingress shard is closed"
            raise RuntimeError(message)
        future: asyncio.Future[RecordMetadata] = await self._producer.send(
            names.commands(self.settings.namespace),
            value,
            key=subject.encode(),
            partition=partition_of(subject, self.settings.partitions),
            headers=headers,
        )
        return future

    async def _acknowledged(
        self, sent: list["asyncio.Future[RecordMetadata]"]
    ) -> list[RecordMetadata]:
        """Return what the broker says of each record, all or none, within a bound.

        The producer itself never gives one record up while it sends a later one: they would swap.
        """
        if not await within(ACKNOWLEDGED_WITHIN_S, asyncio.gather(*sent)):
            raise InDoubtError("the broker does not acknowledge commands")
        return [future.result() for future in sent]

    def _log(self, batch: Round, began: float) -> None:
        log.debug(
            "batch",
            lane="ingress",
            shard=self.shard,
            records=sum(len(records) for records in batch.values()),
            organisations=sorted(self._outboxes[tp].code for tp in batch),
            duration_ms=round(1000 * (time.monotonic() - began), 1),
        )

    async def _keep(self, still: Collection[TopicPartition] | None = None) -> None:
        """Commit how far the outboxes are read (those that are `still` there), each with its id.

        A commit for a topic that is gone is tried for ever by the client: so there is a bound, and
        what is not kept is read again.
        """
        self._kept_s = time.monotonic()
        moved = {
            tp: outbox.mark()
            for tp, outbox in self._outboxes.items()
            if outbox.read != outbox.kept and (still is None or tp in still)
        }
        if moved:
            if not await within(KEEP_WITHIN_S, _open(self._consumer).commit(moved)):
                log.warning("outbox_positions_not_kept", shard=self.shard)
                return
            for tp, mark in moved.items():
                self._outboxes[tp].kept = mark.offset

    # The clock

    def _past(self, barrier: Barrier) -> bool:
        """Return whether every outbox is read, and written on, up to the barrier.

        But for those that hold the clock no longer: whom it passes over is to be told.
        """
        unread = {
            tp
            for tp, end in barrier.ends.items()
            if tp in self._outboxes and self._outboxes[tp].read < end
        }
        waits, passed_over = self._holding.waits(unread)
        for tp in passed_over:
            log.error("outbox_passed_over", topic=tp.topic, waiting=self._waiting(tp))
            outbox = self._outboxes[tp]
            end = outbox.read + self._waiting(tp)
            self._note(outbox.incident(OutboxIncident.PASSED_OVER, outbox.read, end))
        return not waits

    def _waiting(self, tp: TopicPartition) -> int:
        return max(0, self._ends.get(tp, 0) - self._outboxes[tp].read)

    async def _tick(self, instant_ms: int) -> None:
        """Tell every partition how far this shard has read; take the broker's time from it."""
        partitions = self.settings.partitions
        instant = from_ms(instant_ms)
        command = Tick(shard=self.shard, instant=instant)
        value = wire.encode(command)
        sent = []
        for place in range(partitions):
            subject = partition_subject(place, partitions)
            headers = hub_headers(tick_id(self.shard, instant_ms), command, subject, instant)
            sent.append(await self._send(subject, value, headers))
        acknowledged = await self._acknowledged(sent)
        self._broker_ms = min(metadata.timestamp for metadata in acknowledged)

    async def _close(self) -> None:
        """Close all connections at once, each within its bound."""
        consumers = (self._consumer, self._asker)
        producer, self._producer = self._producer, None
        self._consumer = self._asker = None
        ends = [release(consumer) for consumer in consumers if consumer is not None]
        await asyncio.gather(*ends, *([] if producer is None else [discard(producer)]))

    def status(self) -> dict[str, Any]:
        """Return what was read since the shard was opened, and whose outbox is not read to its end.

        An outbox over its quota is slowed down; one passed over no longer holds the clock.
        """
        waiting = {
            outbox.code: {
                "records": self._waiting(tp),
                "over_quota": self._turns.spent(tp),
                "passed_over": tp in self._holding.passed_over,
            }
            for tp, outbox in self._outboxes.items()
            if self._waiting(tp)
        }
        return {"admitted": self.admitted, "rejected": dict(self.rejected), "waiting": waiting}


def _open(consumer: AIOKafkaConsumer | None) -> AIOKafkaConsumer:
    if consumer is None:
        message = "the ingress shard is closed"
        raise RuntimeError(message)
    return consumer
