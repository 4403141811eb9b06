"""A slice of the attack through real topics: outbox, ingress, case lane, dispatch, inbox."""

import time
from collections import Counter
from datetime import UTC, datetime

from aiokafka import AIOKafkaProducer

from hub import wire
from hub.domain.inbox import Answer
from hub.lanes.dispatch import DispatchLane
from hub.lanes.inboxes import Inboxes
from hub.settings import Settings
from tests.attack.campaign import attacks
from tests.attack.corpus import BOOK, CODES
from tests.runtime import hostile
from tests.runtime.test_ingress import running, ticked_after
from tests.runtime.workbench import Bench, bench
from topics import names

MESSAGES = 600
SEED = 20_260_303
TOPIC_TAKES_BYTES = 900_000
PORTION = 100


async def test_every_record_has_one_entry_and_its_sender_one_answer(settings: Settings) -> None:
    """Whatever lies in an outbox is decided once, and the answer reaches the inbox once."""
    alone = settings.model_copy(update={"partitions": 1})
    async with bench(alone, tuple(CODES.values())) as hub:
        sources = await _written(hub)
        async with running(hub, lambda: BOOK):
            await ticked_after(hub, datetime.now(UTC))
        lane = await hub.open()
        pending = await hub.pending(lane)
        for start in range(0, len(pending), PORTION):
            await lane.process(pending[start : start + PORTION], time.monotonic())
        entries = Counter(
            entry.command.source for entry in await hub.journal() if entry.command.source
        )
        assert entries == Counter(sources)
        assert await _answered(hub) == Counter(sources)


async def _written(hub: Bench) -> list[str]:
    """Put spoiled messages and a batch that inflates into the outboxes; return where they lie."""
    sources = []
    async with AIOKafkaProducer(
        bootstrap_servers=hub.settings.kafka.bootstrap, max_request_size=2 << 20, linger_ms=5
    ) as producer:
        topics = {code: names.outbox(code, hub.settings.namespace) for code in CODES.values()}
        sent = []
        for _, message in attacks(SEED, MESSAGES):
            topic = topics.get(message.organisation)
            size = len(message.value or b"") + len(message.key or b"")
            if topic is None or size > TOPIC_TAKES_BYTES or not (message.key or message.value):
                continue  # no outbox of that name; or the client itself does not send it
            sent.append(
                (
                    topic,
                    await producer.send(topic, message.value, message.key, headers=message.headers),
                )
            )
        await producer.flush()
        sources += [f"{topic}:{(await future).offset}" for topic, future in sent]
        for topic in topics.values():
            offset = await hostile.put(producer, topic, hostile.bomb([], 8 << 20))
            sources.append(f"{topic}:{offset}")
    return sources


async def _answered(hub: Bench) -> Counter[str]:
    """Let dispatch announce all that the journal holds; return the answers by source."""
    inboxes = Inboxes(hub.settings)
    dispatch = DispatchLane(hub.settings, 0, inboxes)
    hub.lanes.append(dispatch)
    hub.closing.append(inboxes.close)
    await dispatch.open()
    records = await hub.records(hub.journal_topic, 0, dispatch.next_offset)
    for start in range(0, len(records), PORTION):
        await dispatch.process(records[start : start + PORTION], time.monotonic())
    answers: Counter[str] = Counter()
    for code in CODES.values():
        for record in await hub.inbox(code):
            said = wire.decode(record.value or b"", limit_bytes=1 << 20)
            if isinstance(said, Answer):
                answers[said.source] += 1
    return answers
