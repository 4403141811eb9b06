"""The difference between the topics that should be and those that are; pure, changes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from topics.broker import Actual, ActualTopic
from topics.declared import BROKER_SETTINGS, TopicSpec
from topics.positions import Position, Standing


@dataclass(frozen=True, slots=True)
class ConfigChange:
    """One setting of a topic; `wanted` None: back to the broker's default."""

    topic: str
    setting: str
    current: str
    wanted: str | None

    @property
    def sentence(self) -> str:
        """Say it to a person."""
        if self.wanted is None:
            return f"{self.setting} was set to {self.current} by hand; back to the broker's default"
        return f"{self.setting} is {self.current}, becomes {self.wanted}"


@dataclass(frozen=True, slots=True)
class PartitionChange:
    """More partitions for a topic: keys move to other partitions, so only when told."""

    topic: str
    current: int
    wanted: int

    @property
    def sentence(self) -> str:
        """Say it to a person."""
        return (
            f"has {self.current} partitions, declared are {self.wanted}: keys would move to other "
            "partitions, and a case would no longer be found where its past is"
        )


@dataclass(frozen=True, slots=True)
class Refused:
    """A difference that is never made here, whatever is allowed."""

    topic: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What must be done. `grow` and `extra` are only done when told, `refused` never."""

    create: tuple[TopicSpec, ...] = ()
    alter: tuple[ConfigChange, ...] = ()
    grow: tuple[PartitionChange, ...] = ()
    extra: tuple[ActualTopic, ...] = ()
    positions: tuple[Position, ...] = ()
    refused: tuple[Refused, ...] = ()
    warnings: tuple[str, ...] = ()
    namespace: str = ""

    @property
    def empty(self) -> bool:
        """The broker is as declared (warnings are about what no plan can change)."""
        return not (
            self.create or self.alter or self.grow or self.extra or self.positions or self.refused
        )


def difference(
    declared: Iterable[TopicSpec],
    actual: Mapping[str, ActualTopic] | Actual,
    namespace: str = "",
) -> Plan:
    """Return what leads from `actual` to `declared`.

    With only the topics (`topics.broker.read`) the broker's settings and the groups' positions are
    taken to be in order; `topics.broker.read_all` has them too.
    """
    if not isinstance(actual, Actual):
        actual = Actual(topics=actual, settings=BROKER_SETTINGS, positions={})
    wanted = {spec.name: spec for spec in declared}
    both = [(spec, actual.topics[name]) for name, spec in wanted.items() if name in actual.topics]
    return Plan(
        create=tuple(spec for name, spec in wanted.items() if name not in actual.topics),
        alter=tuple(change for pair in both for change in _configs(*pair)),
        grow=tuple(change for pair in both for change in _growth(*pair)),
        extra=tuple(actual.topics[name] for name in sorted(actual.topics.keys() - wanted.keys())),
        positions=tuple(_to_set(actual.positions)),
        refused=(
            *(refusal for pair in both for refusal in _impossible(*pair)),
            *_lost_positions(actual.positions),
        ),
        warnings=tuple(_warnings(actual.settings)),
        namespace=namespace,
    )


def _configs(spec: TopicSpec, topic: ActualTopic) -> Iterator[ConfigChange]:
    for setting, wanted in spec.configs.items():
        current = topic.configs.get(setting, "")
        if current != wanted:
            yield ConfigChange(spec.name, setting, current, wanted)
    for setting in sorted(topic.overridden - spec.configs.keys()):
        yield ConfigChange(spec.name, setting, topic.configs[setting], None)


def _growth(spec: TopicSpec, topic: ActualTopic) -> Iterator[PartitionChange]:
    if topic.partitions < spec.partitions:
        yield PartitionChange(spec.name, topic.partitions, spec.partitions)


def _impossible(spec: TopicSpec, topic: ActualTopic) -> Iterator[Refused]:
    if topic.partitions > spec.partitions:
        yield Refused(
            spec.name,
            f"has {topic.partitions} partitions, declared are {spec.partitions}: Kafka cannot take "
            "partitions away",
            f"Set LIANBAN_PARTITIONS={topic.partitions}, or move to a new namespace",
        )
    if topic.replication != spec.replication:
        yield Refused(
            spec.name,
            f"has {topic.replication} replicas, declared are {spec.replication}: moving replicas "
            "loads the cluster and is decided by whoever runs it",
            "Use kafka-reassign-partitions, or declare the replication that is there",
        )


def _to_set(positions: Mapping[Position, Standing]) -> Iterator[Position]:
    for position, standing in sorted(positions.items()):
        if standing.missing and not standing.end:
            yield position


def _lost_positions(positions: Mapping[Position, Standing]) -> Iterator[Refused]:
    for position, standing in sorted(positions.items()):
        if standing.missing and standing.end:
            yield Refused(
                position.group,
                f"has no position on journal partition {position.partition}, which already holds "
                f"records up to offset {standing.end}: the lane will not start, since any guess "
                "would lose or repeat messages",
                "Rebuild the lane from a named journal entry",
            )


def _warnings(settings: Mapping[str, str]) -> Iterator[str]:
    retention = settings.get("offsets.retention.minutes", "")
    needed = BROKER_SETTINGS["offsets.retention.minutes"]
    if retention and int(retention) < int(needed):
        yield (
            f"The broker forgets the position of an idle group after {retention} minutes, but the "
            f"journal is kept for ever: set offsets.retention.minutes={needed} on every broker"
        )
    if settings.get("auto.create.topics.enable") == "true":
        yield (
            "The broker makes a topic whenever somebody names one, with settings of its own: set "
            "auto.create.topics.enable=false on every broker"
        )
