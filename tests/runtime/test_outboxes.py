"""From where an outbox is read when a shard takes it up, and what that says of the meantime."""

import pytest
from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata

from hub.domain.vocabulary import OutboxIncident
from hub.lanes.outboxes import Found, taken_up

FOUND = Found("street-a", TopicPartition("org.street-a.out", 0), "id-1", 2, begin=3, end=9)


@pytest.mark.parametrize(
    ("kept", "read", "committed"),
    [
        (None, 3, 3),
        (OffsetAndMetadata(5, "id-1"), 5, 5),
        (OffsetAndMetadata(9, "id-1"), 9, 9),
        (OffsetAndMetadata(10, "id-1"), 3, 10),
        (OffsetAndMetadata(5, "id-0"), 3, 3),
    ],
    ids=["never read", "in the middle", "at the end", "behind the end", "of another topic"],
)
def test_reading_goes_on_where_it_was(
    kept: OffsetAndMetadata | None, read: int, committed: int
) -> None:
    """Behind an end that lies before the position everything is read once more: an echo."""
    outbox, incident = taken_up(FOUND, kept)
    assert (outbox.read, outbox.kept, incident) == (read, committed, None)
    assert (outbox.generation, outbox.mark()) == (2, OffsetAndMetadata(read, "id-1"))


def test_what_was_deleted_unread_is_told() -> None:
    """The position moves over it, but not without a word."""
    outbox, incident = taken_up(FOUND, OffsetAndMetadata(1, "id-1"))
    assert (outbox.read, outbox.kept) == (3, 1)
    assert incident is not None
    assert incident.incident is OutboxIncident.EXPIRED_UNREAD
    assert (incident.topic_id, incident.from_offset, incident.until_offset) == ("id-1", 1, 3)
