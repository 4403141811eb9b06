"""Brings one organisation what lies in its inbox, in order, until each message is signed for.

At least once: the id of a message is its idempotency key. A message ends when its receipt names the
very bytes, or when it expires; either is written to `hub.commands` before the position moves on.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import ConsumerRecord, OffsetAndMetadata

from connectors.door import Declined, Door, Parcel, Receipt
from connectors.errors import ConnectorError, Unreadable
from hub.domain.commands import RecordConveyance
from hub.domain.vocabulary import ConveyanceOutcome
from hub.doors import FolderDoor, HttpDoor
from hub.runtime.breaker import Breaker
from hub.runtime.clients import group_id, reader
from hub.runtime.lane import release
from hub.runtime.logging import get
from hub.runtime.patience import be_patient
from hub.settings import Settings
from topics import names
from topics.committed import committed
from topics.connection import client_of

log = get(__name__)

LANE: Final = "delivery"
WINDOW: Final = 100
"""How many messages may be on their way at once; memory stays within them."""
LOOK_S: Final = 0.2
KEEP_EVERY_S: Final = 1.0
HOUR_MS: Final = 3_600_000

Report = Callable[[RecordConveyance, "ConsumerRecord[bytes, bytes]"], Awaitable[None]]


async def _all(offers: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Let all come to their end; raises what went wrong with the first that failed."""
    for ended in await asyncio.gather(*offers, return_exceptions=True):
        if ended is not None:
            raise ended


class State(StrEnum):
    """Where a message is: in the inbox, offered, arrived, signed for, given up."""

    ACCEPTED = "accepted"
    SENT = "sent"
    RECEIVED = "received"
    RECEIPTED = "receipted"
    EXPIRED = "expired"


ENDED: Final = frozenset({State.RECEIPTED, State.EXPIRED})


@dataclass(slots=True)
class Carried:
    """A message on its way."""

    record: "ConsumerRecord[bytes, bytes]"
    parcel: Parcel
    state: State = State.ACCEPTED
    attempts: int = 0
    next_s: float = 0.0
    mismatched: bytes | None = None

    @property
    def subject(self) -> bytes:
        """The key of the record: messages of one subject keep their order."""
        return self.record.key or b""


def parcel_of(record: "ConsumerRecord[bytes, bytes]") -> Parcel:
    """Return a record of an inbox as it goes out."""
    headers = {name: value.decode("utf-8", "replace") for name, value in record.headers}
    return Parcel(record.offset, headers.get("ce_id", ""), record.value or b"", headers)


def conveyance(
    organisation: str, parcel: Parcel, outcome: ConveyanceOutcome, receipt: Receipt | None
) -> RecordConveyance:
    """Return the command that journals how the carrying of a message ended."""
    return RecordConveyance(
        organisation=organisation,
        message_id=parcel.id,
        outcome=outcome,
        digest=parcel.digest,
        arrived=None if receipt is None else receipt.arrived,
        receipt_number=None if receipt is None else receipt.number,
        receiver=None if receipt is None else receipt.receiver,
    )


class Carrier:
    """One organisation's messages on their way, as long as this worker has its shard."""

    def __init__(
        self,
        settings: Settings,
        terms: HttpDoor | FolderDoor,
        report: Report,
        clock_ms: Callable[[], int],
    ) -> None:
        """Prepare; `report` writes down how the carrying of a message ended.

        `clock_ms` is the hub's clock: a machine whose own clock jumps gives nothing up.
        """
        self.settings = settings
        self.terms = terms
        self.organisation = terms.organisation
        self.inbox = TopicPartition(names.inbox(self.organisation, settings.namespace), 0)
        self.breaker = Breaker(terms.retry_first_s, terms.retry_last_s)
        self.trouble = ""
        self.ended = 0
        self._answers = False
        self._report = report
        self._clock_ms = clock_ms
        self._window: dict[int, Carried] = {}
        self._read = 0
        self._kept = ""
        self._kept_s = 0.0

    async def run(self) -> None:
        """Carry for ever; whatever goes wrong concerns this organisation alone."""
        while True:
            try:
                await self._work()
            except Exception as error:  # noqa: BLE001 - told, counted, and tried again
                self._failed(error)
            await asyncio.sleep(self.breaker.wait_s(time.monotonic()))

    def _failed(self, error: Exception) -> None:
        self._answers = False
        self.breaker.failed(time.monotonic())
        self.trouble = f"{type(error).__name__}: {error}"[:300]
        log.warning(
            "delivery_waits",
            organisation=self.organisation,
            failures=self.breaker.failures,
            wait_s=round(self.breaker.wait_s(time.monotonic()), 1),
            error=self.trouble,
        )

    async def _work(self) -> None:
        door = self.terms.open()
        consumer = reader(self.settings, group=group_id(self.settings, LANE))
        await consumer.start()
        be_patient(consumer)
        try:
            await self._begin(consumer)
            await door.connect()
            while True:
                await self._step(consumer, door)
        finally:
            await door.close()
            await release(consumer)

    async def _begin(self, consumer: AIOKafkaConsumer) -> None:
        """Go on behind what has ended; an inbox made again is read from its beginning."""
        consumer.assign([self.inbox])
        begin = (await consumer.beginning_offsets([self.inbox]))[self.inbox]
        end = (await consumer.end_offsets([self.inbox]))[self.inbox]
        found = await committed(client_of(consumer), group_id(self.settings, LANE), [self.inbox])
        kept = found.get(self.inbox)
        offset = kept.offset if kept is not None and begin <= kept.offset <= end else begin
        consumer.seek(self.inbox, offset)
        self._window, self._read, self._kept = {}, offset, ""

    async def _step(self, consumer: AIOKafkaConsumer, door: Door) -> None:
        """Take in what is new, offer what is due, take receipts, give up what expired."""
        await self._take_in(consumer)
        offered: set[int] = set()
        while wave := self._wave(offered):
            offered.update(each.record.offset for each in wave)
            await _all(self._offer(door, each) for each in wave)
        for receipt in await door.receipts():
            await self._signed(door, receipt)
        for each in list(self._window.values()):
            if each.state not in ENDED and self._is_expired(each):
                await self._end(door, each, State.EXPIRED)
        await self._keep(consumer)

    async def _take_in(self, consumer: AIOKafkaConsumer) -> None:
        room = WINDOW - len(self._window)
        if room <= 0:
            await asyncio.sleep(LOOK_S)
            return
        batch = await consumer.getmany(self.inbox, timeout_ms=int(LOOK_S * 1000), max_records=room)
        for record in batch.get(self.inbox, []):
            self._window[record.offset] = Carried(record, parcel_of(record))
        self._read = await consumer.position(self.inbox)

    def _wave(self, offered: set[int]) -> list[Carried]:
        """Return, in order, what may be offered at once: one message of each subject.

        Behind one that has not arrived its subject waits; none is offered twice in a step. Who has
        not taken anything since the door was opened is asked with a single message.
        """
        most = self.terms.at_once if self._answers else 1
        wave: list[Carried] = []
        waiting: set[bytes] = set()
        now_s = time.monotonic()
        for each in self._window.values():
            if each.state in ENDED:
                continue
            due = each.next_s <= now_s and each.record.offset not in offered
            if due and each.subject not in waiting:
                wave.append(each)
                waiting.add(each.subject)
                if len(wave) == most:
                    break
            elif each.state is not State.RECEIVED:
                waiting.add(each.subject)
        return wave

    async def _offer(self, door: Door, each: Carried) -> None:
        """Hand a message over once; what the door says about this one alone stays with it."""
        each.attempts += 1
        if each.state is State.ACCEPTED:
            each.state = State.SENT
        try:
            receipt = await door.deliver(each.parcel)
        except (Declined, Unreadable) as error:
            each.next_s = time.monotonic() + self.terms.remind_s
            self._say(each, error)
            return
        each.state = State.RECEIVED
        each.next_s = time.monotonic() + self.terms.remind_s
        self.breaker.succeeded()
        self.trouble = ""
        self._answers = True
        if receipt is not None:
            await self._signed(door, receipt)

    def _say(self, each: Carried, error: ConnectorError) -> None:
        self.trouble = str(error)[:300]
        log.warning(
            "message_not_taken",
            organisation=self.organisation,
            message_id=each.parcel.id,
            attempts=each.attempts,
            error=self.trouble,
        )

    async def _signed(self, door: Door, receipt: Receipt) -> None:
        """Take a receipt: for the very bytes it ends the message, for others it is an alarm."""
        found = (each for each in self._window.values() if each.parcel.id == receipt.parcel_id)
        each = next(found, None)
        if each is None or each.state in ENDED:
            return
        if receipt.arrived == each.parcel.digest:
            await self._end(door, each, State.RECEIPTED, receipt)
        elif each.mismatched != receipt.arrived:
            each.mismatched = receipt.arrived
            log.error(
                "receipt_mismatched",
                organisation=self.organisation,
                message_id=each.parcel.id,
                sent=each.parcel.digest.hex(),
                arrived=receipt.arrived.hex(),
            )
            alarm = conveyance(
                self.organisation, each.parcel, ConveyanceOutcome.MISMATCHED, receipt
            )
            await self._report(alarm, each.record)

    def _is_expired(self, each: Carried) -> bool:
        age_ms: float = self._clock_ms() - each.record.timestamp
        return age_ms > self.terms.expires_h * HOUR_MS

    async def _end(
        self, door: Door, each: Carried, state: State, receipt: Receipt | None = None
    ) -> None:
        """Write down how it ended, and only then count it as ended and put it away."""
        outcome = ConveyanceOutcome(state.name)
        ended = conveyance(self.organisation, each.parcel, outcome, receipt)
        await self._report(ended, each.record)
        each.state = state
        self.ended += 1
        log.debug(
            "message_carried",
            organisation=self.organisation,
            message_id=each.parcel.id,
            outcome=state.value,
            attempts=each.attempts,
            offset=each.record.offset,
        )
        await door.settle(each.parcel)

    async def _keep(self, consumer: AIOKafkaConsumer) -> None:
        """Commit the first offset that has not ended, with the states of those on their way."""
        for offset in list(self._window):
            if self._window[offset].state not in ENDED:
                break
            del self._window[offset]
        position = next(iter(self._window), self._read)
        states = {offset: each.state.value for offset, each in self._window.items()}
        said = json.dumps({"at": position, **states}, separators=(",", ":"))
        if said != self._kept and time.monotonic() - self._kept_s >= KEEP_EVERY_S:
            self._kept_s = time.monotonic()
            metadata = json.dumps(states, separators=(",", ":"))
            await consumer.commit({self.inbox: OffsetAndMetadata(position, metadata)})
            self._kept = said

    def status(self) -> dict[str, Any]:
        """Return how it goes with this organisation."""
        now_s = time.monotonic()
        return {
            "circuit": self.breaker.state(now_s).value,
            "again_in_s": round(self.breaker.wait_s(now_s), 1),
            "on_the_way": len(self._window),
            "ended": self.ended,
            "trouble": self.trouble,
        }
