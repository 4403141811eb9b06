"""Disks that can be filled up and emptied, as far as this machine lets tests make them.

A file system of its own is the real thing (ENOSPC) and needs the right to mount. A limit on the
size of a process's files (EFBIG) can be set on any Linux and fails the same write.
"""

import contextlib
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

DISK_BYTES: Final = 24 << 20
LARGEST_FILE_BYTES: Final = 96 << 10
PORTION_BYTES: Final = 4096


class Disk(Protocol):
    """A disk on which a process keeps its state."""

    folder: Path

    def fill(self, pid: int = 0) -> None:
        """Leave no room to a process (0: this one)."""

    def make_room(self, pid: int = 0) -> None:
        """Give room again."""


class SmallFileSystem:
    """A file system of a few MiB in memory."""

    def __init__(self, folder: Path) -> None:
        """Take the folder on which it is mounted."""
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, pid: int = 0) -> None:
        """Write until nothing more fits."""
        del pid
        with self._filler.open("ab", buffering=0) as filler, contextlib.suppress(OSError):
            while True:
                filler.write(bytes(PORTION_BYTES))

    def make_room(self, pid: int = 0) -> None:
        """Take away what filled it."""
        del pid
        self._filler.unlink()


class LimitedFiles:
    """A folder in which no file of one process grows further."""

    def __init__(self, folder: Path) -> None:
        """Take a folder of any disk."""
        self.folder = folder

    def fill(self, pid: int = 0) -> None:
        """Let no file grow past a size that logs and status files do not reach."""
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (LARGEST_FILE_BYTES, resource.RLIM_INFINITY))

    def make_room(self, pid: int = 0) -> None:
        """Let them grow."""
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)


@contextmanager
def small_file_system(folder: Path) -> Iterator[SmallFileSystem]:
    """Mount one; raises CalledProcessError without the right to."""
    folder.mkdir(exist_ok=True)
    size = f"size={DISK_BYTES}"
    mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield SmallFileSystem(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def limited_files(folder: Path) -> Iterator[LimitedFiles]:
    """Limit a process's files; this process's are free again at the end."""
    folder.mkdir(exist_ok=True)
    disk = LimitedFiles(folder)
    try:
        yield disk
    finally:
        disk.make_room()


def _may_mount() -> bool:
    folder = Path(tempfile.mkdtemp(prefix="lianban-mount-"))
    try:
        with small_file_system(folder):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)


KINDS = [limited_files, *([small_file_system] if _may_mount() else [])]
"""The disks that can be made on this machine: at least one."""
