"""What the load says: cases from counter to archive, with repeats and bad messages, from a seed."""

import hashlib
import heapq
import random
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from avro.cloudevents import Event
from hub import wire
from hub.domain import commands
from hub.domain.commands import Command
from hub.domain.documents import DocumentReference
from hub.domain.identity import case_id
from hub.domain.vocabulary import Decision, DeliveryMethod
from tests.faults.district import (
    DEPARTMENTS,
    EMPOWERED,
    STREETS,
    assisted_item,
    counter_of,
)

REPEATS = 0.08
OTHER_BYTES = 0.01
BAD = 0.005
POISON = 0.0015
DEPARTMENT_AFTER = 5_000
"""Messages after which the department speaks: some seconds, longer than the hub needs."""
STREET_AFTER = 10_000
RECENT = 3_000
LIVES = 1_000


@dataclass(frozen=True, slots=True)
class Post:
    """One record to send; without `sender` it goes straight into `hub.commands`, as poison."""

    sender: str
    message_id: str
    key: str
    value: bytes
    headers: list[tuple[str, bytes]]
    repeat_of: str | None = None
    bad: str | None = None


class Script:
    """An endless supply of posts; the same seed says the same things in the same order.

    Several clients share the streets, so that each case is one client's; departments are spoken
    for by all of them, each about the cases of its own streets. Each `life` of a client says other
    things under other names.
    """

    def __init__(self, seed: int, client: int = 0, clients: int = 1, life: int = 0) -> None:
        self._random = random.Random((seed * clients + client) * LIVES + life)
        self._name = f"c{client}l{life}"
        self._numbers = f"N{life}"
        self._streets = STREETS[client::clients]
        self._share = clients
        self._said = 0
        self._cases = 0
        self._later: list[tuple[int, int, str, Command]] = []
        self._recent: deque[tuple[str, str, Command]] = deque(maxlen=RECENT)

    def posts(self) -> Iterator[Post]:
        """Yield posts for ever."""
        while True:
            chance = self._random.random()
            if chance < REPEATS and self._recent:
                yield self._again(self._random.choice(self._recent), same=chance >= OTHER_BYTES)
            elif chance < REPEATS + BAD:
                yield self._bad(chance)
            elif chance < REPEATS + BAD + POISON and self._recent:
                yield self._poison(self._random.choice(self._recent))
            else:
                yield self._next()

    def _next(self) -> Post:
        """Say what is due, else open another case."""
        if not self._later or self._later[0][0] > self._said:
            self._open()
        _, _, sender, command = heapq.heappop(self._later)
        message_id = f"{self._name}-m{self._said:08d}"
        self._recent.append((sender, message_id, command))
        return self._post(sender, message_id, command)

    def _open(self) -> None:
        self._cases += 1
        street = self._random.choice(self._streets)
        number = f"{self._numbers}-{self._cases}"
        case = case_id(street, number)
        if self._random.random() < 0.5:
            self._plan(0, street, submission(street, number, EMPOWERED), *_decided(case))
            self._plan(0, street, *_closed(case))
            return
        department = self._random.choice(DEPARTMENTS)
        application = submission(street, number, assisted_item(department))
        self._plan(0, street, application, commands.ForwardCase(case_id=case, actor="clerk-1"))
        self._plan(DEPARTMENT_AFTER // self._share, department, *_decided(case), _issue(case))
        self._plan(STREET_AFTER // self._share, street, _confirm(case), *_closed(case))

    def _plan(self, after: int, sender: str, *said: Command) -> None:
        for command in said:
            entry = (self._said + after, len(self._later) + self._cases * 16, sender, command)
            heapq.heappush(self._later, entry)

    def _again(self, said: tuple[str, str, Command], *, same: bool) -> Post:
        sender, message_id, command = said
        if not same:
            command = replace(command, actor="clerk-9")  # type: ignore[arg-type]  # all said have one
        return replace(self._post(sender, message_id, command), repeat_of=message_id)

    def _bad(self, chance: float) -> Post:
        street = self._random.choice(self._streets)
        command = submission(street, f"B-{self._said}", EMPOWERED)
        post = self._post(street, f"{self._name}-b{self._said:08d}", command)
        kind = int(chance * 1e6) % 3
        if kind == 0:
            return replace(post, value=self._random.randbytes(60), bad="garbage")
        if kind == 1:
            kept = [pair for pair in post.headers if pair[0] != "ce_id"]
            return replace(post, headers=kept, bad="no id")
        return replace(post, value=post.value[:-4], bad="cut short")

    def _poison(self, said: tuple[str, str, Command]) -> Post:
        """Return bytes that no lane can read, for a known case: it and what follows is parked."""
        self._said += 1
        sender, _, command = said
        headers = [("ce_id", f"{self._name}-poison-{self._said}".encode()), ("ce_source", b"/hub")]
        return Post(
            "",
            f"{self._name}-poison-{self._said}",
            _case_of(sender, command),
            b"\xc3\x01poison",
            headers,
        )

    def _post(self, sender: str, message_id: str, command: Command) -> Post:
        self._said += 1
        event = Event(
            id=message_id,
            source=f"/organisation/{sender}",
            type=wire.type_name(command),
            time=datetime.now(UTC),
        )
        key = _case_of(sender, command)
        return Post(sender, message_id, key, wire.encode(command), event.headers())


def _case_of(sender: str, command: Command) -> str:
    if isinstance(command, commands.SubmitCase):
        return case_id(sender, command.business_number)
    return str(command.case_id)  # type: ignore[union-attr]  # the script says no other kinds


def submission(street: str, number: str, item: str) -> commands.SubmitCase:
    """Return an application at a street's counter."""
    return commands.SubmitCase(
        business_number=number,
        item_code=item,
        street=street,
        place=counter_of(street),
        applicant=f"applicant-{number}",
        form=_document(number, "application-form"),
        actor="clerk-1",
    )


def _decided(case: str) -> tuple[Command, ...]:
    return (
        commands.AcceptCase(case_id=case, actor="clerk-2"),
        commands.DecideCase(case_id=case, decision=Decision.APPROVED, actor="clerk-2"),
    )


def _issue(case: str) -> commands.IssueDocument:
    permit = _document(case, "permit")
    return commands.IssueDocument(
        case_id=case,
        document=permit,
        number=f"permit-{case[-8:]}",
        issued_on=date(2026, 3, 2),
        actor="clerk-2",
    )


def _confirm(case: str) -> commands.ConfirmReceipt:
    digest = _document(case, "permit").digest
    return commands.ConfirmReceipt(case_id=case, digest=digest, actor="clerk-1")


def _closed(case: str) -> tuple[Command, ...]:
    method = DeliveryMethod.COUNTER
    return (
        commands.DeliverDocument(case_id=case, method=method, actor="clerk-1"),
        commands.ArchiveCase(case_id=case, actor="clerk-1"),
    )


def _document(name: str, kind: str) -> DocumentReference:
    digest = hashlib.sha256(f"{kind} {name}".encode()).digest()
    return DocumentReference(
        digest=digest, size_bytes=1000, media_type="application/pdf", kind=kind
    )
