"""What concerns no case: catalogues, the border, partitions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import Digest
from hub.domain.vocabulary import OutboxIncident


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRejected:
    """A message was turned away at the border; digest and size are those of the original."""

    organisation: str
    source: str
    message_id: str
    rule: str
    sentence: str
    remedy: str
    digest: Digest
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxTakenUp:
    """The hub reads the topic with this id from here on; `generation` is 0 for the first one."""

    organisation: str
    topic_id: str
    generation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxIncidentRecorded:
    """Messages of an outbox were lost unread, or were left behind by the clock.

    From `from_offset` up to, not including, `until_offset` of the topic with this id; None where
    nobody knows it any more. The owner and `administration` are told.
    """

    organisation: str
    incident: OutboxIncident
    topic_id: str
    from_offset: int | None
    until_offset: int | None
    administration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePublished:
    """A catalogue snapshot was published; `concerned` are those whose business it changes."""

    snapshot: Digest
    size_bytes: int
    valid_from: date
    publisher: str
    approver: str
    concerned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSwitched:
    """The partition goes by this snapshot from here on."""

    snapshot: Digest
    size_bytes: int
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved:
    """The partition's clock moved to `instant`."""

    instant: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicAdopted:
    """The lane goes on with a commands topic of another id."""

    topic_id: str
    previous_topic_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorClassParked:
    """The lane parks what fails with this class of error."""

    error_class: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRaised:
    """Facts up to this level may be written from here on."""

    level: int


AdministrationFact: TypeAlias = (
    MessageRejected
    | OutboxTakenUp
    | OutboxIncidentRecorded
    | CataloguePublished
    | CatalogueSwitched
    | ClockMoved
    | TopicAdopted
    | ErrorClassParked
    | LevelRaised
)
