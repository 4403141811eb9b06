"""The messages that are measured: whole lives of cases in the demo's mix, many cases side by side.

All is valid: each command yields facts. Twenty cases are as in the demo: own 2, empowered 4,
assisted 7, relayed from an outlet 3, instant at an outlet 4.
"""

import hashlib
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Final

from avro.cloudevents import Event
from hub import wire
from hub.domain import commands
from hub.domain.documents import DocumentReference, Material
from hub.domain.identity import case_id, command_id
from hub.domain.vocabulary import Decision, DeliveryMethod, MaterialForm
from hub.lanes.commands import sent_headers
from tests.bench import town
from topics import names
from topics.partitioning import partition_of

MIX: Final = (
    *[town.OWN] * 2,
    *[town.EMPOWERED] * 4,
    *[town.ASSISTED] * 7,
    *[town.RELAYED] * 3,
    *[town.INSTANT] * 4,
)
STEP_GAP: Final = 150
"""So many cases begin between two steps of one case."""

LONGEST: Final = 11
"""Messages of the longest life: assisted, with two steps."""

BEGIN: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """One command as its sender says it."""

    sender: str
    subject: str
    message_id: str
    command: object


@dataclass(frozen=True, slots=True)
class Message:
    """One record of `hub.commands` as ingress writes it."""

    partition: int
    key: bytes
    value: bytes
    headers: list[tuple[str, bytes]]

    @property
    def size_bytes(self) -> int:
        """Bytes of key, value and headers."""
        framed = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.key) + len(self.value) + framed


def lives(count: int, partitions: int) -> list[Message]:
    """The first `count` messages of as many cases as it takes, in the order they are sent."""
    return _written(_side_by_side(count), partitions)


def openings(count: int, partitions: int) -> list[Message]:
    """One submission each of `count` cases."""
    return _written((life(number)[0] for number in range(count)), partitions)


@lru_cache(maxsize=2 * LONGEST * STEP_GAP)
def life(number: int) -> list[Said]:
    """All that is said of one case, in order."""
    item = MIX[number * 7 % len(MIX)]
    street = town.STREETS[number % len(town.STREETS)]
    handed = (*_handed_over(street), *_decided(town.DEPARTMENT, 2), *_returned(street))
    roads = {
        town.OWN: (street, (*_decided(street, 1), *_delivered(street))),
        town.EMPOWERED: (street, (*_decided(street, 1), *_delivered(street))),
        town.ASSISTED: (street, handed),
        town.RELAYED: (town.OPERATOR, handed),
        town.INSTANT: (town.OPERATOR, ((street, "archive"),)),
    }
    opener, rest = roads[item]
    subject = case_id(opener, f"2026-{number:08d}")
    first = Said(opener, subject, f"{subject}-submit", _opening(number, item, street))
    return [first, *(_said(subject, sender, step) for sender, step in rest)]


def _side_by_side(count: int) -> Iterator[Said]:
    """Begin a case at a time and go on with those that began STEP_GAP, 2 × STEP_GAP … before."""
    return islice(_endless(), count)


def _endless() -> Iterator[Said]:
    for number in itertools.count():
        for step in range(min(LONGEST, number // STEP_GAP + 1)):
            steps = life(number - step * STEP_GAP)
            if step < len(steps):
                yield steps[step]


def _handed_over(street: str) -> tuple[tuple[str, str], ...]:
    return ((street, "forward"), (town.DEPARTMENT, "acknowledge"))


def _decided(body: str, steps: int) -> tuple[tuple[str, str], ...]:
    taken = [(body, f"step-{number}") for number in range(steps)]
    return ((body, "accept"), *taken, (body, "decide"), (body, "issue"))


def _returned(street: str) -> tuple[tuple[str, str], ...]:
    return ((street, "confirm"), *_delivered(street))


def _delivered(street: str) -> tuple[tuple[str, str], ...]:
    return ((street, "deliver"), (street, "archive"))


def _said(subject: str, sender: str, step: str) -> Said:
    return Said(sender, subject, f"{subject}-{step}", _command(subject, sender, step))


def _command(subject: str, sender: str, step: str) -> object:  # noqa: PLR0911 - one for each step
    actor = "staff-4711"
    kind, _, _ = step.partition("-")
    match kind:
        case "forward":
            return commands.ForwardCase(case_id=subject, actor=actor)
        case "acknowledge":
            return commands.AcknowledgeWork(case_id=subject, actor=actor)
        case "accept":
            return commands.AcceptCase(case_id=subject, actor=actor)
        case "step":
            return commands.RecordStep(
                case_id=subject, step="现场踏勘", department=sender, occurred_at=BEGIN, actor=actor
            )
        case "decide":
            return commands.DecideCase(case_id=subject, decision=Decision.APPROVED, actor=actor)
        case "issue":
            return commands.IssueDocument(
                case_id=subject,
                document=_document(f"{subject}-licence"),
                number="鲁2026-000471",
                issued_on=BEGIN.date(),
                actor=actor,
            )
        case "confirm":
            digest = _document(f"{subject}-licence").digest
            return commands.ConfirmReceipt(case_id=subject, digest=digest, actor=actor)
        case "deliver":
            return commands.DeliverDocument(
                case_id=subject, method=DeliveryMethod.COUNTER, actor=actor
            )
        case _:
            return commands.ArchiveCase(case_id=subject, actor=actor)


def _opening(number: int, item: str, street: str) -> object:
    outlet = item in (town.RELAYED, town.INSTANT)
    submitted = commands.SubmitCase(
        business_number=f"2026-{number:08d}",
        item_code=item,
        street=street,
        place=town.outlet_of(street) if outlet else town.counter_of(street),
        applicant=f"person-{number:012d}",
        form=_document(f"{number}-form"),
        materials=tuple(
            Material(code=name, form=MaterialForm.ELECTRONIC, document=_document(f"{number}{name}"))
            for name in town.MATERIALS
        ),
        actor="staff-4711",
    )
    return _handled(submitted, number) if item == town.INSTANT else submitted


def _handled(taken: commands.SubmitCase, number: int) -> commands.HandleInstantCase:
    return commands.HandleInstantCase(
        business_number=taken.business_number,
        item_code=taken.item_code,
        street=taken.street,
        place=taken.place,
        applicant=taken.applicant,
        form=taken.form,
        materials=taken.materials,
        decision=Decision.APPROVED,
        receipt_number=f"R{number:010d}",
        method=DeliveryMethod.OUTLET,
        actor=taken.actor,
    )


def _document(name: str) -> DocumentReference:
    digest = hashlib.sha256(name.encode()).digest()
    return DocumentReference(
        digest=digest, size_bytes=48_000, media_type="application/pdf", kind="material"
    )


def _written(said: Iterable[Said], partitions: int) -> list[Message]:
    return [message(each, offset, partitions) for offset, each in enumerate(said)]


def event_of(said: Said, time: datetime) -> Event:
    """The headers as the sender writes them into its outbox."""
    return Event(
        id=said.message_id,
        source=f"/organisation/{said.sender}",
        type=wire.type_name(said.command),
        time=time,
        subject=said.subject,
    )


def message(said: Said, offset: int, partitions: int, at: datetime | None = None) -> Message:
    """What ingress makes of the record at `offset` of the sender's outbox."""
    time = at or BEGIN + timedelta(milliseconds=offset)
    return Message(
        partition_of(said.subject, partitions),
        said.subject.encode(),
        wire.encode(said.command),
        sent_headers(
            event_of(said, time),
            command_id(said.sender, said.message_id),
            said.subject,
            f"{names.outbox(said.sender)}:{offset}",
            round(time.timestamp() * 1000),
        ),
    )
