"""Talking to the hub as an organisation does: messages into its outbox, answers from its inbox."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError

from avro import cloudevents
from avro.errors import Undecodable
from hub import wire
from hub.domain.inbox import Answer
from hub.settings import Settings
from hub.signing import UNSIGNED, Pens
from hub.unfit import Unfit
from topics import names

PATIENCE_S = 120.0
POLL_MS = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """A message for the outbox: its id, what it is about, what it says."""

    id: str
    subject: str
    command: object


class Post:
    """An organisation's outbox and inbox; answers are matched by id and by place in the outbox."""

    def __init__(
        self, bootstrap: str, organisation: str, namespace: str = "", pens: Pens = UNSIGNED
    ) -> None:
        self._organisation = organisation
        self._pens = pens
        self._outbox = names.outbox(organisation, namespace)
        self._inbox = TopicPartition(names.inbox(organisation, namespace), 0)
        self._producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap, acks="all", enable_idempotence=True, linger_ms=5
        )
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=bootstrap,
            isolation_level="read_committed",
            enable_auto_commit=False,
            fetch_max_wait_ms=50,
        )

    async def __aenter__(self) -> Self:
        """Connect; what the inbox has already is passed over. Raises Unfit."""
        try:
            await self._producer.start()
            await self._consumer.start()
            self._consumer.assign([self._inbox])
            await self._consumer.seek_to_end(self._inbox)
            await self._consumer.position(self._inbox)
        except KafkaError as error:
            await self._stop()
            raise _unreachable(error) from error
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._stop()

    async def _stop(self) -> None:
        await self._producer.stop()
        await self._consumer.stop()

    async def exchange(
        self, letters: Sequence[Letter], made_at: datetime, patience_s: float = PATIENCE_S
    ) -> dict[str, Answer]:
        """Send all letters and return their answers by id.

        Raises Unfit when the broker fails, or when no answer came for `patience_s`.
        """
        try:
            waiting = await self._send(letters, made_at)
            return await self._answers(waiting, patience_s)
        except KafkaError as error:
            raise _unreachable(error) from error

    async def _send(self, letters: Sequence[Letter], made_at: datetime) -> dict[int, str]:
        """Append the letters in order; return which offset has which id."""
        sent = []
        for letter in letters:
            value = wire.encode(letter.command)
            sent.append(
                await self._producer.send(
                    self._outbox,
                    value,
                    key=letter.subject.encode(),
                    headers=self._headers(letter, value, made_at),
                )
            )
        records = await asyncio.gather(*sent)
        return {record.offset: letter.id for record, letter in zip(records, letters, strict=True)}

    def _headers(self, letter: Letter, value: bytes, made_at: datetime) -> list[tuple[str, bytes]]:
        event = cloudevents.Event(
            id=letter.id,
            source=f"/organisation/{self._organisation}",
            type=wire.type_name(letter.command),
            time=made_at,
            subject=letter.subject,
        )
        return self._pens.signed(self._organisation, event, value).headers()

    async def _answers(self, waiting: dict[int, str], patience_s: float) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        heard = time.monotonic()
        while len(answers) < len(waiting):
            fetched = await self._consumer.getmany(self._inbox, timeout_ms=POLL_MS)
            for record in fetched.get(self._inbox, ()):
                answer = _answer(record.value)
                if answer is None or waiting.get(_offset(answer.source)) != answer.message_id:
                    continue
                answers[answer.message_id] = answer
                heard = time.monotonic()
            if time.monotonic() - heard > patience_s:
                raise _silent(len(waiting) - len(answers), patience_s)
        return answers


def post_of(settings: Settings, bootstrap: str, organisation: str) -> Post:
    """Return the post of an organisation that speaks from this machine, signed where it must be."""
    return Post(bootstrap, organisation, settings.namespace, Pens(settings.signing_path))


def _answer(value: bytes) -> Answer | None:
    """The answer a record has; None for everything else the inbox may hold."""
    try:
        message = wire.decode(value)
    except Undecodable:
        return None
    return message if isinstance(message, Answer) else None


def _offset(source: str) -> int:
    """The offset of the outbox record that an answer is about."""
    offset = source.rpartition(":")[2]
    return int(offset) if offset.isdecimal() else -1


def _unreachable(error: KafkaError) -> Unfit:
    return Unfit(
        f"The broker does not do what it should: {error}.",
        "See that it runs, then give the same command again: it goes on where it was.",
    )


def _silent(count: int, patience_s: float) -> Unfit:
    return Unfit(
        f"The hub has left {count} messages without an answer for {patience_s:.0f} s.",
        "See with `lianban status` that it works, then give the same command again: "
        "it goes on where it was.",
    )
