"""What the streets noticed of it all: when each message was sent, and when it was answered.

Both times are the broker's append time: of the message in the outbox, which every answer carries
as `ce_time`, and of the answer in the inbox.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from aiokafka import AIOKafkaConsumer, TopicPartition

SILENCE_S = 1.0
"""Shorter is no silence: a busy machine pauses that long by itself."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A message of a street and its answer; times in seconds."""

    partition: int
    case: str
    sent_s: float
    answered_s: float

    @property
    def took_s(self) -> float:
        """Seconds between the two."""
        return self.answered_s - self.sent_s


@dataclass(frozen=True, slots=True)
class Silence:
    """A time in which nobody was told anything out of one partition of the journal."""

    partition: int
    began_s: float
    ended_s: float

    @property
    def lasted_s(self) -> float:
        """Seconds."""
        return self.ended_s - self.began_s


async def read_answers(bootstrap: str, streets: Iterable[str]) -> list[Answered]:
    """Return every answer in the inboxes of some streets."""
    places = [TopicPartition(f"org.{street}.in", 0) for street in streets]
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap, isolation_level="read_committed", enable_auto_commit=False
    )
    await consumer.start()
    try:
        consumer.assign(places)
        await consumer.seek_to_beginning()
        ends = await consumer.end_offsets(places)
        answers = []
        while any([await consumer.position(place) < ends[place] for place in places]):
            for records in (await consumer.getmany(timeout_ms=500)).values():
                answers += [found for record in records if (found := _answered(record))]
        return answers
    finally:
        await consumer.stop()


def _answered(record: object) -> Answered | None:
    """Return the first message of an entry: the answer to who caused it."""
    headers = dict(record.headers)  # type: ignore[attr-defined]
    partition, _, index = headers["ce_id"].decode().split("-")
    if index != "0":
        return None
    sent = datetime.fromisoformat(headers["ce_time"].decode())
    return Answered(
        partition=int(partition),
        case=record.key.decode(),  # type: ignore[attr-defined]
        sent_s=sent.timestamp(),
        answered_s=record.timestamp / 1000,  # type: ignore[attr-defined]
    )


def silences(answers: Iterable[Answered]) -> Iterator[Silence]:
    """Yield every silence of every partition between its first answer and its last."""
    told: defaultdict[int, list[float]] = defaultdict(list)
    for answer in answers:
        told[answer.partition].append(answer.answered_s)
    for partition, times in told.items():
        times.sort()
        for before, after in pairwise(times):
            if after - before > SILENCE_S:
                yield Silence(partition, before, after)
