"""The broker's folder: whole, writable, with room, and one owner's."""

import shutil
import socket
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.broker.folder import LOOPBACK, BrokerFolder
from hub.unfit import Unfit

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil has it

META = "version=1\ncluster.id=c\nnode.id=1\ndirectory.id=d\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[BrokerFolder]:
    """A prepared folder of a broker."""
    made = BrokerFolder(tmp_path / "kafka")
    made.prepare()
    yield made
    made.release()


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port that another process listens on."""
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        yield other.getsockname()[1]


def test_wanted_port_taken(folder: BrokerFolder, taken_port: int) -> None:
    """A port that was asked for and is taken is named, with what to do."""
    with pytest.raises(Unfit, match=f"^Port {taken_port} is taken") as refused:
        folder.port(taken_port)
    assert "LIANBAN_KAFKA__PORT" in refused.value.remedy


def test_port_is_remembered(folder: BrokerFolder) -> None:
    """A chosen port stays with the folder."""
    assert folder.port(None) == folder.port(None)


def test_remembered_port_taken(folder: BrokerFolder, taken_port: int) -> None:
    """A remembered port that somebody took meanwhile is replaced and remembered anew."""
    (folder.root / "port").write_text(str(taken_port))
    chosen = folder.port(None)
    assert chosen != taken_port
    assert folder.port(None) == chosen


def test_remembered_port_garbage(folder: BrokerFolder) -> None:
    """A broken port file costs nothing but another port."""
    (folder.root / "port").write_bytes(b"\xff garbage")
    assert folder.port(None) > 0


def test_second_owner(folder: BrokerFolder) -> None:
    """Two cannot use one folder."""
    with pytest.raises(Unfit, match="is in use by another lianban"):
        BrokerFolder(folder.root).prepare()


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is noticed before Kafka fails in the middle of a write."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1 << 40, 1 << 40, 3 << 20))
    with pytest.raises(Unfit, match=r"is full: 3 MiB are free, 512 MiB are needed\."):
        BrokerFolder(tmp_path / "kafka").prepare()


def test_unwritable(tmp_path: Path) -> None:
    """A folder that cannot be made is named with the reason."""
    (tmp_path / "file").write_text("")
    with pytest.raises(Unfit, match="cannot be written: Not a directory"):
        BrokerFolder(tmp_path / "file" / "kafka").prepare()


@pytest.mark.parametrize("damage", [None, b"", b"\xff\xfe\x00garbage", b"version=1\nnode.id=1\n"])
def test_damaged(tmp_path: Path, damage: bytes | None) -> None:
    """A folder whose identity is gone or garbled is not started on, and stays as it is."""
    folder = BrokerFolder(tmp_path / "kafka")
    folder.segments.mkdir(parents=True)
    if damage is not None:
        (folder.segments / "meta.properties").write_bytes(damage)
    with pytest.raises(Unfit, match=r"is damaged: meta\.properties"):
        folder.prepare()
    assert folder.formatted


def test_whole(tmp_path: Path) -> None:
    """A folder with its identity is taken, and again after it was given back."""
    folder = BrokerFolder(tmp_path / "kafka")
    folder.segments.mkdir(parents=True)
    (folder.segments / "meta.properties").write_text(META)
    for _ in range(2):
        folder.prepare()
        folder.release()
