"""Follow-up: what one subject needs of another, as commands whose id comes from the entry.

At least once: a command that is written again after a restart has the same id and bytes, and the
case lane answers it with the first outcome.
"""

from typing import Final

from aiokafka import AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

from hub import wire
from hub.domain.commands import SwitchCatalogue
from hub.domain.facts import CataloguePublished
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

PUBLISHED: Final = prefix(CataloguePublished)


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
        for record in records:
            if self.number(record) != expected:
                message = f"{self.source}: entry {self.number(record)} instead of {expected}"
                raise InputGapError(message)
            if PUBLISHED in (record.value or b""):
                await self._follow(decode_entry(record.value or b""))
            expected += 1
        await self.keep(Bookmark(records[-1].offset + 1, expected))
        self.handled += len(records)

    async def _follow(self, entry: JournalEntry) -> None:
        if entry.outcome is not OutcomeKind.FACTS:
            return
        for index, fact in enumerate(entry.facts):
            decoded = decode_fact(fact)
            if isinstance(decoded, CataloguePublished):
                await self._switch(entry, index, decoded)

    async def _switch(self, entry: JournalEntry, index: int, published: CataloguePublished) -> None:
        """Tell every partition, on its own subject, to go over to a snapshot."""
        partitions = self.settings.partitions
        command = SwitchCatalogue(
            snapshot=published.snapshot,
            size_bytes=published.size_bytes,
            valid_from=published.valid_from,
        )
        value = wire.encode(command)
        for place in range(partitions):
            subject = partition_subject(place, partitions)
            await self._write(
                subject,
                value,
                hub_headers(
                    follow_up_id(self.partition, entry.number, index * partitions + place),
                    command,
                    subject,
                    entry.command.received_at,
                ),
            )

    async def _write(self, subject: str, value: bytes, headers: list[tuple[str, bytes]]) -> None:
        if self.producer is None:
            message = "follow-up is closed"
            raise InDoubtError(message)
        await self.producer.send_and_wait(
            names.commands(self.settings.namespace),
            value,
            key=subject.encode(),
            partition=partition_of(subject, self.settings.partitions),
            headers=headers,
        )

    async def close(self) -> None:
        """Close the connections."""
        await super().close()
        producer, self.producer = self.producer, None
        if producer is not None:
            await discard(producer)
