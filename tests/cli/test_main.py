"""The command line says what is wrong in one sentence and never shows a traceback."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from hub.cli import main as cli
from hub.unfit import Unfit

LIANBAN = Path(sys.executable).with_name("lianban")


def lianban(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command."""
    return subprocess.run(
        [LIANBAN, *arguments],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_version() -> None:
    """`--version` says the version and nothing else."""
    done = lianban("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"lianban {cli.version()}\n", "")


def test_commands_are_listed() -> None:
    """`--help` shows the commands with their first sentence."""
    shown = lianban("--help").stdout
    assert "Start broker, topics, catalogue and workers" in shown
    assert "Run one worker" in shown


def test_unknown_command() -> None:
    """A mistyped command is named; exit status 2 as usual for wrong usage."""
    done = lianban("upp")
    assert done.returncode == 2
    assert "No such command 'upp'" in done.stderr


def test_bad_setting() -> None:
    """A bad setting is named in one line, with exit status 1 and no traceback."""
    done = lianban("up", LIANBAN_PARTITIONS="none")
    assert done.returncode == 1
    assert done.stderr.startswith("lianban: The setting LIANBAN_PARTITIONS is not usable")
    assert len(done.stderr.splitlines()) == 1


def test_worker_without_a_broker() -> None:
    """A worker that was given no broker says what to set."""
    done = lianban("worker")
    assert done.returncode == 1
    assert "LIANBAN_KAFKA__BOOTSTRAP is not set" in done.stderr


def test_status_where_nothing_runs(tmp_path: Path) -> None:
    """Without a running hub `status` says so and its exit status tells."""
    done = lianban("status", "--json", LIANBAN_DATA=str(tmp_path))
    assert (done.returncode, done.stdout) == (
        1,
        '{"running": false, "ready": false, "workers": {}}\n',
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Unfit("It rains.", "Wait."), "lianban: It rains. Wait.\n"),
        (ValueError("odd"), "lianban: ValueError: odd (LIANBAN_DEBUG=1 shows where.)\n"),
    ],
)
def test_any_error_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, said: str
) -> None:
    """Whatever a command raises ends as one sentence with exit status 1; a traceback on request."""

    @click.command
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli, "cli", failing)
    with pytest.raises(SystemExit, match="1"):
        cli.main([])
    assert capsys.readouterr().err == said
    monkeypatch.setenv("LIANBAN_DEBUG", "1")
    with pytest.raises(type(error)):
        cli.main([])


def test_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with the status that shells expect."""

    @click.command
    def endless() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "cli", endless)
    with pytest.raises(SystemExit, match="130"):
        cli.main([])
