"""Where the lanes that keep their position in a consumer group stand on the journal.

Such a lane starts at a committed offset or not at all: a position that is missing is a crash, never
a reset. So the first position is committed here, when the journal is made, and never again.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.structs import OffsetAndMetadata

from topics import names
from topics.committed import committed
from topics.connection import REQUEST_TIMEOUT_MS, Security, client_of
from topics.declared import POSITION_LANES

FIRST_METADATA: Final = '{"next":0}'
"""Metadata of a first position: the journal entry to announce next is number 0."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A consumer group on one partition of the journal."""

    group: str
    partition: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What the group has committed (None: nothing), and how far the journal reaches."""

    committed: int | None
    end: int

    @property
    def missing(self) -> bool:
        """Nothing is committed: the lane would not start."""
        return self.committed is None


async def read_positions(
    bootstrap: str, partitions: int, security: Security | None = None, namespace: str = ""
) -> dict[Position, Standing]:
    """Return the positions of all lanes on the first `partitions` partitions of the journal."""
    found: dict[Position, Standing] = {}
    if not partitions:
        return found
    places = _places(range(partitions), namespace)
    for group in _groups(namespace):
        async with _consumer(bootstrap, group, security) as consumer:
            ends = await consumer.end_offsets(places)
            kept = await committed(client_of(consumer), group, places)
            for place in places:
                offset = kept[place].offset if place in kept else None
                found[Position(group, place.partition)] = Standing(offset, ends[place])
    return found


async def set_first(
    bootstrap: str,
    missing: Iterable[Position],
    security: Security | None = None,
    namespace: str = "",
) -> tuple[Position, ...]:
    """Commit offset 0 where nothing is committed and the journal is empty; return where it was.

    Safe beside another `apply` and beside running lanes: what is committed is never touched, and
    the broker itself refuses a commit from outside a group that has members.
    """
    done: list[Position] = []
    by_group: dict[str, list[int]] = {}
    for position in missing:
        by_group.setdefault(position.group, []).append(position.partition)
    for group, partitions in by_group.items():
        async with _consumer(bootstrap, group, security) as consumer:
            done += await _set_first(consumer, group, _places(partitions, namespace))
    return tuple(sorted(done))


async def _set_first(
    consumer: AIOKafkaConsumer, group: str, places: Collection[TopicPartition]
) -> list[Position]:
    consumer.assign(places)
    ends: Mapping[TopicPartition, int] = await consumer.end_offsets(places)
    kept = await committed(client_of(consumer), group, places)
    first = {
        place: OffsetAndMetadata(0, FIRST_METADATA)
        for place in places
        if ends[place] == 0 and place not in kept
    }
    if first:
        await consumer.commit(first)
    return [Position(group, place.partition) for place in first]


def _consumer(bootstrap: str, group: str, security: Security | None) -> AIOKafkaConsumer:
    return AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="none",
        request_timeout_ms=REQUEST_TIMEOUT_MS,
        **(security or {}),
    )


def _groups(namespace: str) -> tuple[str, ...]:
    return tuple(names.group(lane, namespace) for lane in POSITION_LANES)


def _places(partitions: Iterable[int], namespace: str) -> list[TopicPartition]:
    journal = names.journal(namespace)
    return [TopicPartition(journal, partition) for partition in partitions]
