"""`lianban up`: ready, goes on where it was, stops whole, says in one sentence what hinders it."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from hub.broker.folder import LOOPBACK
from hub.settings import Settings

LIANBAN = Path(sys.executable).with_name("lianban")
READY_WITHIN_S = 120
STOPPED_WITHIN_S = 60

pytestmark = pytest.mark.xdist_group("up")


class Up:
    """A `lianban up` that runs."""

    def __init__(
        self, process: subprocess.Popen[str], log: Path, environment: dict[str, str]
    ) -> None:
        self.process = process
        self.log = log
        self.environment = environment

    @property
    def said(self) -> str:
        """What it printed on standard error so far."""
        return self.log.read_text()

    def wait_for(self, words: str) -> None:
        """Wait until it has said that."""
        deadline = time.monotonic() + READY_WITHIN_S
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def family(self) -> list[psutil.Process]:
        """It and all processes below it."""
        top = psutil.Process(self.process.pid)
        return [top, *top.children(recursive=True)]

    def end(self, number: signal.Signals) -> int:
        """Send a signal; wait for the end of all of its processes; returns its exit status."""
        family = self.family()
        self.process.send_signal(number)
        code = self.process.wait(STOPPED_WITHIN_S)
        _, alive = psutil.wait_procs(family[1:], timeout=10)
        assert not alive
        return code


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a person who has set nothing but a data folder and what is given."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "JAVA_HOME") if name in os.environ}
    cache = {name: value for name, value in os.environ.items() if name == "LIANBAN_CACHE"}
    return {**kept, **cache, "LIANBAN_DATA": str(data), "LIANBAN_PARTITIONS": "2", **more}


@contextlib.contextmanager
def running(env: dict[str, str], log: Path) -> Iterator[Up]:
    """Start `lianban up`; whatever the test does, nothing of it stays."""
    with log.open("w") as file:
        process = subprocess.Popen(
            [LIANBAN, "up"], env=env, stdout=file, stderr=file, text=True, start_new_session=True
        )
    try:
        yield Up(process, log, env)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def on_shared(settings: Settings) -> dict[str, str]:
    """The environment of a hub of its own on the session's broker."""
    bootstrap = settings.kafka.bootstrap or ""
    more = {"LIANBAN_KAFKA__BOOTSTRAP": bootstrap, "LIANBAN_NAMESPACE": settings.namespace}
    return environment(settings.data, **more)


def status(env: dict[str, str]) -> dict[str, object]:
    """What `lianban status --json` says."""
    done = subprocess.run(
        [LIANBAN, "status", "--json"], env=env, capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def refusal(env: dict[str, str]) -> str:
    """The one line with which `lianban up` gives up."""
    done = subprocess.run([LIANBAN, "up"], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith("✓")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_ready_stopped_and_again(tmp_path: Path) -> None:
    """From nothing to ready, stopped whole by Ctrl-C; the second time it goes on where it was."""
    env = environment(tmp_path / "data", LIANBAN_KAFKA__HEAP_MB="256")
    with running(env, tmp_path / "first") as up:
        up.wait_for("✓ ready")
        first = status(env)
        assert first["ready"]
        assert "format" in up.said
        assert up.end(signal.SIGINT) == 0
        assert "nothing is running" in up.said
    assert not status(env)["running"]
    with running(env, tmp_path / "second") as up:
        up.wait_for("✓ ready")
        second = status(env)
        assert second["bootstrap"] == first["bootstrap"]
        assert catalogues(second) == catalogues(first) != {None}
        assert "format" not in up.said
        assert up.end(signal.SIGTERM) == 0


def catalogues(found: dict[str, object]) -> set[object]:
    """The catalogues in force, over all workers."""
    workers = found["workers"]
    assert isinstance(workers, dict)
    return {worker["catalogue"] for worker in workers.values()}


def test_closed_terminal_and_second_up(settings: Settings, tmp_path: Path) -> None:
    """A second hub on the same data is refused; a closed terminal stops the first one whole."""
    env = on_shared(settings)
    with running(env, tmp_path / "log") as up:
        up.wait_for("✓ ready")
        assert f"The data folder {settings.data} is in use by another lianban." in refusal(env)
        assert up.end(signal.SIGHUP) == 0


def test_dead_worker_is_replaced(settings: Settings, tmp_path: Path) -> None:
    """A worker that is killed is told of and started again; a killed hub leaves no process."""
    env = on_shared(settings)
    with running(env, tmp_path / "log") as up:
        up.wait_for("✓ ready")
        (worker,) = up.family()[1:]
        worker.kill()
        up.wait_for("The worker-1 ended (by signal SIGKILL); it is started again in 0.5 s.")
        up.wait_for("The worker-1 runs again.")
        assert up.end(signal.SIGKILL) == -signal.SIGKILL


def test_interrupted_while_starting(tmp_path: Path) -> None:
    """Ctrl-C in the middle of a start leaves nothing running."""
    env = environment(tmp_path / "data", LIANBAN_KAFKA__HEAP_MB="256")
    with running(env, tmp_path / "log") as up:
        up.wait_for("✓ format")
        assert up.end(signal.SIGINT) == 0


def test_taken_port(tmp_path: Path) -> None:
    """A port that somebody has is named, with the remedy."""
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]
        said = refusal(environment(tmp_path / "data", LIANBAN_KAFKA__PORT=str(port)))
    assert said.startswith(f"lianban: Port {port} is taken by another process. ")


def test_old_java(tmp_path: Path) -> None:
    """An old Java is named."""
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    java.chmod(0o755)
    said = refusal(environment(tmp_path / "data", PATH=f"{java.parent}:/nonexistent"))
    assert said.startswith(f"lianban: Java 11.0.2 at {java} is too old for Kafka")


def test_broken_data_folder(tmp_path: Path) -> None:
    """A data folder that is damaged, or no folder, is named; nothing in it is touched."""
    meta = tmp_path / "data" / "kafka" / "data" / "meta.properties"
    meta.parent.mkdir(parents=True)
    meta.write_bytes(b"\x00\xff")
    assert "is damaged: meta.properties is missing" in refusal(environment(tmp_path / "data"))
    assert meta.read_bytes() == b"\x00\xff"
    assert "cannot be written: Not a directory" in refusal(environment(meta))


def test_broker_that_is_not_there(tmp_path: Path) -> None:
    """A broker given by settings that does not answer is named."""
    env = environment(tmp_path / "data", LIANBAN_KAFKA__BOOTSTRAP=f"{LOOPBACK}:1")
    assert f"No Kafka broker answers at {LOOPBACK}:1" in refusal(env)
