"""What a consumer group has committed, told apart from what its coordinator does not know yet.

A coordinator that is still loading (after a start of the broker or a move) answers OffsetFetch with
one error for the whole answer and no topics; aiokafka 0.14 reads only the errors of partitions, in
consumer and admin client alike, so that a position that is there looks like none.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import (
    GroupCoordinatorNotAvailableError,
    KafkaError,
    NoError,
    NotCoordinatorForGroupError,
    for_code,
)
from aiokafka.protocol.coordination import FindCoordinatorRequest
from aiokafka.structs import OffsetAndMetadata

from topics.connection import ask, must_succeed
from topics.wire_offsets import UNSTABLE_OFFSET_COMMIT, StableOffsetFetchRequest

ANSWERED_WITHIN_S: Final = 30.0
NAMED_WITHIN_S: Final = 5.0
"""Longer than a node takes to coordinate what it already leads."""
_LOOK_AGAIN_S: Final = 0.05
_GROUP: Final = 0
_Known: TypeAlias = dict[TopicPartition, OffsetAndMetadata | None]
"""Positions that no transaction may change any more; None where nothing is committed."""


async def committed(
    client: AIOKafkaClient,
    group: str,
    places: Iterable[TopicPartition],
    coordinator: int | None = None,
) -> dict[TopicPartition, OffsetAndMetadata]:
    """Return what `group` has committed; a place where it has nothing is not in the answer.

    Only the node `coordinator` is asked where one is named, else who is said to coordinate now.

    Waits while the coordinator is loading or moving, or while it does not know how a transaction
    with an offset ended, up to 30 s. A place is asked for again until it alone is known: under load
    there may never be a moment without any transaction. Raises BrokerRefused, and a KafkaError that
    may be tried again when the time is over: a named node may have ceased to coordinate for good.
    """
    wanted = list(places)
    known: _Known = {}
    began_s = asyncio.get_running_loop().time()
    while True:
        asked = [each for each in wanted if each not in known]
        code, answered = await _once(client, group, asked, coordinator)
        known |= answered
        if code == NoError.errno:
            return {place: position for place, position in known.items() if position is not None}
        what = f"the position of the group {group}"
        if code != UNSTABLE_OFFSET_COMMIT and not for_code(code).retriable:
            must_succeed(f"tell {what}", code)
        gone = coordinator is not None and code == NotCoordinatorForGroupError.errno
        within_s = NAMED_WITHIN_S if gone else ANSWERED_WITHIN_S
        if asyncio.get_running_loop().time() > began_s + within_s:
            raise GroupCoordinatorNotAvailableError(f"nobody tells {what}: error {code}")
        await asyncio.sleep(_LOOK_AGAIN_S)


async def _once(
    client: AIOKafkaClient, group: str, places: Iterable[TopicPartition], node: int | None
) -> tuple[int, _Known]:
    try:
        if node is None:
            coordinator = await ask(client, FindCoordinatorRequest(group, _GROUP))
            if coordinator.error_code:
                return coordinator.error_code, {}
            node = coordinator.coordinator_id
        request = StableOffsetFetchRequest(group, _by_topic(places))
        response = await client.send(node, request)
    except KafkaError as error:
        if not error.retriable:
            raise
        await client.force_metadata_update()
        return GroupCoordinatorNotAvailableError.errno, {}  # a lost connection has no number
    return _read(response)


def _read(response: Any) -> tuple[int, _Known]:  # noqa: ANN401 - untyped in aiokafka
    """Return one error, if there is any, and what is known of the places without one."""
    worst, known = response.error_code, {}
    for topic, partitions, _ in response.topics:
        for partition, offset, _, metadata, code, _ in partitions:
            if code:
                worst = code if worst in (NoError.errno, UNSTABLE_OFFSET_COMMIT) else worst
            else:
                position = OffsetAndMetadata(offset, metadata) if offset >= 0 else None
                known[TopicPartition(topic, partition)] = position
    return worst, {} if response.error_code else known


def _by_topic(places: Iterable[TopicPartition]) -> dict[str, list[int]]:
    topics: defaultdict[str, list[int]] = defaultdict(list)
    for place in places:
        topics[place.topic].append(place.partition)
    return topics
