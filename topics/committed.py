"""What a consumer group has committed, told apart from what its coordinator does not know yet.

A coordinator that is still loading (after a start of the broker or a move) answers OffsetFetch with
one error for the whole answer and no topics; aiokafka 0.14 reads only the errors of partitions, in
consumer and admin client alike, so that a position that is there looks like none.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from aiokafka import TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, NoError, for_code
from aiokafka.protocol.coordination import FindCoordinatorRequest
from aiokafka.structs import OffsetAndMetadata

from topics.connection import ask, must_succeed
from topics.wire_offsets import UNSTABLE_OFFSET_COMMIT, StableOffsetFetchRequest

ANSWERED_WITHIN_S: Final = 30.0
_LOOK_AGAIN_S: Final = 0.05
_GROUP: Final = 0


async def committed(
    client: AIOKafkaClient, group: str, places: Iterable[TopicPartition]
) -> dict[TopicPartition, OffsetAndMetadata]:
    """Return what `group` has committed; a place where it has nothing is not in the answer.

    Waits while the coordinator is loading or moving, or while it does not know how a transaction
    with an offset ended, up to 30 s. Raises BrokerRefused.
    """
    request = StableOffsetFetchRequest(group, _by_topic(places))
    deadline = asyncio.get_running_loop().time() + ANSWERED_WITHIN_S
    while True:
        code, found = await _once(client, group, request)
        if code == NoError.errno:
            return found
        passed = asyncio.get_running_loop().time() > deadline
        passing = code == UNSTABLE_OFFSET_COMMIT or for_code(code).retriable
        if passed or not passing:
            must_succeed(f"the position of the group {group}", code)
        await asyncio.sleep(_LOOK_AGAIN_S)


async def _once(
    client: AIOKafkaClient, group: str, request: StableOffsetFetchRequest
) -> tuple[int, dict[TopicPartition, OffsetAndMetadata]]:
    try:
        coordinator = await ask(client, FindCoordinatorRequest(group, _GROUP))
        if coordinator.error_code:
            return coordinator.error_code, {}
        response = await client.send(coordinator.coordinator_id, request)
    except KafkaError as error:
        if not error.retriable:
            raise
        await client.force_metadata_update()
        return error.errno, {}
    return _read(response)


def _read(response: Any) -> tuple[int, dict[TopicPartition, OffsetAndMetadata]]:  # noqa: ANN401 - untyped in aiokafka
    if response.error_code:
        return response.error_code, {}
    found = {}
    for topic, partitions, _ in response.topics:
        for partition, offset, _, metadata, code, _ in partitions:
            if code:
                return code, {}
            if offset >= 0:
                found[TopicPartition(topic, partition)] = OffsetAndMetadata(offset, metadata)
    return NoError.errno, found


def _by_topic(places: Iterable[TopicPartition]) -> dict[str, list[int]]:
    topics: defaultdict[str, list[int]] = defaultdict(list)
    for place in places:
        topics[place.topic].append(place.partition)
    return topics
