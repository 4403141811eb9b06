"""Where each message for an organisation with a door is: accepted, sent, received, signed for."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord

from hub.domain.facts import Fact, MessageExpired, MessageReceipted, ReceiptMismatched
from hub.domain.identity import organisation_subject
from hub.lanes.carrier import LANE, State
from hub.runtime.clients import group_id, reader
from hub.runtime.lane import release
from hub.settings import Settings
from hub.unfit import Unfit
from hub.views.reading import read_journal
from topics import names
from topics.committed import committed
from topics.connection import client_of

WAIT_MS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message on its way; `receipt` is the number that was signed, `alarm` a wrong digest."""

    organisation: str
    message_id: str
    kind: str
    subject: str
    accepted_at: datetime
    state: State
    receipt: str
    receiver: str
    alarm: bool


class Ends:
    """What the journal says of how the carrying of an organisation's messages ended."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.receipts: dict[str, MessageReceipted] = {}
        self.expired: set[str] = set()
        self.mismatched: set[str] = set()

    def take(self, fact: Fact) -> None:
        """Take one fact in."""
        if isinstance(fact, MessageReceipted):
            self.receipts[fact.message_id] = fact
        elif isinstance(fact, MessageExpired):
            self.expired.add(fact.message_id)
        elif isinstance(fact, ReceiptMismatched):
            self.mismatched.add(fact.message_id)

    def state(self, message_id: str) -> State | None:
        """Return how it ended, None when it has not; a receipt counts more than an expiry."""
        if message_id in self.receipts:
            return State.RECEIPTED
        return State.EXPIRED if message_id in self.expired else None


async def ends_of(settings: Settings, organisation: str) -> Ends:
    """Return what the journal says of an organisation's messages."""
    ends = Ends()
    async for told in read_journal(settings, organisation_subject(organisation)):
        for fact in told.facts:
            ends.take(fact)
    return ends


async def deliveries(settings: Settings, organisation: str) -> AsyncIterator[Delivery]:
    """Yield every message that an inbox has, in order; raises Unfit when there is no inbox."""
    ends = await ends_of(settings, organisation)
    async with _Inbox(settings, organisation) as inbox:
        under_way = await inbox.under_way()
        async for record in inbox.records():
            yield _delivery(organisation, record, ends, under_way)


async def message(
    settings: Settings, organisation: str, message_id: str
) -> "ConsumerRecord[bytes, bytes]":
    """Return a message of an inbox by its id. Raises Unfit."""
    async with _Inbox(settings, organisation) as inbox:
        async for record in inbox.records():
            if dict(record.headers).get("ce_id") == message_id.encode():
                return record
    raise Unfit(
        f"The inbox of {organisation} has no message {message_id}.",
        "`lianban deliveries list` shows those that there are; they are kept for 90 days.",
    )


def _delivery(
    organisation: str,
    record: "ConsumerRecord[bytes, bytes]",
    ends: Ends,
    under_way: dict[str, str],
) -> Delivery:
    said = {name: value.decode("utf-8", "replace") for name, value in record.headers}
    message_id = said.get("ce_id", "")
    receipt = ends.receipts.get(message_id)
    on_its_way = State(under_way.get(str(record.offset), State.ACCEPTED))
    return Delivery(
        organisation=organisation,
        message_id=message_id,
        kind=said.get("ce_type", "").rpartition(".")[2],
        subject=said.get("ce_subject", ""),
        accepted_at=datetime.fromtimestamp(record.timestamp / 1000, UTC),
        state=ends.state(message_id) or on_its_way,
        receipt="" if receipt is None else receipt.receipt_number,
        receiver="" if receipt is None else receipt.receiver,
        alarm=message_id in ends.mismatched,
    )


class _Inbox:
    """An inbox from its first to its last message."""

    def __init__(self, settings: Settings, organisation: str) -> None:
        self._settings = settings
        self._place = TopicPartition(names.inbox(organisation, settings.namespace), 0)
        self._consumer: AIOKafkaConsumer = reader(settings)

    async def __aenter__(self) -> Self:
        await self._consumer.start()
        if self._place.topic not in await self._consumer.topics():
            await release(self._consumer)
            raise Unfit(
                f"There is no topic {self._place.topic}.",
                "Check the code of the organisation, or make it: `lianban topics apply`.",
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        await release(self._consumer)

    async def under_way(self) -> dict[str, str]:
        """Return the state by offset of what is on its way, as its carrier kept it last."""
        group = group_id(self._settings, LANE)
        kept = await committed(client_of(self._consumer), group, [self._place])
        said: dict[str, str] = {}
        if self._place in kept:
            said = json.loads(kept[self._place].metadata or "{}")
        return said

    async def records(self) -> AsyncIterator["ConsumerRecord[bytes, bytes]"]:
        """Yield all records that are there now."""
        consumer, place = self._consumer, self._place
        consumer.assign([place])
        end = (await consumer.end_offsets([place]))[place]
        consumer.seek(place, (await consumer.beginning_offsets([place]))[place])
        while await consumer.position(place) < end:
            for record in (await consumer.getmany(place, timeout_ms=WAIT_MS)).get(place, []):
                if record.offset < end:
                    yield record
