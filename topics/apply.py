"""Make the topics on a broker as a plan says; never more than the plan, never what was not allowed.

Idempotent, and safe beside another `apply`: what the other one made meanwhile counts as made.
"""

import asyncio
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import (
    InvalidPartitionsError,
    TopicAlreadyExistsError,
    UnknownTopicOrPartitionError,
)
from aiokafka.protocol.admin import (
    CreatePartitionsRequest,
    CreateTopicsRequest,
    DeleteTopicsRequest,
)

from topics import names
from topics.broker import read_topics, topic_ids
from topics.connection import (
    REQUEST_TIMEOUT_MS,
    Security,
    ask,
    ask_controller,
    connect,
    must_succeed,
)
from topics.declared import TopicSpec
from topics.errors import TopicMissing
from topics.plan import ConfigChange, PartitionChange, Plan
from topics.positions import Position, read_positions, set_first
from topics.wire import IncrementalAlterConfigsRequest, Operation

TOPICS_PER_REQUEST = 500
_SETTLED_WITHIN_S = 30.0
_LOOK_AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done, and what was left because nobody allowed it."""

    created: tuple[str, ...] = ()
    altered: tuple[ConfigChange, ...] = ()
    grown: tuple[PartitionChange, ...] = ()
    deleted: tuple[str, ...] = ()
    positions: tuple[Position, ...] = ()
    left: tuple[str, ...] = ()
    """One sentence for each difference that stays."""


async def apply(
    bootstrap: str,
    plan: Plan,
    *,
    allow_partitions: bool = False,
    allow_delete: bool = False,
    security: Security | None = None,
) -> Applied:
    """Make it so, return what was done when the broker shows it.

    Raises BrokerUnreachable, BrokerRefused (with the broker's reason; what was made before stays),
    TopicMissing when the broker does not show a new topic within 30 s.
    """
    grow = plan.grow if allow_partitions else ()
    extra = plan.extra if allow_delete else ()
    async with connect(bootstrap, security) as client:
        created = await _create(client, plan.create)
        await _alter(client, plan.alter)
        await _grow(client, grow)
        deleted = await _delete(client, {topic.name: topic.topic_id for topic in extra})
        await _settle(client, plan, grow)
    positions: tuple[Position, ...] = ()
    if names.journal(plan.namespace) not in deleted:  # without a journal nobody stands anywhere
        positions = await _set_positions(bootstrap, plan, grow, security)
    return Applied(
        created=created,
        altered=plan.alter,
        grown=grow,
        deleted=deleted,
        positions=positions,
        left=tuple(_left(plan, allow_partitions=allow_partitions, allow_delete=allow_delete)),
    )


async def _create(client: AIOKafkaClient, specs: tuple[TopicSpec, ...]) -> tuple[str, ...]:
    created: list[str] = []
    for start in range(0, len(specs), TOPICS_PER_REQUEST):
        portion = specs[start : start + TOPICS_PER_REQUEST]
        topics: list[Any] = [
            (spec.name, spec.partitions, spec.replication, [], list(spec.configs.items()))
            for spec in portion
        ]
        request = CreateTopicsRequest(topics, REQUEST_TIMEOUT_MS, validate_only=False)
        response = await ask_controller(client, request)
        for name, code, message in response.topic_errors:
            if code != TopicAlreadyExistsError.errno:
                must_succeed(f"create topic {name}", code, message)
                created.append(name)
    return tuple(created)


async def _alter(client: AIOKafkaClient, changes: tuple[ConfigChange, ...]) -> None:
    by_topic: dict[str, list[tuple[str, Operation, str | None]]] = defaultdict(list)
    for change in changes:
        operation = Operation.DELETE if change.wanted is None else Operation.SET
        by_topic[change.topic].append((change.setting, operation, change.wanted))
    if not by_topic:
        return
    response = await ask(client, IncrementalAlterConfigsRequest(by_topic))
    for code, message, _, name in response.resources:
        must_succeed(f"change the settings of {name}", code, message)


async def _grow(client: AIOKafkaClient, changes: tuple[PartitionChange, ...]) -> None:
    if not changes:
        return
    wanted = [(change.topic, (change.wanted, None)) for change in changes]
    request = CreatePartitionsRequest(wanted, REQUEST_TIMEOUT_MS, validate_only=False)
    response = await ask_controller(client, request)
    for name, code, message in response.topic_errors:
        # Another apply was first: whether the number is right is seen when it has settled.
        if code != InvalidPartitionsError.errno:
            must_succeed(f"add partitions to {name}", code, message)


async def _delete(client: AIOKafkaClient, extra: dict[str, str]) -> tuple[str, ...]:
    """Delete by name, but only topics that still are the ones the plan saw."""
    if not extra:
        return ()
    ids = await topic_ids(client, list(extra))
    same = [name for name, topic_id in extra.items() if ids.get(name) == topic_id]
    if not same:
        return ()
    response = await ask_controller(client, DeleteTopicsRequest(same, REQUEST_TIMEOUT_MS))
    deleted = []
    for name, code in response.topic_error_codes:
        if code != UnknownTopicOrPartitionError.errno:
            must_succeed(f"delete topic {name}", code)
            deleted.append(name)
    return tuple(deleted)


async def _settle(client: AIOKafkaClient, plan: Plan, grow: tuple[PartitionChange, ...]) -> None:
    """Wait until the broker shows what was made. Raises TopicMissing after 30 s."""
    wanted = {spec.name: spec.partitions for spec in plan.create}
    wanted |= {change.topic: change.wanted for change in grow}
    until_s = time.monotonic() + _SETTLED_WITHIN_S
    while missing := await _not_shown(client, plan.namespace, wanted):
        if time.monotonic() > until_s:
            raise TopicMissing(missing)
        await asyncio.sleep(_LOOK_AGAIN_S)


async def _not_shown(client: AIOKafkaClient, namespace: str, wanted: dict[str, int]) -> list[str]:
    if not wanted:
        return []
    topics = await read_topics(client, namespace)
    return [
        name
        for name, partitions in wanted.items()
        if name not in topics or topics[name].partitions < partitions
    ]


async def _set_positions(
    bootstrap: str, plan: Plan, grow: tuple[PartitionChange, ...], security: Security | None
) -> tuple[Position, ...]:
    journal = names.journal(plan.namespace)
    made = [spec.partitions for spec in plan.create if spec.name == journal]
    made += [change.wanted for change in grow if change.topic == journal]
    missing = set(plan.positions)
    if made:
        standings = await read_positions(bootstrap, max(made), security, plan.namespace)
        missing |= {position for position, standing in standings.items() if standing.missing}
    if not missing:
        return ()
    return await set_first(bootstrap, sorted(missing), security, plan.namespace)


def _left(plan: Plan, *, allow_partitions: bool, allow_delete: bool) -> list[str]:
    left = [f"{refusal.topic} {refusal.sentence}. {refusal.remedy}" for refusal in plan.refused]
    if not allow_partitions:
        left += [f"{change.topic} {change.sentence} (--allow-partitions)" for change in plan.grow]
    if not allow_delete:
        left += [f"{topic.name} belongs to nobody now (--allow-delete)" for topic in plan.extra]
    return left
