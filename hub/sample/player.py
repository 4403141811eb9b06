"""One organisation as an independent task: reads its inbox, reacts by its script, says its part.

After a restart it reads its inbox from the beginning and reacts to everything again; the script
says the same things under the same ids, and what is recorded as said is not said twice.
"""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from hub.domain.inbox import Answer
from hub.sample.envelope import letter
from hub.sample.mailbox import Received
from hub.sample.plan import CasePlan
from hub.sample.records import Records
from hub.sample.script import SUBMIT, Answered, CaseFile, Letter, Reaction, Say, Script, message_id
from hub.sample.stories import PREFIX
from hub.signing import UNSIGNED, Pens


class Post(Protocol):
    """An outbox as a player uses it."""

    topic: str

    async def send(self, letter: Letter) -> int:
        """Send and return the acknowledged offset."""
        ...


class Player:
    """One organisation. `pace` stretches (above 1) or shortens all its delays; `pens` sign."""

    def __init__(
        self,
        code: str,
        script: Script,
        outbox: Post,
        records: Records,
        pace: float = 1.0,
        pens: Pens = UNSIGNED,
    ) -> None:
        self.code = code
        self.cases: dict[str, CaseFile] = {}
        self.answers: Counter[str] = Counter()
        self.draining = False
        self._script = script
        self._outbox = outbox
        self._records = records
        self._pace = pace
        self._pens = pens
        self._arrived: asyncio.Queue[Received] = asyncio.Queue()
        self._saying: dict[str, asyncio.Task[None]] = {}
        self._said: dict[str, Say] = {}
        self._key_at = {sent.offset: key for key, sent in records.sent.items()}
        self._unanswered = set(self._key_at)
        self._on_its_way = 0
        self._acknowledged = asyncio.Event()
        self._busy = False

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to read, say, or be answered."""
        return not (self._busy or self._saying or self._unanswered or self._arrived.qsize())

    def deliver(self, received: Received) -> None:
        """Put an inbox message before the player."""
        self._records.record_received(
            received.topic,
            received.offset,
            {
                "id": received.event.id,
                "type": received.event.type,
                "case_id": received.event.subject,
                "sha256": hashlib.sha256(received.value).hexdigest(),
            },
        )
        self._arrived.put_nowait(received)

    def has_opened(self, plan: CasePlan) -> bool:
        """Whether a case was opened before a restart."""
        return message_id(plan.case_id, SUBMIT) in self._records.sent

    def open(self, plan: CasePlan) -> None:
        """Start a planned case."""
        self._take(self._script.opening(plan))

    async def run(self) -> None:
        """React to what arrives until cancelled."""
        while True:
            received = await self._arrived.get()
            self._busy = True
            try:
                await self._react(received)
            finally:
                self._busy = False

    async def drain(self) -> None:
        """Say nothing more; return when what is on its way is acknowledged."""
        self.draining = True
        await asyncio.gather(*self._saying.values(), return_exceptions=True)

    def raise_failures(self) -> None:
        """Raise what went wrong while saying something, if anything did."""
        for task in self._saying.values():
            if task.done() and not task.cancelled() and (error := task.exception()):
                raise error

    async def _react(self, received: Received) -> None:
        message = received.message
        if _is_of_a_story(message):
            return
        if isinstance(message, Answer):
            answered = await self._answered(message)
            if answered is None:
                return
            case_id, message = answered
        else:
            case_id = getattr(message, "case_id", "")
        reaction = self._script.react(self.cases.get(case_id), message, received.event.time)
        if reaction is not None:
            self._take(reaction)

    async def _answered(self, answer: Answer) -> tuple[str, Answered] | None:
        """What was said that is answered here, with the case; None for what nobody waits for."""
        offset = int(answer.source.rpartition(":")[2])
        key = await self._key_of(offset, answer)
        self._unanswered.discard(offset)
        said = self._said.get(key)
        if said is None:
            return None
        self.answers[answer.kind] += 1
        if said.bad:
            return None
        return said.case_id, Answered(step=said.step, repeat=said.repeat, answer=answer)

    async def _key_of(self, offset: int, answer: Answer) -> str:
        """The key of what was said at `offset`; the answer may be here before the acknowledgement.

        An offset that stays unknown was sent just before this player was killed: then the id tells.
        """
        while offset not in self._key_at and self._on_its_way:
            self._acknowledged.clear()
            await self._acknowledged.wait()
        return self._key_at.get(offset, answer.message_id)

    def _take(self, reaction: Reaction) -> None:
        self.cases[reaction.case.case_id] = reaction.case
        self._say_all(reaction.says)

    def _say_all(self, says: Iterable[Say]) -> None:
        for say in says:
            self._said[say.key] = say
            if say.key in self._records.sent:
                self._say_all(say.follow)
            elif say.key not in self._saying:
                task = asyncio.create_task(self._say(say), name=say.key)
                self._saying[say.key] = task

    async def _say(self, say: Say) -> None:
        await asyncio.sleep(say.after_s * self._pace)
        if not self.draining:
            await self._send(say)
            self._say_all(say.follow)
        del self._saying[say.key]

    async def _send(self, say: Say) -> None:
        sealed = letter(self.code, say, self._pens)
        self._on_its_way += 1
        try:
            offset = await self._outbox.send(sealed)
            self._key_at[offset] = say.key
            self._unanswered.add(offset)
            self._records.record_sent(say, self._outbox.topic, offset, sealed)
        finally:
            self._on_its_way -= 1
            self._acknowledged.set()


def _is_of_a_story(message: object) -> bool:
    """Whether a message is about a case that the stories tell."""
    heading = getattr(message, "heading", None)
    return heading is not None and heading.business_number.startswith(PREFIX)
