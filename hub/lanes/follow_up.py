"""Follow-up: what one subject needs of another, as commands whose id comes from the entry.

At least once: a command that is written again after a restart has the same id and bytes, and the
case lane answers it with the first outcome.
"""

import asyncio
from typing import Any, Final

from aiokafka import AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from hub import wire
from hub.domain.commands import Command
from hub.domain.following import EVERY_PARTITION, FOLLOWED, follow
from hub.domain.identity import follow_up_id
from hub.domain.vocabulary import OutcomeKind
from hub.journal import JournalEntry
from hub.lanes.commands import hub_headers
from hub.lanes.reading import decode_entry, decode_fact, entry_number, prefix
from hub.runtime.clients import idempotent_producer
from hub.runtime.effect import EffectLane
from hub.runtime.failures import InDoubtError, InputGapError
from hub.runtime.lane import Records, discard
from hub.runtime.relay import Bookmark
from hub.settings import Settings
from topics import names
from topics.partitioning import partition_of, partition_subject

FOLLOWED_MARKS: Final = tuple([prefix(kind) for kind in FOLLOWED])


class FollowUpLane(EffectLane):
    """One partition of the journal, read for what it asks of other subjects."""

    def __init__(self, settings: Settings, partition: int) -> None:
        """Prepare; nothing is opened yet."""
        super().__init__(settings, partition, "follow-up", names.journal(settings.namespace))
        self.producer: AIOKafkaProducer | None = None

    async def open(self) -> None:
        """Connect and fetch the position."""
        self.producer = idempotent_producer(self.settings)
        await self.producer.start()
        await super().open()

    def number(self, record: "ConsumerRecord[bytes, bytes]") -> int:
        """Return the entry's number."""
        return entry_number(record.value or b"")

    async def process(self, records: Records, fetched_at_s: float) -> None:
        """Write the commands that a batch of entries causes, then keep the position."""
        del fetched_at_s
        expected = self.bookmark.next_number
        sent: list[asyncio.Future[Any]] = []
        for record in records:
            if self.number(record) != expected:
                message = f"{self.source}: entry {self.number(record)} instead of {expected}"
                raise InputGapError(message)
            if self._leads_on(record.value or b""):
                sent += await self._follow(decode_entry(record.value or b""))
            expected += 1
        await asyncio.gather(*sent)
        await self.keep(Bookmark(records[-1].offset + 1, expected))
        self.handled += len(records)

    @staticmethod
    def _leads_on(value: bytes) -> bool:
        """Return whether an entry may have a fact from which something follows."""
        return any(mark in value for mark in FOLLOWED_MARKS)

    async def _follow(self, entry: JournalEntry) -> "list[asyncio.Future[Any]]":
        if entry.outcome is not OutcomeKind.FACTS:
            return []
        sent: list[asyncio.Future[Any]] = []
        followed = [each for fact in entry.facts for each in self._following(entry, fact)]
        for index, (subject, command) in enumerate(followed):
            name = follow_up_id(self.partition, entry.number, index)
            headers = hub_headers(name, command, subject, entry.command.received_at)
            sent.append(await self._write(subject, wire.encode(command), headers))
        return sent

    def _following(self, entry: JournalEntry, fact: bytes) -> list[tuple[str, Command]]:
        partitions = self.settings.partitions
        everywhere = [partition_subject(place, partitions) for place in range(partitions)]
        return [
            (subject, each.command)
            for each in follow(entry.subject, decode_fact(fact))
            for subject in (everywhere if each.subject == EVERY_PARTITION else [each.subject])
        ]

    async def _write(
        self, subject: str, value: bytes, headers: list[tuple[str, bytes]]
    ) -> "asyncio.Future[Any]":
        if self.producer is None:
            message = "follow-up is closed"
            raise InDoubtError(message)
        future: asyncio.Future[Any] = await self.producer.send(
            names.commands(self.settings.namespace),
            value,
            key=subject.encode(),
            partition=partition_of(subject, self.settings.partitions),
            headers=headers,
        )
        return future

    async def close(self) -> None:
        """Close the connections."""
        await super().close()
        producer, self.producer = self.producer, None
        if producer is not None:
            await discard(producer)
