"""`lianban topics` as a person and as a program see it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.cli import topics as command
from hub.unfit import Unfit


@pytest.fixture
def organisations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand in for a catalogue: the codes of its organisations."""
    codes = ["dept-a", "street-b"]
    monkeypatch.setattr(command, "_organisations", lambda _folder: list(codes))
    return codes


@pytest.fixture
def small_hub(
    kafka: str, namespace: str, organisations: list[str], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Set the environment of a small hub on the shared broker; give its organisations."""
    monkeypatch.setenv("LIANBAN_KAFKA__BOOTSTRAP", kafka)
    monkeypatch.setenv("LIANBAN_NAMESPACE", namespace)
    monkeypatch.setenv("LIANBAN_PARTITIONS", "2")
    monkeypatch.setenv("COLUMNS", "200")
    return organisations


def run(*arguments: str) -> Result:
    """Run `lianban topics` with these arguments."""
    return CliRunner().invoke(command.group, arguments, catch_exceptions=False)


def test_plan_apply_plan(small_hub: list[str], namespace: str) -> None:
    """A difference is status 2, apply says what it made, then there is none: status 0."""
    before = run("plan")
    assert before.exit_code == 2
    assert f"{namespace}hub.journal" in before.output
    assert "partitions 2, replicas 1, kept for ever" in before.output

    done = run("apply")
    assert done.exit_code == 0
    assert f"{namespace}org.{small_hub[0]}.in" in done.output
    assert "starts at offset 0 of 2 partitions" in done.output

    after = run("plan")
    assert after.exit_code == 0
    assert "Topics are as declared" in after.output
    assert "Nothing to do" in run("apply").output


def test_for_a_program(small_hub: list[str], namespace: str) -> None:
    """One JSON object each, alone on standard output."""
    plan = json.loads(run("plan", "--json").stdout)
    assert len(plan["create"]) == 3 + 2 * len(small_hub)
    assert not plan["empty"]
    done = json.loads(run("apply", "--json").stdout)
    assert done["created"] == plan["create"]
    assert {entry["group"] for entry in done["positions"]} == {
        f"{namespace}lianban-dispatch",
        f"{namespace}lianban-follow-up",
    }
    assert json.loads(run("plan", "--json").stdout)["empty"]


def test_what_is_not_allowed_is_left_and_said(
    small_hub: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deletes and partitions need their word; the plan shows it, apply leaves it."""
    run("apply")
    monkeypatch.setattr(command, "_organisations", lambda _folder: small_hub[:1])
    monkeypatch.setenv("LIANBAN_PARTITIONS", "3")
    plan = run("plan")
    assert plan.exit_code == 2
    done = run("apply")
    for output in (plan.output, done.output):
        assert "--allow-delete" in output
        assert "--allow-partitions" in output
    assert "deleted" in run("apply", "--allow-delete", "--allow-partitions").output
    assert run("plan").exit_code == 0


def test_nobody_there(organisations: list[str]) -> None:
    """A broker that does not answer is one sentence with a remedy."""
    with pytest.raises(Unfit, match=r"No Kafka broker answers at 127\.0\.0\.1:9") as caught:
        run("plan", "--bootstrap", "127.0.0.1:9")
    assert organisations
    assert "Start the broker" in caught.value.remedy


@pytest.mark.usefixtures("organisations")
def test_no_broker_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address and without an embedded broker it says what to give."""
    monkeypatch.setenv("LIANBAN_DATA", str(tmp_path))
    with pytest.raises(Unfit, match="No broker is named") as caught:
        run("plan")
    assert "LIANBAN_KAFKA__BOOTSTRAP" in caught.value.remedy


@pytest.mark.usefixtures("organisations")
def test_the_embedded_broker_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The port that `lianban up` remembers in the data folder is used."""
    monkeypatch.setenv("LIANBAN_DATA", str(tmp_path))
    (tmp_path / "kafka").mkdir()
    (tmp_path / "kafka" / "port").write_text("9\n")
    with pytest.raises(Unfit, match=r"127\.0\.0\.1:9"):
        run("plan")
