"""Dispatch: what the journal says, organisations are told, each in its inbox and exactly once.

An organisation whose inbox is missing, full, or takes nothing for another reason holds up nobody:
the journal offset of its first unsent entry rides in the committed position, and its catch-up goes
before newer messages.
"""

from collections.abc import Iterable
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError
from aiokafka.structs import ConsumerRecord

from hub.lanes.announcing import Letter, letters
from hub.lanes.inboxes import Inboxes
from hub.lanes.reading import decode_entry, entry_number
from hub.runtime.clients import reader
from hub.runtime.failures import InputGapError, LaneStoppedError, UnwritableError
from hub.runtime.lane import Records, release
from hub.runtime.logging import get
from hub.runtime.outbound import Outbound
from hub.runtime.relay import Bookmark, RelayLane
from hub.settings import Settings
from topics import names
from topics.broker import inboxes

log = get(__name__)

CATCH_UP_RECORDS: Final = 500
CATCH_UP_PORTIONS: Final = 4
"""How many portions go to those held before newer messages to all others have their turn."""
WRITTEN_WITHIN_S: Final = 10.0
"""Shorter than a transaction may last (15 s), longer than the fail-over of a broker takes."""
HELD_LIMIT_BYTES: Final = 4000
"""Kafka takes 4096 bytes of metadata with a position (`offset.metadata.max.bytes`)."""


class DispatchLane(RelayLane):
    """One partition of the journal, announced in the order of its entries."""

    def __init__(self, settings: Settings, partition: int, boxes: Inboxes) -> None:
        """Prepare; `boxes` is shared by the partitions of a worker."""
        super().__init__(settings, partition, "dispatch", names.journal(settings.namespace))
        self.inboxes = boxes
        self._past: AIOKafkaConsumer | None = None
        self._past_at = -1

    async def targets(self, client: AIOKafkaClient) -> list[TopicPartition]:
        """Return the inboxes that there are."""
        found = await inboxes(client, self.settings.namespace)
        return [TopicPartition(topic, 0) for topic in found]

    def number(self, record: "ConsumerRecord[bytes, bytes]") -> int:
        """Return the entry's number, read without decoding the rest."""
        return entry_number(record.value or b"")

    async def process(self, records: Records, fetched_at_s: float) -> None:
        """Announce a batch of entries in one transaction with the position after it.

        Model: Announce.
        """
        del fetched_at_s
        expected = self.bookmark.next_number
        written = [(record.offset, self._letters(record)) for record in records]
        for record in records:
            if self.number(record) != expected:
                message = f"{self.source}: entry {self.number(record)} instead of {expected}"
                raise InputGapError(message)
            expected += 1
        outbound = self.outbound()
        held = await self._gather(outbound, written)
        bookmark = Bookmark(records[-1].offset + 1, expected, held)
        self._must_fit(bookmark)
        await self._commit(outbound, bookmark)
        self.handled += len(records)
        await self.idle()

    def _letters(self, record: "ConsumerRecord[bytes, bytes]") -> list[Letter]:
        entry = decode_entry(record.value or b"")
        return letters(entry, self.partition, self.settings.namespace)

    async def _gather(
        self, outbound: Outbound, written: list[tuple[int, list[Letter]]]
    ) -> dict[str, int]:
        """Put every letter that can be sent into the transaction; return who is held from where."""
        held = dict(self.bookmark.held)
        receivers = {letter.to for _, batch in written for letter in batch}
        reachable = await self.inboxes.reachable(receivers - held.keys())
        for offset, batch in written:
            for letter in batch:
                if letter.to in reachable:
                    self._send(outbound, letter)
                elif letter.to not in held:
                    held[letter.to] = offset
        return held

    def _must_fit(self, bookmark: Bookmark) -> None:
        """Stop before so many organisations are held that the broker refuses the position."""
        if len(bookmark.committed().metadata) > HELD_LIMIT_BYTES:
            raise LaneStoppedError(
                f"{len(bookmark.held)} inboxes cannot be reached from partition {self.partition}.",
                "Run `lianban topics apply`, or see why the broker refuses them.",
            )

    def _send(self, outbound: Outbound, letter: Letter) -> None:
        inbox = TopicPartition(names.inbox(letter.to, self.settings.namespace), 0)
        outbound.add(inbox, letter.subject.encode(), letter.value, letter.headers)

    async def _commit(self, outbound: Outbound, bookmark: Bookmark) -> None:
        """Commit; an inbox that refuses is left out for a while, after a failure all are sought."""
        try:
            await self.commit(outbound, bookmark, WRITTEN_WITHIN_S)
        except (KafkaError, UnwritableError) as error:
            self.inboxes.forget()
            if isinstance(error, UnwritableError):
                self._blame(error, outbound.topics)
            raise
        self.inboxes.accepted(self._codes(outbound.topics))

    def _blame(self, error: UnwritableError, topics: set[str]) -> None:
        """Leave out who refused; where none of several answered, only when it happens again.

        Then it may be a broker that all of them need, and nobody's inbox.
        """
        codes = self._codes(error.topics)
        if error.silent and len(codes) > 1 and error.topics >= topics:
            self.inboxes.suspect(frozenset(codes))
        else:
            self.inboxes.refused(codes)

    def _codes(self, topics: Iterable[str]) -> set[str]:
        found = (names.organisation_of(topic, self.settings.namespace) for topic in topics)
        return {code for code in found if code is not None}

    async def idle(self) -> None:
        """Send some portions to each held organisation that can be reached again.

        Those that are held from nearly the same entry on are caught up together: after a bad hour
        of a broker that may be all of them, and the journal is read once for all.
        """
        waiting = await self.inboxes.reachable(set(self.bookmark.held))
        while waiting:
            group = await self._catch_up(waiting)
            for _ in range(CATCH_UP_PORTIONS - 1):
                if left := group & self.bookmark.held.keys():
                    await self._catch_up(left)
            waiting -= group

    async def _catch_up(self, waiting: set[str]) -> set[str]:
        """Send, in order, a portion of what was missed, the earliest first; return to whom."""
        bookmark = self.bookmark
        past = await self._past_from(min(bookmark.held[code] for code in waiting))
        batch = await past.getmany(self.source, timeout_ms=500, max_records=CATCH_UP_RECORDS)
        records = [r for r in batch.get(self.source, []) if r.offset < bookmark.offset]
        self._past_at = await past.position(self.source)
        reached = min(self._past_at, bookmark.offset)
        group = {code for code in waiting if bookmark.held[code] <= reached}
        outbound = self.outbound()
        for record in records:
            for letter in self._letters(record):
                if letter.to in group and record.offset >= bookmark.held[letter.to]:
                    self._send(outbound, letter)
        held = bookmark.held | dict.fromkeys(group, reached)
        if reached >= bookmark.offset:
            held = {code: offset for code, offset in held.items() if code not in group}
            log.info("inboxes_caught_up", organisations=sorted(group), partition=self.partition)
        await self._commit(outbound, Bookmark(bookmark.offset, bookmark.next_number, held))
        if not held:
            await self._close_past()
        return group

    async def _past_from(self, offset: int) -> AIOKafkaConsumer:
        if self._past is None:
            self._past = reader(self.settings)
            await self._past.start()
            self._past.assign([self.source])
        if self._past_at != offset:  # a seek throws away what was fetched ahead
            self._past.seek(self.source, offset)
        return self._past

    async def _close_past(self) -> None:
        past, self._past, self._past_at = self._past, None, -1
        if past is not None:
            await release(past)

    async def close(self) -> None:
        """Release producer and the reader of the past."""
        await self._close_past()
        await super().close()

    def status(self) -> dict[str, object]:
        """Return the position and who is waiting for an inbox."""
        return {
            **super().status(),
            "number": self.bookmark.next_number,
            "held": dict(self.bookmark.held),
        }
