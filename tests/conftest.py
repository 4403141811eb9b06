"""What all tests share: one real broker for the session, and a corner of it for each test."""

import contextlib
import fcntl
import os
import secrets
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import hypothesis  # noqa: F401 - its plugin would import it while a failure is told, too deep
import pytest

from hub.settings import Settings

ROOT = Path(__file__).parent.parent
BROKER_WITHIN_S = 300.0
"""Time for the first broker of a fresh clone, which may have to fetch Kafka."""

STOP_WITHIN_S = 60.0

FOLDER = "LIANBAN_TEST_FOLDER"
OWNER = "LIANBAN_TEST_OWNER"
_KEPT = {"LIANBAN_CACHE", "LIANBAN_KAFKA__HOME"}


def pytest_configure(config: pytest.Config) -> None:
    """Tests see no setting of the person who runs them; all processes share one folder."""
    for name in [name for name in os.environ if name.startswith("LIANBAN_")]:
        if name not in _KEPT and not name.startswith("LIANBAN_TEST_"):
            del os.environ[name]
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="lianban-test-")
        os.environ[OWNER] = str(os.getpid())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the shared broker and take its data away."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(os.environ.pop(FOLDER))
    with contextlib.suppress(FileNotFoundError):
        _stop(int((folder / "pid").read_text()))
    shutil.rmtree(folder, ignore_errors=True)


def _stop(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        watched = os.pidfd_open(pid)
        os.kill(pid, signal.SIGTERM)
        select.select([watched], [], [], STOP_WITHIN_S)
        os.close(watched)


@pytest.fixture(scope="session")
def kafka() -> str:
    """The bootstrap address of a real Kafka that all tests of the session share.

    LIANBAN_TEST_KAFKA names one that runs; else one is started by whichever process asks first.
    """
    given = os.environ.get("LIANBAN_TEST_KAFKA")
    if given:
        return given
    folder = Path(os.environ[FOLDER])
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "pid").exists():
            _start_keeper(folder)
        return _address(folder)


def _start_keeper(folder: Path) -> None:
    with (folder / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            [sys.executable, ROOT / "tests" / "kafka_keeper.py", folder, os.environ[OWNER]],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    keeper.returncode = 0  # it is not ours to wait for: the end of the session stops it
    (folder / "pid").write_text(str(keeper.pid))


def _address(folder: Path) -> str:
    deadline = time.monotonic() + BROKER_WITHIN_S
    while time.monotonic() < deadline:
        if (folder / "address").exists():
            return (folder / "address").read_text()
        if (folder / "failure").exists():
            pytest.exit((folder / "failure").read_text(), returncode=1)
        time.sleep(0.05)
    pytest.exit(f"No broker after {BROKER_WITHIN_S:.0f} s; see {folder}/keeper.log", returncode=1)


@pytest.fixture
def namespace() -> str:
    """A prefix that nobody else uses on the shared broker."""
    return f"t{secrets.token_hex(4)}."


@pytest.fixture
def settings(kafka: str, namespace: str, tmp_path: Path) -> Settings:
    """Settings of a small hub of its own on the shared broker."""
    return Settings(
        data=tmp_path / "data", namespace=namespace, partitions=2, kafka={"bootstrap": kafka}
    )
