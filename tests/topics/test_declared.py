"""What should be: names, limits, retention."""

import pytest

from topics import names
from topics.declared import COMMAND_LIMIT_BYTES, JOURNAL_LIMIT_BYTES, TopicSpec, declare
from topics.errors import BadDeclaration


def by_name(namespace: str = "", replication: int = 1) -> dict[str, TopicSpec]:
    """Declare for two organisations."""
    specs = declare(["street-xincun", "dept-chengguan"], 12, replication, namespace)
    return {spec.name: spec for spec in specs}


def test_two_topics_per_organisation_and_three_of_the_hub() -> None:
    """Thirty organisations make 63 topics."""
    codes = [f"dept-{number}" for number in range(30)]
    assert len(declare(codes, 12, 1)) == 63


def test_commands_and_journal_have_the_same_partitions() -> None:
    """One owner for a subject: the same key, the same number of partitions."""
    specs = by_name()
    assert specs["hub.commands"].partitions == specs["hub.journal"].partitions == 12
    assert (
        specs["org.street-xincun.in"].partitions == specs["org.street-xincun.out"].partitions == 1
    )


def test_the_journal_is_kept_for_ever() -> None:
    """Neither time nor size ever deletes the truth, and it is never compacted."""
    configs = by_name()["hub.journal"].configs
    assert configs["retention.ms"] == configs["retention.bytes"] == "-1"
    assert configs["cleanup.policy"] == "delete"


def test_the_journal_takes_eight_commands() -> None:
    """An accepted command always fits when it is journaled."""
    assert JOURNAL_LIMIT_BYTES == 8 * COMMAND_LIMIT_BYTES


@pytest.mark.parametrize("name", ["hub.commands", "org.street-xincun.out", "org.street-xincun.in"])
def test_retention_goes_by_the_brokers_time(name: str) -> None:
    """A record with a time of 2010 does not vanish at once."""
    assert by_name()[name].configs["message.timestamp.type"] == "LogAppendTime"


@pytest.mark.parametrize(("replication", "quorum"), [(1, "1"), (3, "2"), (5, "3")])
def test_a_majority_holds_a_record(replication: int, quorum: str) -> None:
    """A record is acknowledged when more than half of its replicas have it."""
    assert by_name(replication=replication)["hub.journal"].configs["min.insync.replicas"] == quorum


def test_an_organisation_writes_only_its_outbox_and_reads_only_its_inbox() -> None:
    """The access rules are one sentence."""
    specs = by_name()
    written = [name for name, spec in specs.items() if "dept-chengguan" in spec.writers]
    read = [name for name, spec in specs.items() if "dept-chengguan" in spec.readers]
    assert (written, read) == (["org.dept-chengguan.out"], ["org.dept-chengguan.in"])


def test_a_namespace_stands_before_every_name() -> None:
    """Two hubs on one broker share no topic."""
    assert all(name.startswith("trial.") for name in by_name("trial."))


def test_all_that_is_wrong_is_said_at_once() -> None:
    """Bad codes and bad numbers come in one error."""
    with pytest.raises(BadDeclaration) as caught:
        declare(["Street", "x", "dept-a"], 0, 0)
    for part in ("'Street'", "'x'", "partitions", "replication"):
        assert part in caught.value.sentence
    assert "dept-a" not in caught.value.sentence


@pytest.mark.parametrize(
    ("topic", "namespace", "code"),
    [
        ("org.op-icbc.in", "", "op-icbc"),
        ("org.op-icbc.out", "", "op-icbc"),
        ("t1.org.op-icbc.out", "t1.", "op-icbc"),
        ("t1.org.op-icbc.out", "", None),
        ("org.op-icbc.out", "t1.", None),
        ("org.op-icbc.other", "", None),
        ("hub.journal", "", None),
    ],
)
def test_organisation_of_a_topic(topic: str, namespace: str, code: str | None) -> None:
    """A topic names its organisation, and only within its namespace."""
    assert names.organisation_of(topic, namespace) == code
    assert names.is_ours(topic, namespace) == (code is not None or topic == "hub.journal")
