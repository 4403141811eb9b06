"""The difference between what should be and what is, without a broker."""

from collections.abc import Mapping
from dataclasses import replace

from topics.broker import Actual, ActualTopic
from topics.declared import BROKER_SETTINGS, declare
from topics.plan import ConfigChange, Plan, difference
from topics.positions import Position, Standing

DECLARED = declare(["op-icbc"], 3, 1)


def as_declared() -> dict[str, ActualTopic]:
    """Return topics that are exactly what was declared."""
    return {
        spec.name: ActualTopic(
            name=spec.name,
            topic_id=f"id-of-{spec.name}",
            partitions=spec.partitions,
            replication=spec.replication,
            configs={**spec.configs, "segment.bytes": "1073741824"},
            overridden=frozenset(spec.configs),
        )
        for spec in DECLARED
    }


def plan_with(name: str, **changes: object) -> Plan:
    """Plan against topics of which one differs."""
    actual = as_declared()
    actual[name] = replace(actual[name], **changes)  # type: ignore[arg-type] # each test names a field
    return difference(DECLARED, actual)


def plan_for(
    positions: Mapping[Position, Standing] | None = None, settings: Mapping[str, str] | None = None
) -> Plan:
    """Plan against a broker whose topics are right."""
    return difference(
        DECLARED,
        Actual(
            topics=as_declared(),
            settings=BROKER_SETTINGS if settings is None else settings,
            positions=positions or {},
        ),
    )


def test_nothing_differs() -> None:
    """A broker that is as declared gives an empty plan without warnings."""
    plan = plan_for()
    assert plan.empty
    assert not plan.warnings


def test_all_is_missing() -> None:
    """On a new broker all topics are created, the hub's own first."""
    assert difference(DECLARED, {}).create == DECLARED


def test_a_setting_differs() -> None:
    """A changed retention goes back, and the sentence says from what to what."""
    configs = {**as_declared()["hub.commands"].configs, "retention.ms": "1000"}
    plan = plan_with("hub.commands", configs=configs)
    assert plan.alter == (ConfigChange("hub.commands", "retention.ms", "1000", "2592000000"),)
    assert plan.alter[0].sentence == "retention.ms is 1000, becomes 2592000000"


def test_a_setting_was_added_by_hand() -> None:
    """What nobody declared goes back to the broker's default."""
    before = as_declared()["hub.journal"]
    plan = plan_with("hub.journal", overridden=before.overridden | {"segment.bytes"})
    assert plan.alter == (ConfigChange("hub.journal", "segment.bytes", "1073741824", None),)


def test_too_few_partitions() -> None:
    """More partitions are a change of its own kind, done only when told."""
    plan = plan_with("hub.journal", partitions=2)
    assert [(c.topic, c.current, c.wanted) for c in plan.grow] == [("hub.journal", 2, 3)]
    assert not plan.empty


def test_too_many_partitions() -> None:
    """Shrinking is refused with what to do instead."""
    plan = plan_with("hub.journal", partitions=4)
    assert "cannot take partitions away" in plan.refused[0].sentence
    assert "LIANBAN_PARTITIONS=4" in plan.refused[0].remedy


def test_another_replication() -> None:
    """Moving replicas is refused."""
    assert plan_with("hub.journal", replication=3).refused[0].topic == "hub.journal"


def test_a_topic_of_nobody() -> None:
    """The topics of an organisation that left are extra, never silently kept or deleted."""
    actual = as_declared()
    actual["org.left.in"] = replace(actual["org.op-icbc.in"], name="org.left.in")
    plan = difference(DECLARED, actual)
    assert [topic.name for topic in plan.extra] == ["org.left.in"]
    assert not plan.empty


def test_a_position_is_missing_on_an_empty_journal() -> None:
    """It can be set to the beginning: nothing could be lost or repeated."""
    position = Position("lianban-dispatch", 1)
    assert plan_for({position: Standing(committed=None, end=0)}).positions == (position,)


def test_a_position_is_missing_on_a_journal_with_entries() -> None:
    """It is never guessed."""
    plan = plan_for({Position("lianban-dispatch", 1): Standing(committed=None, end=7)})
    assert not plan.positions
    assert "offset 7" in plan.refused[0].sentence
    assert "named journal entry" in plan.refused[0].remedy


def test_a_committed_position_is_no_difference() -> None:
    """Also one at the very beginning."""
    assert plan_for({Position("lianban-dispatch", 1): Standing(committed=0, end=7)}).empty


def test_a_broker_that_forgets_positions_is_warned_about() -> None:
    """Kafka's default of seven days would lose the position of an idle lane."""
    plan = plan_for(
        settings={"offsets.retention.minutes": "10080", "auto.create.topics.enable": "true"}
    )
    assert plan.empty
    assert "offsets.retention.minutes=2147483647" in plan.warnings[0]
    assert "auto.create.topics.enable=false" in plan.warnings[1]
