"""Finding Kafka's jars: an installed Kafka, or Maven; each failure in one sentence."""

from pathlib import Path

import pytest

from hub.broker import jars
from hub.broker.java import Java
from hub.settings import Settings
from hub.unfit import Unfit

JAVA = Java(Path("/usr/bin/java"), "17.0.1", 17)


@pytest.fixture(autouse=True)
def no_installed_kafka(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own Kafka does not count here."""
    monkeypatch.delenv("KAFKA_HOME", raising=False)


def maven(folder: Path, script: str) -> str:
    """A PATH with a Maven that does what `script` says."""
    program = folder / "bin" / "mvn"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{program.parent}:/bin:/usr/bin"


async def test_maven_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Maven and without Kafka the sentence says which is missing and how to get it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unfit, match="Maven is missing") as refused:
        await jars.find_kafka(Settings(cache=tmp_path / "cache"), JAVA)
    assert "apt-get install maven" in refused.value.remedy


async def test_maven_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Maven complains about is passed on, and nothing half-fetched stays."""
    monkeypatch.setenv("PATH", maven(tmp_path, "echo '[ERROR] No route to host'; exit 1"))
    with pytest.raises(Unfit, match="could not fetch Kafka: No route to host"):
        await jars.find_kafka(Settings(cache=tmp_path / "cache"), JAVA)
    assert not list((tmp_path / "cache").glob("*/libs*"))


async def test_resolved_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Maven fetched is used the next time without Maven, in sorted order."""
    script = 'for a in "$@"; do case $a in -DoutputDirectory=*) touch "${a#*=}/kafka-b.jar" '
    script += '"${a#*=}/a.jar";; esac; done'
    monkeypatch.setenv("PATH", maven(tmp_path, script))
    first = await jars.find_kafka(Settings(cache=tmp_path / "cache"), JAVA)
    monkeypatch.setenv("PATH", "/nonexistent")
    assert await jars.find_kafka(Settings(cache=tmp_path / "cache"), JAVA) == first
    assert [Path(jar).name for jar in first.class_path.split(":")] == ["a.jar", "kafka-b.jar"]


async def test_installed_kafka(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With KAFKA_HOME nothing is fetched."""
    (tmp_path / "kafka" / "libs").mkdir(parents=True)
    (tmp_path / "kafka" / "libs" / "kafka_2.13-4.3.1.jar").touch()
    monkeypatch.setenv("KAFKA_HOME", str(tmp_path / "kafka"))
    monkeypatch.setenv("PATH", "/nonexistent")
    found = await jars.find_kafka(Settings(cache=tmp_path / "cache"), JAVA)
    assert found.class_path.endswith("kafka_2.13-4.3.1.jar")


async def test_no_kafka_at_home(tmp_path: Path) -> None:
    """A KAFKA_HOME without a Kafka is named."""
    settings = Settings(cache=tmp_path / "cache", kafka={"home": tmp_path})
    with pytest.raises(Unfit, match=f"There is no Kafka in {tmp_path}/libs"):
        await jars.find_kafka(settings, JAVA)


def test_class_archive_fits_java_and_jars() -> None:
    """Another Java or another class path has another archive of loaded classes."""
    one = jars.Distribution("a.jar", Path("/c"))
    other = jars.Distribution("b.jar", Path("/c"))
    newer = Java(JAVA.program, "21.0.1", 21)
    assert len({one.archive(JAVA), other.archive(JAVA), one.archive(newer)}) == 3
