"""The topics that should be: the one declaration of partitions, sizes, retention and rights.

Sizes are limits of a record batch with its headers, as Kafka measures them. The journal takes
eight times a command, so that whatever is accepted also fits when it is journaled with its facts.
Every topic is stamped by the broker on append: under retention by the sender's time a record
stamped in the past is deleted within seconds, and one stamped in the future is kept too long.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from topics import names
from topics.errors import BadDeclaration

COMMAND_LIMIT_BYTES = 262_144
JOURNAL_LIMIT_BYTES = 8 * COMMAND_LIMIT_BYTES
INBOX_LIMIT_BYTES = 524_288
OUTBOX_LIMIT_BYTES = 1_048_576
CHECKPOINT_LIMIT_BYTES = 65_536

_DAY_MS = 86_400_000
COMMANDS_RETENTION_MS = 30 * _DAY_MS
ORGANISATION_RETENTION_MS = 90 * _DAY_MS
FOR_EVER = -1

POSITION_LANES = ("dispatch", "follow-up")
"""Lanes whose position lies in their consumer group: it is set when the journal is made."""

BROKER_SETTINGS: Mapping[str, str] = MappingProxyType(
    {"offsets.retention.minutes": "2147483647", "auto.create.topics.enable": "false"}
)
"""Settings of the broker itself that the hub relies on; a broker that differs is warned about."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it should be, and what a person wants to know about it."""

    name: str
    partitions: int
    replication: int
    configs: Mapping[str, str]
    purpose: str
    key: str
    writers: tuple[str, ...]
    readers: tuple[str, ...]


def declare(
    organisations: Iterable[str], partitions: int, replication: int, namespace: str = ""
) -> tuple[TopicSpec, ...]:
    """Return every topic of a hub that serves these organisations (codes), the hub's own first.

    Raises BadDeclaration with all that is wrong at once.
    """
    codes = sorted(set(organisations))
    _check(codes, partitions, replication)
    specs = [*_hub_topics(partitions, replication, namespace)]
    for code in codes:
        specs += [_inbox(code, replication, namespace), _outbox(code, replication, namespace)]
    return tuple(specs)


def _check(codes: list[str], partitions: int, replication: int) -> None:
    faults = [
        f"organisation code {code!r} is not lower-case letters, digits and hyphens (2 to 40)"
        for code in codes
        if not names.ORGANISATION_CODE.fullmatch(code)
    ]
    if partitions < 1:
        faults.append(f"partitions must be 1 or more, not {partitions}")
    if replication < 1:
        faults.append(f"replication must be 1 or more, not {replication}")
    if faults:
        raise BadDeclaration("; ".join(faults))


def _hub_topics(partitions: int, replication: int, namespace: str) -> tuple[TopicSpec, ...]:
    return (
        TopicSpec(
            name=names.commands(namespace),
            partitions=partitions,
            replication=replication,
            configs=_configs(COMMAND_LIMIT_BYTES, COMMANDS_RETENTION_MS, replication),
            purpose="Every command that passed the border, and the ticks of time",
            key="subject",
            writers=("ingress", "follow-up", "gateway"),
            readers=("case lane",),
        ),
        TopicSpec(
            name=names.journal(namespace),
            partitions=partitions,
            replication=replication,
            configs=_configs(JOURNAL_LIMIT_BYTES, FOR_EVER, replication),
            purpose="The truth: one entry for every command, with its outcome",
            key="subject",
            writers=("case lane",),
            readers=("dispatch", "follow-up", "auditors"),
        ),
        TopicSpec(
            name=names.checkpoints(namespace),
            partitions=1,
            replication=replication,
            configs=_configs(CHECKPOINT_LIMIT_BYTES, FOR_EVER, replication),
            purpose="Signed checkpoints over the journal",
            key="journal partition",
            writers=("archive",),
            readers=("auditors", "witnesses"),
        ),
    )


def _inbox(code: str, replication: int, namespace: str) -> TopicSpec:
    return TopicSpec(
        name=names.inbox(code, namespace),
        partitions=1,
        replication=replication,
        configs=_configs(INBOX_LIMIT_BYTES, ORGANISATION_RETENTION_MS, replication),
        purpose=f"All that the hub tells {code}",
        key="case",
        writers=("dispatch",),
        readers=(code,),
    )


def _outbox(code: str, replication: int, namespace: str) -> TopicSpec:
    return TopicSpec(
        name=names.outbox(code, namespace),
        partitions=1,
        replication=replication,
        configs=_configs(OUTBOX_LIMIT_BYTES, ORGANISATION_RETENTION_MS, replication),
        purpose=f"All that {code} tells the hub",
        key="any",
        writers=(code,),
        readers=("ingress",),
    )


def _configs(limit_bytes: int, retention_ms: int, replication: int) -> Mapping[str, str]:
    return MappingProxyType(
        {
            "cleanup.policy": "delete",
            "retention.ms": str(retention_ms),
            "retention.bytes": str(FOR_EVER),
            "max.message.bytes": str(limit_bytes),
            "message.timestamp.type": "LogAppendTime",
            "min.insync.replicas": str(_quorum(replication)),
            "unclean.leader.election.enable": "false",
        }
    )


def _quorum(replication: int) -> int:
    """Return how many replicas must hold a record before it is acknowledged: 3 → 2, 1 → 1."""
    return replication // 2 + 1
