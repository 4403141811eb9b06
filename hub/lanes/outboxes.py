"""An organisation's outbox as far as it is read, and what befell it since that was kept."""

from dataclasses import dataclass

from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata

from hub.domain.commands import RecordOutboxIncident
from hub.domain.vocabulary import OutboxIncident
from hub.runtime.logging import get

log = get(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """An outbox as the broker has it."""

    code: str
    """Whose it is."""
    place: TopicPartition
    topic_id: str
    generation: int
    """How often its topic was made again."""
    begin: int
    end: int


@dataclass(slots=True)
class Outbox:
    """An outbox that is being read."""

    code: str
    topic_id: str
    generation: int
    read: int
    """Offset up to which it is read *and* written on; never ahead of an acknowledgement."""
    kept: int
    """What is committed of that."""

    def mark(self) -> OffsetAndMetadata:
        """Return what is to be committed: how far it is read, of which topic."""
        return OffsetAndMetadata(self.read, self.topic_id)

    def incident(self, incident: OutboxIncident, begin: int, end: int) -> RecordOutboxIncident:
        """Return the command that journals what befell the offsets from `begin` up to `end`."""
        return RecordOutboxIncident(
            organisation=self.code,
            incident=incident,
            topic_id=self.topic_id,
            from_offset=begin,
            until_offset=end,
        )


def taken_up(
    found: Found, kept: OffsetAndMetadata | None
) -> tuple[Outbox, RecordOutboxIncident | None]:
    """Return from where to read an outbox, and what befell it since its position was kept.

    One never read, or made again, is read from its beginning. So is one that ends before its
    position (the broker lost its tail, or tells an old end): what is read twice does no harm.
    """
    outbox = Outbox(found.code, found.topic_id, found.generation, found.begin, found.begin)
    if kept is None or kept.metadata != found.topic_id:
        return outbox, None
    outbox.kept = kept.offset
    if kept.offset > found.end:
        log.error("outbox_cut", topic=found.place.topic, position=kept.offset, end=found.end)
        return outbox, None
    if kept.offset < found.begin:
        lost = found.begin - kept.offset
        log.error("outbox_expired_unread", topic=found.place.topic, records=lost)
        return outbox, outbox.incident(OutboxIncident.EXPIRED_UNREAD, kept.offset, found.begin)
    outbox.read = kept.offset
    return outbox, None
