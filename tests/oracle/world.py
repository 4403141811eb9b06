"""A small correct world: what a hub without fault would leave in its topics, made by hand."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.partitioner import murmur2

from avro import codec

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = date(2026, 3, 9)
TOPIC_ID = "commands-of-the-test"
STREET, DEPARTMENT, OPERATOR, ADMIN = "street-a", "dept-b", "op-c", "admin-d"
PARTITIONS = 2
DOCUMENT = {"digest": b"d" * 32, "size_bytes": 7, "media_type": "application/pdf", "kind": "form"}


@dataclass
class Record:
    """A Kafka record to be."""

    key: str
    value: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Draft:
    """A journal entry to be; chain and encoding come when the world is sealed."""

    partition: int
    entry: dict[str, Any]
    key: str
    value: bytes = b""


@dataclass
class World:
    """Topics and outside records; tests spoil it before or after `seal`."""

    commands: dict[int, list[Record]] = field(default_factory=lambda: {0: [], 1: []})
    drafts: list[Draft] = field(default_factory=list)
    outboxes: dict[str, list[Record]] = field(default_factory=dict)
    inboxes: dict[str, list[Record]] = field(default_factory=dict)
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    journal: dict[int, list[Record]] = field(default_factory=lambda: {0: [], 1: []})

    def send(self, sender: str, message_id: str, value: bytes, case: str = "") -> str:
        """Put a message in an outbox, acknowledged; return its source."""
        box = self.outboxes.setdefault(sender, [])
        box.append(Record(case, value, {"ce_id": message_id}))
        self.note(sender, "sent", f"org.{sender}.out", len(box) - 1, value, message_id)
        return f"org.{sender}.out:{len(box) - 1}"

    def note(
        self, who: str, event: str, topic: str, offset: int, value: bytes, message_id: str
    ) -> None:
        """Add a line to what an outside system wrote down."""
        line = {"event": event, "topic": topic, "offset": offset, "at": NOW.isoformat()}
        line |= {"id" if event == "received" else "message_id": message_id}
        line |= {"sha256": hashlib.sha256(value).hexdigest()}
        self.records.setdefault(who, []).append(line)

    def command(self, subject: str, value: bytes, partition: int | None = None) -> tuple[int, int]:
        """Append to `hub.commands`; return partition and offset."""
        place = partition_of(subject) if partition is None else partition
        self.commands[place].append(Record(subject, value))
        return place, len(self.commands[place]) - 1

    def enter(
        self, place: tuple[int, int], subject: str, command: dict[str, Any], **outcome: object
    ) -> str:
        """Append a journal entry; return its name."""
        partition, offset = place
        number = sum(draft.partition == partition for draft in self.drafts)
        facts = [fact(name, **fields) for name, fields in outcome.pop("facts", ())]
        refusal = {"rule": "X-001", "sentence": "不行", "remedy": "改"}
        parking = {"error_class": "KeyError", "detail": "", "behind": None}
        kind = outcome.setdefault("outcome", "FACTS")
        entry = {
            "number": number,
            "subject": subject,
            "origin": {
                "topic_id": TOPIC_ID,
                "partition": partition,
                "offset": offset,
                "last": outcome.pop("last", True),
            },
            "command": {"made_at": NOW, "received_at": NOW, "signature": None, "traceparent": None}
            | command,
            "facts": facts,
            "refusal": refusal if kind == "REFUSED" else None,
            "parking": parking if kind == "PARKED" else None,
            "first": None,
            "first_outcome": None,
            "echo": False,
            "catalogue": bytes(32),
            "clock": NOW,
        }
        self.drafts.append(Draft(partition, entry | outcome, subject))
        return f"{partition}-{number}"

    def tell(self, to: str, entry: str, index: int, kind: str, /, **fields: object) -> None:
        """Put a message into an inbox, received by its owner."""
        value = codec.encode(f"lianban.inbox.{kind}", fields)
        box = self.inboxes.setdefault(to, [])
        message_id = f"{entry}-{index}"
        box.append(Record(fields.get("case_id", ""), value, {"ce_id": message_id}))
        self.note(to, "received", f"org.{to}.in", len(box) - 1, value, message_id)

    def seal(self) -> None:
        """Chain and encode the journal."""
        subjects: dict[tuple[int, str], tuple[int, bytes]] = {}
        for draft in self.drafts:
            subject = (draft.partition, draft.entry["subject"])
            sequence, previous = subjects.get(subject, (0, bytes(32)))
            draft.entry.setdefault("sequence", sequence + 1)
            draft.entry.setdefault("previous", previous)
            draft.value = codec.encode("lianban.journal.JournalEntry", draft.entry)
            subjects[subject] = (
                draft.entry["sequence"],
                hashlib.sha256(draft.value).digest(),
            )
            self.journal[draft.partition].append(Record(draft.key, draft.value))

    def topics(self) -> dict[str, dict[int, list[Record]]]:
        """Return all records by topic and partition."""
        boxes = {f"org.{who}.out": {0: box} for who, box in self.outboxes.items()}
        boxes |= {f"org.{who}.in": {0: box} for who, box in self.inboxes.items()}
        return {"hub.commands": self.commands, "hub.journal": self.journal} | boxes


def partition_of(subject: str) -> int:
    """Return the partition a client gives a key."""
    return int((murmur2(subject.encode()) & 0x7FFFFFFF) % PARTITIONS)


def subject_in(partition: int, stem: str) -> str:
    """Return a subject that hashes to a partition."""
    names = (f"{stem}{number}" for number in range(1000))
    return next(name for name in names if partition_of(name) == partition)


def heading(mode: str, decider: str, submitter: str = STREET) -> dict[str, str]:
    """Return the heading of a case of the street."""
    return {
        "business_number": "N-1",
        "item_code": "item-1",
        "mode": mode,
        "street": STREET,
        "decider": decider,
        "submitter": submitter,
    }


def fact(name: str, **fields: object) -> bytes:
    """Return an encoded fact."""
    return codec.encode(f"lianban.fact.{name}", fields)


def command(name: str, **fields: object) -> bytes:
    """Return an encoded command."""
    return codec.encode(f"lianban.command.{name}", fields)


Spoil = Callable[[World], None]


async def publish(world: World, bootstrap: str, namespace: str) -> None:
    """Write the sealed world to topics of a namespace."""
    topics = world.topics()
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([
            NewTopic(namespace + name, len(parts), 1) for name, parts in topics.items()
        ])  # fmt: skip
    finally:
        await admin.close()
    async with AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True) as producer:
        await asyncio.gather(*[
            await _send(producer, namespace + name, partition, record)
            for name, parts in topics.items()
            for partition, records in parts.items()
            for record in records
        ])  # fmt: skip


async def _send(
    producer: AIOKafkaProducer, topic: str, partition: int, record: Record
) -> Awaitable[Any]:
    headers = [(name, value.encode()) for name, value in record.headers.items()]
    sent: Awaitable[Any] = await producer.send(
        topic, record.value, key=record.key.encode(), partition=partition, headers=headers
    )
    return sent


def write_records(records: Mapping[str, list[dict[str, Any]]], folder: Path, prefix: str) -> None:
    """Write what the outside systems noted, a file each."""
    for who, lines in records.items():
        text = "".join(
            json.dumps(line | {"topic": prefix + line["topic"]}) + "\n" for line in lines
        )
        (folder / f"{who}.jsonl").write_text(text, encoding="utf-8")
