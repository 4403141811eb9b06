"""Tells stories to a hub: says each line, waits for its answer, and compares."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby

from hub.domain.addresses import subject_of
from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind
from hub.sample import papers
from hub.sample.envelope import letter
from hub.sample.mailbox import Inboxes, Outbox, Received
from hub.sample.papers import Filing
from hub.sample.records import Records
from hub.sample.script import Say
from hub.sample.stories.story import DONE, Line, Story, Telling, Until
from hub.signing import UNSIGNED, Pens

ATTEMPTS = 3
"""A hurried line may come after a tick of the clock: then the story begins anew."""


@dataclass(frozen=True, slots=True)
class Told:
    """How a story went: its last business number, and what was answered otherwise than told."""

    story: Story
    case_id: str
    attempts: int
    surprise: str | None = None


class _OtherwiseError(Exception):
    """Something was answered otherwise than the story says."""


@dataclass(slots=True)
class Post:
    """The outboxes and inboxes of everybody who takes part; what came is kept until asked for."""

    outboxes: Mapping[str, Outbox]
    inboxes: Inboxes
    records: Mapping[str, Records]
    pens: Pens = UNSIGNED
    answers: Counter[str] = field(default_factory=Counter)
    _answered: dict[tuple[str, int], Answer] = field(default_factory=dict)
    _heard: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def read(self) -> None:
        """Take in what arrives, until cancelled."""
        async for batch in self.inboxes.batches():
            for received in batch:
                self._take(received)
            async with self._arrived:
                self._arrived.notify_all()

    async def say(self, organisation: str, says: Sequence[Say]) -> list[int]:
        """Say something in one breath; returns the offsets that the broker acknowledged."""
        sealed = [letter(organisation, say, self.pens) for say in says]
        outbox = self.outboxes[organisation]
        offsets = await outbox.send_together(sealed)
        for say, offset, each in zip(says, offsets, sealed, strict=True):
            self.records[organisation].record_sent(say, outbox.topic, offset, each)
        return offsets

    async def answer(self, organisation: str, offset: int) -> Answer:
        """Return the answer to what was said there, once it has come."""
        place = (organisation, offset)
        async with self._arrived:
            await self._arrived.wait_for(lambda: place in self._answered)
        answer = self._answered[place]
        self.answers[answer.kind] += 1
        return answer

    async def hear(self, until: Until, case_id: str) -> None:
        """Return once an organisation has heard what is waited for."""
        awaited = (until.organisation, case_id, until.message)
        async with self._arrived:
            await self._arrived.wait_for(lambda: self._heard[awaited] >= until.count)

    def _take(self, received: Received) -> None:
        to, message, event = received.organisation, received.message, received.event
        self.records[to].record_received(
            received.topic,
            received.offset,
            {
                "id": event.id,
                "type": event.type,
                "case_id": event.subject,
                "sha256": hashlib.sha256(received.value).hexdigest(),
            },
        )
        if isinstance(message, Answer):
            self._answered[to, int(message.source.rpartition(":")[2])] = message
        else:
            self._heard[to, event.subject or "", type(message).__name__] += 1


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells stories one line after the other."""

    post: Post
    file: Filing
    seed: int
    patience_s: float

    async def tell(self, story: Story) -> Told:
        """Tell a story; one with hurried lines up to three times. Never raises for its answers."""
        hurried = any(isinstance(part, Line) and part.hurried for part in story.parts)
        attempts = range(1, (ATTEMPTS if hurried else 1) + 1)
        for attempt in attempts:
            once = _Once(self, story, story.number(self.seed, attempt))
            surprise = await once.tell()
            if surprise is None:
                break
        return Told(story, once.case_id, attempt, surprise)


class _Once:
    """One attempt at a story."""

    def __init__(self, teller: Teller, story: Story, number: str) -> None:
        self.case_id = ""
        self._teller = teller
        self._story = story
        self._number = number
        self._open: list[tuple[Line, int]] = []
        self._breath: list[tuple[Line, Say]] = []
        """Lines that nothing may come between, up to one that is not hurried."""

    async def tell(self) -> str | None:
        """Return what was answered otherwise than told, None when all was as told."""
        for place, part in enumerate(self._story.parts, start=1):
            try:
                async with asyncio.timeout(self._teller.patience_s):
                    await self._part(place, part)
            except TimeoutError:
                return f"{self._story.name}, line {place}: nothing heard of {part}"
            except _OtherwiseError as otherwise:
                return f"{self._story.name}, line {place}: {otherwise}"
        return None

    async def _part(self, place: int, part: Line | Until) -> None:
        if isinstance(part, Until):
            await self._breathe()
            await self._teller.post.hear(part, self.case_id)
            return
        self._breath.append((part, await self._say(place, part)))
        if part.hurried:
            return
        await self._breathe()
        said, self._open = self._open, []
        for line, offset in said:
            _compare(line, await self._teller.post.answer(line.by, offset))

    async def _breathe(self) -> None:
        """Say in one breath what is to be said by now."""
        breath, self._breath = self._breath, []
        for by, lines in groupby(breath, key=lambda each: each[0].by):
            together = list(lines)
            offsets = await self._teller.post.say(by, [say for _, say in together])
            self._open += [(line, at) for (line, _), at in zip(together, offsets, strict=True)]

    async def _say(self, place: int, line: Line) -> Say:
        command = await asyncio.to_thread(self._telling().command, line)
        self.case_id = self.case_id or subject_of(command, line.by)
        name = f"{self._number}/{place}"
        return Say(
            key=name,
            message_id=name,
            case_id=self.case_id,
            step=str(place),
            message=command,
            ago=timedelta(days=line.days_ago),
        )

    def _telling(self) -> Telling:
        who = papers.person(self._teller.seed, self._number)
        return Telling(self._number, self.case_id, who, self._teller.file, datetime.now(UTC))


def _compare(line: Line, answer: Answer) -> None:
    said = DONE if answer.kind is AnswerKind.DONE else answer.rule or answer.kind
    if said != line.answer:
        command = line.command.__name__
        raise _OtherwiseError(f"{command} of {line.by} was answered {said}, not {line.answer}")


async def tell_all(teller: Teller, stories: Sequence[Story]) -> list[Told]:
    """Tell all stories side by side, while somebody reads the inboxes."""
    reading = asyncio.create_task(teller.post.read())
    try:
        telling = asyncio.gather(*(teller.tell(story) for story in stories))
        await asyncio.wait((reading, telling), return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            telling.cancel()
            reading.result()
        return list(await telling)
    finally:
        reading.cancel()
