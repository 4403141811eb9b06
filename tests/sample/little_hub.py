"""A hub in a few lines for players' tests: the real law and contracts, no Kafka, no durability."""

import asyncio
import hashlib
import itertools
from collections import Counter, defaultdict, deque
from datetime import UTC, datetime

from avro import cloudevents
from avro.errors import Undecodable
from hub import wire
from hub.domain.announcements import announce
from hub.domain.catalogue import Catalogue
from hub.domain.commands import SENDERS
from hub.domain.context import Context
from hub.domain.decide import decide, subject_of
from hub.domain.evolution import evolve
from hub.domain.facts import Fact
from hub.domain.inbox import Answer
from hub.domain.refusals import Refused
from hub.domain.vocabulary import AnswerKind
from hub.sample.mailbox import Received
from hub.sample.player import Player
from hub.sample.script import Letter

LIMIT_BYTES = 262_144
Outcome = tuple[AnswerKind, str, tuple[Fact, ...], str | None]
"""Kind, subject, facts, rule."""


class LittleHub:
    """Decides what players post, one message after the other, and answers into their inboxes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.players: dict[str, Player] = {}
        self.outcomes: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.inboxes: dict[str, list[Received]] = defaultdict(list)
        self.outboxes: dict[str, list[bytes]] = defaultdict(list)
        self.states: dict[str, object] = {}
        self.parked: set[str] = set()
        self._seen: dict[str, tuple[bytes, int]] = {}
        self._entries = itertools.count()
        self._waiting: deque[tuple[str, int, Letter]] = deque()

    def post(self, organisation: str, letter: Letter) -> int:
        """Take a letter and return its offset; it is decided by `work`."""
        self.outboxes[organisation].append(letter.value)
        offset = len(self.outboxes[organisation]) - 1
        self._waiting.append((organisation, offset, letter))
        return offset

    def work(self) -> None:
        """Decide everything that was posted."""
        while self._waiting:
            self._decide(*self._waiting.popleft())

    def _decide(self, organisation: str, offset: int, letter: Letter) -> None:
        headers = dict(letter.headers)
        message_id = headers["ce_id"].decode()
        source, number = f"org.{organisation}.out:{offset}", next(self._entries)
        known = {"message_id": message_id, "source": source, "original": source}
        kind, subject, facts, rule = self._outcome(organisation, message_id, letter, number)
        self.outcomes[kind] += 1
        answer = Answer(
            **known,
            subject=subject,
            kind=kind,
            facts=tuple(wire.type_name(fact) for fact in facts),
            rule=rule,
            sentence=rule,
            remedy=rule,
            entry=f"0-{number}",
        )
        self._tell(organisation, answer, subject)
        for fact in facts:
            self.states[subject] = evolve(self.states.get(subject), fact, subject)
            for announcement in announce(subject, fact):
                self._tell(announcement.to, announcement.message, subject)

    def _outcome(self, organisation: str, message_id: str, letter: Letter, number: int) -> Outcome:
        own = f"org-{organisation}"
        try:
            event = cloudevents.parse(letter.headers)
            command = wire.decode(letter.value, LIMIT_BYTES)
        except Undecodable as error:
            return AnswerKind.REJECTED, own, (), str(error)
        if self.catalogue.organisation(organisation).kind not in SENDERS[type(command)]:
            return AnswerKind.REJECTED, own, (), "KIND"
        subject = subject_of(command, organisation)
        if subject in self.parked:
            return AnswerKind.PARKED, subject, (), None
        digest = hashlib.sha256(letter.value).digest()
        first = self._seen.setdefault(f"{organisation}/{message_id}", (digest, number))
        if first == (digest, number):
            return self._decided(command, subject, organisation, event.time)
        if first[0] != digest:
            return AnswerKind.REFUSED, subject, (), "MESSAGE-001"
        return AnswerKind.REPEATED, subject, (), None

    def _decided(self, command: object, subject: str, sender: str, made_at: datetime) -> Outcome:
        now = datetime.now(UTC)
        context = Context(
            subject=subject, sender=sender, made_at=made_at, received_at=now, clock=now
        )
        try:
            facts = decide(command, self.states.get(subject), context, self.catalogue)
        except Refused as refused:
            self.refusals[refused.rule.code] += 1
            return AnswerKind.REFUSED, subject, (), refused.rule.code
        return AnswerKind.DONE, subject, facts, None

    def _tell(self, organisation: str, message: object, subject: str) -> None:
        inbox = self.inboxes[organisation]
        event = cloudevents.Event(
            id=f"0-{len(inbox)}-0",
            source="/hub",
            type=wire.type_name(message),
            time=datetime.now(UTC),
            subject=subject,
        )
        received = Received(
            organisation, f"org.{organisation}.in", len(inbox), wire.encode(message), event
        )
        inbox.append(received)
        if organisation in self.players:
            self.players[organisation].deliver(received)


class LittleOutbox:
    """An outbox of the little hub; what is in `deaf` is taken but never acknowledged."""

    def __init__(self, hub: LittleHub, organisation: str) -> None:
        self.topic = f"org.{organisation}.out"
        self.deaf = False
        self._hub = hub
        self._organisation = organisation

    async def send(self, letter: Letter) -> int:
        """Post it; what others do comes in between."""
        await asyncio.sleep(0)
        offset = self._hub.post(self._organisation, letter)
        if self.deaf:
            await asyncio.Event().wait()
        return offset
