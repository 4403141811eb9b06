"""How soon one command at low rate is journaled and announced, through a worker process.

All times are taken by one clock in one process, from before the send to the moment a
read-committed reader has the record in hand.
"""

import asyncio
import itertools
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from hub import wire
from hub.lanes.reading import decode_entry
from hub.runtime.clients import reader
from hub.settings import Settings
from hub.up import Hub
from tests.bench.figures import Figures, quantiles
from tests.bench.load import Said, event_of, life, message
from tests.bench.town import town
from topics import names

WARM_UP = 20
GAP_S = 0.1
FETCH_WAIT_MS = 500
"""Of the readers that measure: the broker answers as soon as a record is there."""

WITHIN_S = 10.0


class Watch:
    """Reads the journal and an inbox and notes when each message id is first seen."""

    def __init__(self, settings: Settings, inboxes: Sequence[str]) -> None:
        self._settings = settings
        self._inboxes = inboxes
        self.journaled_s: dict[str, float] = {}
        self.announced_s: dict[str, float] = {}
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._consumers: list[AIOKafkaConsumer] = []

    async def start(self) -> None:
        """Begin at the ends."""
        space = self._settings.namespace
        journal = [
            TopicPartition(names.journal(space), place)
            for place in range(self._settings.partitions)
        ]
        inboxes = [TopicPartition(names.inbox(code, space), 0) for code in self._inboxes]
        for places, note in ((journal, self._journaled), (inboxes, self._announced)):
            consumer = reader(self._settings, wait_ms=FETCH_WAIT_MS)
            await consumer.start()
            consumer.assign(places)
            await consumer.seek_to_end(*places)
            self._consumers.append(consumer)
            self._tasks.append(asyncio.create_task(self._read(consumer, note)))

    async def _read(self, consumer: AIOKafkaConsumer, note: Any) -> None:  # noqa: ANN401
        async for record in consumer:
            note(record.value, time.perf_counter())
            self._changed.set()

    def _journaled(self, value: bytes, now_s: float) -> None:
        self.journaled_s.setdefault(decode_entry(value).command.id.partition("/")[2], now_s)

    def _announced(self, value: bytes, now_s: float) -> None:
        told = wire.decode(value)
        if hasattr(told, "message_id"):
            self.announced_s.setdefault(told.message_id, now_s)

    async def seen(self, message_id: str) -> None:
        """Wait until a message is journaled and answered."""
        while message_id not in self.announced_s or message_id not in self.journaled_s:
            self._changed.clear()
            await asyncio.wait_for(self._changed.wait(), WITHIN_S)

    async def stop(self) -> None:
        """Stop reading."""
        for task in self._tasks:
            task.cancel()
        for consumer in self._consumers:
            await consumer.stop()


async def measure(settings: Settings, commands: int) -> Figures:
    """p50 and p99 from outbox and from commands topic to journal and to the sender's inbox."""
    async with Hub(settings, catalogue=town()) as hub:
        watch = Watch(hub.settings, tuple(town().organisations))
        producer = AIOKafkaProducer(bootstrap_servers=hub.bootstrap, linger_ms=0)
        await producer.start()
        await watch.start()
        try:
            said = (life(number)[0] for number in itertools.count())
            figures = {
                f"{name}_to_{end}": found
                for name, send in (("outbox", _to_outbox), ("commands", _to_commands))
                for end, found in (
                    await _series(hub.settings, producer, watch, send, said, commands)
                ).items()
            }
        finally:
            await watch.stop()
            await producer.stop()
    return figures


async def _series(
    settings: Settings,
    producer: AIOKafkaProducer,
    watch: Watch,
    send: Any,  # noqa: ANN401 - one of the two ways below
    said: Any,  # noqa: ANN401 - an endless iterator
    commands: int,
) -> Figures:
    began_s: dict[str, float] = {}
    for number in range(WARM_UP + commands):
        each = next(said)
        if number >= WARM_UP:
            began_s[each.message_id] = time.perf_counter()
        await send(settings, producer, each, number)
        await watch.seen(each.message_id)
        await asyncio.sleep(GAP_S * random.uniform(0.5, 1.5))  # not in step with any timer
    return {
        "journal": quantiles([watch.journaled_s[name] - at for name, at in began_s.items()]),
        "inbox": quantiles([watch.announced_s[name] - at for name, at in began_s.items()]),
    }


async def _to_outbox(
    settings: Settings, producer: AIOKafkaProducer, said: Said, _number: int
) -> None:
    await producer.send_and_wait(
        names.outbox(said.sender, settings.namespace),
        wire.encode(said.command),
        key=said.subject.encode(),
        headers=event_of(said, datetime.now(UTC)).headers(),
    )


async def _to_commands(
    settings: Settings, producer: AIOKafkaProducer, said: Said, number: int
) -> None:
    made = message(said, number, settings.partitions, datetime.now(UTC))
    await producer.send_and_wait(
        names.commands(settings.namespace),
        made.value,
        key=made.key,
        partition=made.partition,
        headers=made.headers,
    )
