"""From a journal entry to the messages that organisations must get, each with its own id."""

from dataclasses import dataclass
from typing import Final

from avro.cloudevents import Event
from hub import wire
from hub.domain.announcements import announce
from hub.domain.facts import Fact, MessageRejected
from hub.domain.inbox import Answer
from hub.domain.vocabulary import AnswerKind, OutcomeKind
from hub.journal import JournalEntry
from hub.lanes.outbox_source import topic_of
from hub.lanes.reading import decode_fact
from topics import names

HUB_SOURCE: Final = "/hub"
KINDS: Final = {
    OutcomeKind.FACTS: AnswerKind.DONE,
    OutcomeKind.REFUSED: AnswerKind.REFUSED,
    OutcomeKind.REPEATED: AnswerKind.REPEATED,
    OutcomeKind.PARKED: AnswerKind.PARKED,
}
PARKED_SENTENCE: Final = "该事项暂时无法处理，已原样保存，处理后另行答复。"
PARKED_REMEDY: Final = "无需重发，等待联办运行人员处理。"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one organisation, ready for its inbox."""

    to: str
    subject: str
    value: bytes
    headers: list[tuple[str, bytes]]


def letters(entry: JournalEntry, partition: int, namespace: str = "") -> list[Letter]:
    """Return all messages an entry causes, encoded; message ids follow from entry and order.

    Raises Undecodable for a fact this release does not know: the hub stops rather than skips.
    """
    if entry.echo:
        return []
    facts = tuple([decode_fact(fact) for fact in entry.facts])
    messages = addressed(entry, facts, partition, namespace)
    return [
        Letter(to, entry.subject, wire.encode(message), _headers(entry, partition, index, message))
        for index, (to, message) in enumerate(messages)
    ]


def addressed(
    entry: JournalEntry, facts: tuple[Fact, ...], partition: int, namespace: str
) -> list[tuple[str, object]]:
    """Return whom an entry with these facts tells what, in a fixed order; an echo tells nobody.

    The answer to the sender comes first, then what the facts announce.
    """
    if entry.echo:
        return []
    told: list[tuple[str, object]] = []
    receiver, answer = _answer(entry, partition, facts, namespace)
    if receiver is not None:
        told.append((receiver, answer))
    for fact in facts:
        told += [(each.to, each.message) for each in announce(entry.subject, fact)]
    return told


def _headers(
    entry: JournalEntry, partition: int, index: int, message: object
) -> list[tuple[str, bytes]]:
    return Event(
        id=f"{partition}-{entry.number}-{index}",
        source=HUB_SOURCE,
        type=wire.type_name(message),
        time=entry.command.received_at,
        subject=entry.subject,
        traceparent=entry.command.traceparent,
    ).headers()


def _answer(
    entry: JournalEntry, partition: int, facts: tuple[Fact, ...], namespace: str
) -> tuple[str | None, Answer | None]:
    """Return who asked, and the one answer to what was asked; nobody for the hub's own."""
    command = entry.command
    if command.source is None:
        return None, None
    topic = topic_of(command.source)
    receiver = names.organisation_of(topic, namespace) or names.organisation_of(topic)
    kind, rule, sentence, remedy = _verdict(entry, facts)
    rejected = next((fact for fact in facts if isinstance(fact, MessageRejected)), None)
    return receiver, Answer(
        message_id=rejected.message_id if rejected else command.id.partition("/")[2],
        source=command.source,
        subject=entry.subject,
        kind=kind,
        facts=tuple([type(fact).__name__ for fact in facts]),
        rule=rule,
        sentence=sentence,
        remedy=remedy,
        entry=f"{partition}-{entry.number}",
        first_entry=None if entry.first is None else f"{partition}-{entry.first}",
        original=command.source,
        first_kind=None if entry.first_outcome is None else KINDS[entry.first_outcome],
    )


def _verdict(
    entry: JournalEntry, facts: tuple[Fact, ...]
) -> tuple[AnswerKind, str | None, str | None, str | None]:
    for fact in facts:
        if isinstance(fact, MessageRejected):
            return AnswerKind.REJECTED, fact.rule, fact.sentence, fact.remedy
    if entry.refusal is not None:
        refusal = entry.refusal
        return AnswerKind.REFUSED, refusal.rule, refusal.sentence, refusal.remedy
    if entry.parking is not None:
        return AnswerKind.PARKED, entry.parking.error_class, PARKED_SENTENCE, PARKED_REMEDY
    return KINDS[entry.outcome], None, None, None
