"""What concerns no case: catalogues, the border, partitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, HUB, Senders
from hub.domain.documents import Digest
from hub.domain.vocabulary import OutboxIncident


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishCatalogue:
    """Put a catalogue snapshot in force from a day on; two people answer for it."""

    snapshot: Digest
    size_bytes: int
    valid_from: date
    publisher: str
    approver: str
    concerned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """All outboxes of this shard are read up to `instant` (watermark)."""

    shard: int
    instant: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectMessage:
    """Ingress turned a message away at the border."""

    organisation: str
    source: str
    message_id: str
    rule: str
    sentence: str
    remedy: str
    digest: Digest
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpOutbox:
    """Ingress begins to read the topic with this id as an organisation's outbox."""

    organisation: str
    topic_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutboxIncident:
    """Ingress met something in an organisation's outbox that no message of it says.

    Offsets are those of the topic with this id, `until_offset` the one after the last.
    """

    organisation: str
    incident: OutboxIncident
    topic_id: str
    from_offset: int
    until_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchCatalogue:
    """A partition goes over to a published snapshot."""

    snapshot: Digest
    size_bytes: int
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptTopic:
    """An operator lets the lane go on with a commands topic of another id."""

    topic_id: str
    previous_topic_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkErrorClass:
    """An operator lets the lane park what fails with this class of error."""

    error_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseLevel:
    """An operator says that every release at work can read the facts up to a level."""

    level: int


AdministrationCommand: TypeAlias = (
    PublishCatalogue
    | Tick
    | RejectMessage
    | TakeUpOutbox
    | RecordOutboxIncident
    | SwitchCatalogue
    | AdoptTopic
    | ParkErrorClass
    | RaiseLevel
)

SENDERS: Mapping[type, Senders] = {
    PublishCatalogue: ADMINISTRATION,
    Tick: HUB,
    RejectMessage: HUB,
    TakeUpOutbox: HUB,
    RecordOutboxIncident: HUB,
    SwitchCatalogue: HUB,
    AdoptTopic: HUB,
    ParkErrorClass: HUB,
    RaiseLevel: HUB,
}
