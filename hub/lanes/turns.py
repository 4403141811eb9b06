"""Whose turn it is: every outbox of a shard gets a share of each round, within its allowance.

A reader that takes what comes lets a flood fill every batch. Here each outbox with something to say
gives a share to a round, the first place goes round, and who spent its allowance waits.
"""

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from hub.lanes.quota import Allowance
from hub.settings import IngressSettings

Record: TypeAlias = "ConsumerRecord[bytes, bytes]"
Round: TypeAlias = "dict[TopicPartition, list[Record]]"


@dataclass(slots=True)
class Turn:
    """The standing of one outbox."""

    allowance: Allowance
    spent: bool = False
    """Whether it said so much that its allowance does not last for a share."""


class Turns:
    """Reads the outboxes of a shard in rounds; keeps a turn for each that exists."""

    def __init__(
        self,
        settings: IngressSettings,
        most: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the quota from the settings; `most` records are read in one round."""
        self._settings = settings
        self._most = most
        self._share = min(settings.share, settings.records_per_s)
        self._clock = clock
        self._turns: dict[TopicPartition, Turn] = {}
        self._order: list[TopicPartition] = []

    def settle(self, outboxes: Collection[TopicPartition]) -> None:
        """Forget the outboxes that are gone; one that stays keeps its debts."""
        self._turns = {tp: self._turns.get(tp) or self._turn() for tp in outboxes}
        self._order = sorted(self._turns)

    def spent(self, tp: TopicPartition) -> bool:
        """Return whether an outbox waits for its own allowance, not for the hub."""
        turn = self._turns.get(tp)
        return turn is not None and turn.spent

    async def read(self, consumer: AIOKafkaConsumer, wait_ms: int) -> Round:
        """Return a round, after a wait if nobody has anything to say; raises what aiokafka does."""
        found = await self._round(consumer, wait_ms=0)
        return found or await self._round(consumer, wait_ms=wait_ms)

    async def _round(self, consumer: AIOKafkaConsumer, wait_ms: int) -> Round:
        """Ask each outbox in turn; when there is time to wait, wait for whoever may speak."""
        may = self._may_speak(consumer)
        found: Round = {}
        if wait_ms:
            if not may:
                await asyncio.sleep(wait_ms / 1000)
                return found
            found = await consumer.getmany(*may, timeout_ms=wait_ms, max_records=1)
        left = self._most
        for tp in may:
            share = min(self._share, left) - len(found.get(tp, ()))
            if share > 0:
                more = await consumer.getmany(tp, timeout_ms=0, max_records=share)
                found.update({tp: [*found.get(tp, ()), *records] for tp, records in more.items()})
            left -= len(found.get(tp, ()))
        self._charge(found)
        return found

    def _may_speak(self, consumer: AIOKafkaConsumer) -> list[TopicPartition]:
        """Return who may speak in this round, the first place going round.

        Who may not is paused: nothing of it is fetched, and nothing of it is kept in memory.
        """
        now_s = self._clock()
        self._order = self._order[1:] + self._order[:1]
        paused = consumer.paused()
        may: list[TopicPartition] = []
        for tp in self._order:
            turn = self._turns[tp]
            turn.spent = turn.allowance.left(now_s) < self._share
            if not turn.spent:
                may.append(tp)
                if tp in paused:
                    consumer.resume(tp)
            elif tp not in paused:
                consumer.pause(tp)
        return may

    def _charge(self, found: Round) -> None:
        for tp, records in found.items():
            self._turns[tp].allowance.charge(len(records), sum(map(size_of, records)))

    def _turn(self) -> Turn:
        settings = self._settings
        return Turn(Allowance(settings.records_per_s, settings.bytes_per_s, self._clock()))


def size_of(record: Record) -> int:
    """Return the bytes of a record's key, value and headers."""
    size = len(record.value or b"") + len(record.key or b"")
    return size + sum(len(name) + len(value or b"") for name, value in record.headers)
