"""What topics there are: read from a broker, never changed here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import UnknownTopicOrPartitionError, for_code
from aiokafka.protocol.admin import DescribeConfigsRequest

from topics import names, wire
from topics.connection import Client, Security, ask, client_of, connect, must_succeed
from topics.declared import BROKER_SETTINGS
from topics.errors import TopicMissing
from topics.positions import Position, Standing, read_positions

_TOPIC_OVERRIDE = 1
"""Source of a setting in DescribeConfigs: set on the topic itself (DYNAMIC_TOPIC_CONFIG)."""


@dataclass(frozen=True, slots=True)
class ActualTopic:
    """A topic as it is; `configs` are all in force, `overridden` those set on the topic itself."""

    name: str
    topic_id: str
    partitions: int
    replication: int
    configs: Mapping[str, str]
    overridden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Actual:
    """All that a plan needs to know of a broker."""

    topics: Mapping[str, ActualTopic]
    settings: Mapping[str, str]
    positions: Mapping[Position, Standing]


async def topic_ids(
    broker: Client | str, topics: Collection[str], security: Security | None = None
) -> dict[str, str]:
    """Return the id (UUID text) of each topic that exists; one request over an open client.

    `broker` is an open aiokafka client, consumer or producer, or a bootstrap address. A topic made
    again under its old name has another id (KIP-516). Raises KafkaError when the broker does not
    answer or may not tell, BrokerUnreachable for an address without a broker.
    """
    if isinstance(broker, str):
        async with connect(broker, security) as client:
            return await topic_ids(client, topics)
    described = await _metadata(client_of(broker), list(topics))
    return {name: str(topic_id) for name, (topic_id, _) in described.items()}


async def topic_id(broker: Client | str, name: str, security: Security | None = None) -> str:
    """Return the id (UUID text) of one topic. Raises TopicMissing."""
    ids = await topic_ids(broker, [name], security)
    if name not in ids:
        raise TopicMissing([name])
    return ids[name]


async def read(
    bootstrap: str, security: Security | None = None, namespace: str = ""
) -> dict[str, ActualTopic]:
    """Return the hub's topics as they are on the broker, by name; other people's are left out."""
    async with connect(bootstrap, security) as client:
        return await read_topics(client, namespace)


async def read_all(bootstrap: str, security: Security | None = None, namespace: str = "") -> Actual:
    """Return topics, the broker's own settings and the positions of the hub's groups."""
    async with connect(bootstrap, security) as client:
        topics = await read_topics(client, namespace)
        settings = await _broker_settings(client)
    journal = topics.get(names.journal(namespace))
    partitions = journal.partitions if journal else 0
    positions = await read_positions(bootstrap, partitions, security, namespace)
    return Actual(topics=topics, settings=settings, positions=positions)


async def read_topics(client: AIOKafkaClient, namespace: str = "") -> dict[str, ActualTopic]:
    """Return the hub's topics over an open client: two requests, however many topics."""
    described = await _metadata(client, None)
    ours = {name: found for name, found in described.items() if names.is_ours(name, namespace)}
    configs = await _topic_configs(client, ours)
    return {
        name: ActualTopic(
            name=name,
            topic_id=str(topic_id),
            partitions=len(replicas),
            replication=min(replicas, default=0),
            configs={key: value for key, (value, _) in configs[name].items()},
            overridden=frozenset(key for key, (_, own) in configs[name].items() if own),
        )
        for name, (topic_id, replicas) in ours.items()
        if name in configs
    }


async def inboxes(client: AIOKafkaClient, namespace: str = "") -> list[str]:
    """Return the names of the inboxes that there are, over an open client."""
    found = await _metadata(client, None)
    return [name for name in found if names.is_inbox(name, namespace)]


async def _metadata(
    client: AIOKafkaClient, topics: list[str] | None
) -> dict[str, tuple[UUID, list[int]]]:
    """Return id and number of replicas of each partition, for the topics that exist."""
    response = await ask(client, wire.MetadataRequest(topics))
    found = {}
    for code, name, topic_id, _, partitions, *_ in response.topics:
        if code == UnknownTopicOrPartitionError.errno:
            continue
        # A partition between two leaders is no reason not to know the topic.
        if code and not for_code(code).retriable:
            raise for_code(code)(f"metadata of {name}")
        found[name] = (topic_id, [len(partition[4]) for partition in partitions])
    return found


async def _topic_configs(
    client: AIOKafkaClient, topics: Iterable[str]
) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return by topic and setting: the value, and whether it is set on the topic itself.

    A topic deleted since it was listed is left out.
    """
    resources = [(wire.TOPIC_RESOURCE, topic, None) for topic in topics]
    if not resources:
        return {}
    response = await ask(client, DescribeConfigsRequest(resources))
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for code, message, _, name, entries in response.resources:
        if code == UnknownTopicOrPartitionError.errno:
            continue
        must_succeed(f"describe the settings of {name}", code, message)
        found[name] = {
            key: (value, source == _TOPIC_OVERRIDE) for key, value, _, source, *_ in entries
        }
    return found


async def _broker_settings(client: AIOKafkaClient) -> dict[str, str]:
    """Return the settings the hub relies on, from any one broker."""
    node = client.get_random_node()
    resource = (wire.BROKER_RESOURCE, str(node), list(BROKER_SETTINGS))
    response = await client.send(node, DescribeConfigsRequest([resource]))
    code, message, _, _, entries = response.resources[0]
    must_succeed("describe the settings of the broker", code, message)
    return {key: value for key, value, *_ in entries}
