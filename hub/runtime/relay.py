"""Lanes without a state of their own, whose position is part of the transaction of their output.

The position is fetched after the fence, so it shows every commit of the predecessor. A missing
position is never a reset: the first one is committed when the journal is made.
"""

import json
from abc import abstractmethod
from dataclasses import dataclass, field

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.structs import ConsumerRecord, OffsetAndMetadata

from hub.runtime.clients import connection, group_id
from hub.runtime.failures import LaneStoppedError
from hub.runtime.fence import Fence
from hub.runtime.floor import Floor
from hub.runtime.lane import Lane
from hub.runtime.outbound import Outbound
from hub.settings import Settings
from topics import names
from topics.committed import committed
from topics.connection import connect
from topics.transaction_log import offsets_place


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far a lane has read the journal, as it is committed with its output."""

    offset: int
    """Offset in the journal from which to read."""
    next_number: int
    """Number of the entry that comes next."""
    held: dict[str, int] = field(default_factory=dict)
    """Organisations that cannot be reached, each with the offset of its first unsent entry."""

    def committed(self) -> OffsetAndMetadata:
        """Return the bookmark as offset and metadata of a consumer group."""
        metadata = {"next": self.next_number, **({"held": self.held} if self.held else {})}
        return OffsetAndMetadata(self.offset, json.dumps(metadata, separators=(",", ":")))


async def read_bookmark(
    settings: Settings, lane: str, place: TopicPartition, coordinator: int | None = None
) -> Bookmark:
    """Return what the group of a lane has committed for a partition of the journal.

    Only the node `coordinator` is believed where one is named: who knows of the lane's floor.

    Raises LaneStoppedError when there is nothing: offsets that are gone are never guessed.
    """
    group = group_id(settings, lane)
    async with connect(connection(settings)["bootstrap_servers"]) as client:
        kept = (await committed(client, group, [place], coordinator)).get(place)
    if kept is None:
        raise LaneStoppedError(
            f"The group {group} has no position on {place}; it may have expired or been deleted.",
            "Find the last entry that was announced and commit the offset after it for this group,"
            ' with the metadata {"next": <its number + 1>}.',
        )
    try:
        metadata = json.loads(kept.metadata)
        return Bookmark(kept.offset, int(metadata["next"]), dict(metadata.get("held", {})))
    except (ValueError, KeyError, TypeError) as error:
        raise LaneStoppedError(
            f"The position of {group} on {place} names no entry: {kept.metadata!r}.",
            'Commit it again with the metadata {"next": <number of the entry at the offset>}.',
        ) from error


class RelayLane(Lane):
    """A transactional lane whose input offset is part of its transaction."""

    def __init__(self, settings: Settings, partition: int, name: str, source: str) -> None:
        """Name the lane and the topic it reads."""
        super().__init__(settings, partition)
        self.name = name
        self.source = TopicPartition(source, partition)
        self.fence = Fence(settings, name, partition)
        self.bookmark = Bookmark(0, 0)

    async def open(self) -> None:
        """Fence, then fetch the position, in this order.

        Model: OpenFence, LayFloor, EndHanging, Position.
        """
        group = group_id(self.settings, self.name)
        beside = TopicPartition(names.commands(self.settings.namespace), self.partition)
        await self.fence.up()
        async with Floor(self.settings, self.name, self.partition) as floor:
            await floor.under_positions(group, beside)
            targets, kept_in = await self._outputs(group)
            leaders = await self.fence.clear([*targets, kept_in], {kept_in: floor.producer})
            self.bookmark = await self.position(leaders[kept_in])
        self.next_offset = self.bookmark.offset

    async def _outputs(self, group: str) -> tuple[list[TopicPartition], TopicPartition]:
        """Return every place that a transaction of this lane may have touched.

        Topics that organisations have now, and the group's own partition of positions.
        """
        async with connect(connection(self.settings)["bootstrap_servers"]) as client:
            return await self.targets(client), await offsets_place(client, group)

    async def position(self, coordinator: int) -> Bookmark:
        """Return the committed bookmark as a node tells it that knows of the floor."""
        return await read_bookmark(self.settings, self.name, self.source, coordinator)

    @abstractmethod
    async def targets(self, client: AIOKafkaClient) -> list[TopicPartition]:
        """Return the places that exist of those that this lane writes to."""

    @abstractmethod
    def number(self, record: "ConsumerRecord[bytes, bytes]") -> int:
        """Return the gapless number of a record of the input."""

    def begins(self, record: "ConsumerRecord[bytes, bytes]") -> bool:
        """Return whether this entry is the next: offsets of the journal have gaps, numbers not."""
        return self.number(record) == self.bookmark.next_number

    def outbound(self) -> Outbound:
        """Return an empty transaction."""
        return Outbound(self.fence)

    async def commit(
        self, outbound: Outbound, bookmark: Bookmark, within_s: float | None = None
    ) -> None:
        """Commit output and position as one; only then the position moves here.

        Model: Keep.
        """
        position = {self.source: bookmark.committed()}
        await outbound.commit(group_id(self.settings, self.name), position, within_s)
        self.bookmark = bookmark
        self.next_offset = bookmark.offset
        self.fence.shown()

    async def close(self) -> None:
        """Release the producer; what was in flight is ended by the next owner's fence."""
        await self.fence.close()
