"""Transactions that hang: their coordinator decided, and never told some partition.

A coordinator that finds no leader for a partition may take it for deleted, skip its marker and call
the transaction complete (KAFKA-20734; deploy/decisions/0015). The records stay open under the
producer's id until the next marker of that producer commits or aborts them with its own. Whoever
opens a lane therefore looks, right after the fence, and writes what the coordinator had decided.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    InvalidProducerEpoch,
    KafkaError,
    LeaderNotAvailableError,
    NotLeaderForPartitionError,
    ProducerFenced,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
    for_code,
)

from topics.connection import ask, must_succeed
from topics.transaction_log import Said, Word, last_words
from topics.wire import MetadataRequest
from topics.wire_producers import DescribeProducersRequest, WriteTxnMarkersRequest

ANSWERED_WITHIN_S: Final = 30.0
_LOOK_AGAIN_S: Final = 0.1
NO_FLOOR: Final[Mapping[TopicPartition, "Producer"]] = {}
_NOBODY: Final = -1
_RIGHTS: Final = {ClusterAuthorizationFailedError.errno, TopicAuthorizationFailedError.errno}


class UndecidedError(Exception):
    """A transaction hangs and nobody can say how it was decided."""


@dataclass(frozen=True, slots=True)
class Producer:
    """A transactional producer that was fenced in: its id, and the epoch that nobody had before."""

    transactional_id: str
    producer_id: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Hanging:
    """An open transaction of an earlier epoch at a place."""

    place: TopicPartition
    epoch: int
    coordinator_epoch: int


async def find(
    client: AIOKafkaClient,
    producer: Producer,
    places: Collection[TopicPartition],
    floor: Mapping[TopicPartition, Producer] = NO_FLOOR,
) -> tuple[list[Hanging], dict[TopicPartition, int]]:
    """Return the transactions of a producer's earlier epochs that are open at some places.

    And by which node each place was told.

    Right after the fence all of them were decided, so what is open hangs. A place that does not
    exist has none; for a leader there is a wait of up to 30 s, and where a producer is known to
    have a transaction open (`floor`), for one that knows of it. Raises BrokerRefused, KafkaError.
    """
    found: list[Hanging] = []
    told: dict[TopicPartition, int] = {}
    asked = set(places)
    deadline = asyncio.get_running_loop().time() + ANSWERED_WITHIN_S
    while asked:
        leaders = await _leaders(client, asked)
        asked &= leaders.keys() | floor.keys()
        trouble = LeaderNotAvailableError.errno
        for node, some in _by_leader(leaders).items():
            answered, trouble = await _describe(client, node, some, producer, floor)
            asked -= answered.keys()
            told |= dict.fromkeys(answered, node)
            found += [each for each in answered.values() if each is not None]
        if asked and asyncio.get_running_loop().time() > deadline:
            _must_succeed(f"describe the producers of {min(asked)}", trouble)
        if asked:
            await asyncio.sleep(_LOOK_AGAIN_S)
    return found, told


async def _leaders(
    client: AIOKafkaClient, places: Collection[TopicPartition]
) -> dict[TopicPartition, int]:
    """Return the leader of each place that exists, -1 while it has none."""
    response = await ask(client, MetadataRequest(sorted({place.topic for place in places})))
    leaders = {
        TopicPartition(topic, number): leader
        for code, topic, _, _, partitions, *_ in response.topics
        if code != UnknownTopicOrPartitionError.errno
        for _, number, leader, *_ in partitions
    }
    return {place: leaders[place] for place in places if place in leaders}


def _by_leader(leaders: Mapping[TopicPartition, int]) -> dict[int, list[TopicPartition]]:
    nodes: defaultdict[int, list[TopicPartition]] = defaultdict(list)
    for place, node in leaders.items():
        if node != _NOBODY:
            nodes[node].append(place)
    return nodes


async def _describe(
    client: AIOKafkaClient,
    node: int,
    places: Iterable[TopicPartition],
    producer: Producer,
    floor: Mapping[TopicPartition, Producer],
) -> tuple[dict[TopicPartition, Hanging | None], int]:
    """Return what hangs at each place that its leader answered for, and one error code or 0."""
    request = DescribeProducersRequest(_by_topic(places))
    try:
        response = await client.send(node, request)
    except KafkaError as error:
        if not error.retriable:
            raise
        await client.force_metadata_update()
        return {}, LeaderNotAvailableError.errno  # a lost connection has no number
    answered: dict[TopicPartition, Hanging | None] = {}
    trouble = 0
    for topic, partitions, _ in response.topics:
        for number, code, _, producers, _ in partitions:
            place = TopicPartition(topic, number)
            if code:
                trouble = code
            elif place in floor and not _is_open(floor[place], producers):
                trouble = NotLeaderForPartitionError.errno
            else:
                answered[place] = _hanging(place, producers, producer)
    if trouble:
        await client.force_metadata_update()
    return answered, trouble


def _is_open(producer: Producer, producers: Iterable[Any]) -> bool:
    """Return whether a leader knows of the transaction that a producer has open."""
    known = (producer.producer_id, producer.epoch)
    return any((each[0], each[1]) == known and each[5] >= 0 for each in producers)


def _hanging(place: TopicPartition, producers: Iterable[Any], mine: Producer) -> Hanging | None:
    """Return the open transaction of an earlier epoch; raises ProducerFenced at a later one."""
    for producer_id, epoch, _, _, coordinator_epoch, start, _ in producers:
        if producer_id != mine.producer_id or start < 0:
            continue
        if epoch >= mine.epoch:
            raise ProducerFenced(f"{place} has a transaction of epoch {epoch}")
        return Hanging(place, epoch, max(coordinator_epoch, 0))
    return None


async def finish(
    client: AIOKafkaClient, producer: Producer, hanging: Collection[Hanging], log: AIOKafkaConsumer
) -> dict[TopicPartition, Word]:
    """Write at each place the marker that the coordinator had decided on; return what it was.

    `log` is an open consumer of no group, for reading what the coordinator wrote down. Raises
    UndecidedError when it says nothing of a place, ProducerFenced when a transaction is open again
    (it is a successor's), BrokerRefused, KafkaError.
    """
    said = await last_words(log, producer.transactional_id)
    words = {each.place: _word(each, producer, said) for each in hanging}
    leaders = await _leaders(client, words.keys())
    for each in hanging:
        request = WriteTxnMarkersRequest(
            (producer.producer_id, each.epoch),
            each.coordinator_epoch,
            {each.place.topic: [each.place.partition]},
            committed=words[each.place] is Word.COMMIT,
        )
        response = await client.send(leaders[each.place], request)
        for _, topics, _ in response.markers:
            for topic, partitions, _ in topics:
                for number, code, _ in partitions:
                    _must_succeed(f"write the marker of {topic}-{number}", code)
    return words


def _word(hanging: Hanging, producer: Producer, said: Mapping[TopicPartition, Said]) -> Word:
    last = said.get(hanging.place)
    if last is None or last.producer_id != producer.producer_id:
        raise UndecidedError(
            f"A transaction of {producer.transactional_id} (producer {producer.producer_id}, epoch"
            f" {hanging.epoch}) hangs at {hanging.place.topic}-{hanging.place.partition}, and its"
            " coordinator's log does not say how it was decided."
        )
    if last.word is Word.OPEN:
        raise ProducerFenced(f"{producer.transactional_id} has a transaction under way")
    return last.word


def _must_succeed(what: str, code: int) -> None:
    """Raise unless a code is 0: ProducerFenced, BrokerRefused for rights, KafkaError otherwise."""
    if code == InvalidProducerEpoch.errno:
        raise ProducerFenced(what)
    if code in _RIGHTS:
        must_succeed(what, code)
    if code:
        raise for_code(code)(what)


def _by_topic(places: Iterable[TopicPartition]) -> dict[str, list[int]]:
    topics: defaultdict[str, list[int]] = defaultdict(list)
    for place in places:
        topics[place.topic].append(place.partition)
    return topics
