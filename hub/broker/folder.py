"""The broker's folder: one owner at a time, a port that stays, a format that is whole or not."""

import fcntl
import shutil
import socket
from pathlib import Path
from typing import IO

from hub.unfit import Unfit

LOOPBACK = "127.0.0.1"
FREE_BYTES_NEEDED = 512 * 1024 * 1024
"""Below this Kafka would soon fail in the middle of a write."""

_META_KEYS = frozenset({"version", "cluster.id", "node.id", "directory.id"})


class BrokerFolder:
    """`<data>/kafka`: log segments, configuration, logs and the remembered port."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self.logs = self.root / "logs"
        self.segments = self.root / "data"
        self.properties = self.root / "server.properties"
        self._port_file = self.root / "port"
        self._lock: IO[str] | None = None

    def prepare(self) -> None:
        """Make the folder and take it; raises Unfit: unwritable, full, damaged, taken."""
        make_writable(self.logs)
        require_space(self.root)
        self._lock = take(self.root / "lock", self.root)
        self._require_whole()

    def release(self) -> None:
        """Give the folder back."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def formatted(self) -> bool:
        """Whether there is data of a broker here."""
        return self.segments.is_dir()

    def port(self, wanted: int | None) -> int:
        """The port to listen on: `wanted`, or the remembered one, or a free one, remembered.

        Raises Unfit where the wanted port is taken; a remembered one that is taken is replaced.
        """
        if wanted is not None:
            if not is_free(wanted):
                raise Unfit(
                    f"Port {wanted} is taken by another process.",
                    "Stop that process, or set LIANBAN_KAFKA__PORT to a free port, "
                    "or unset it so that one is chosen.",
                )
            return wanted
        remembered = self._remembered()
        if remembered is not None and is_free(remembered):
            return remembered
        chosen = free_port()
        self._port_file.write_text(f"{chosen}\n")
        return chosen

    def _remembered(self) -> int | None:
        try:
            return int(self._port_file.read_text())
        except (OSError, ValueError):
            return None

    def _require_whole(self) -> None:
        if not self.formatted:
            return
        meta = self.segments / "meta.properties"
        try:
            lines = meta.read_text().splitlines()
        except (OSError, UnicodeDecodeError):
            lines = []
        if not {line.partition("=")[0] for line in lines if "=" in line} >= _META_KEYS:
            self.release()
            raise Unfit(
                f"The data folder {self.root} is damaged: {meta.name} is missing or unreadable.",
                f"Put a backup of {self.root} back, or move it away to begin with an empty one.",
            )


def make_writable(folder: Path) -> None:
    """Make a folder and try to write in it; raises Unfit."""
    probe = folder / ".probe"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Unfit(
            f"The folder {folder} cannot be written: {error.strerror}.",
            "Correct its owner and rights, or set LIANBAN_DATA to another folder.",
        ) from error


def require_space(folder: Path) -> None:
    """Raise Unfit unless the disk under `folder` has room for a broker."""
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES_NEEDED:
        raise Unfit(
            f"The disk of {folder} is full: {free // 2**20} MiB are free, "
            f"{FREE_BYTES_NEEDED // 2**20} MiB are needed.",
            "Make room, or set LIANBAN_DATA to a folder on another disk.",
        )


def take(lock: Path, folder: Path) -> IO[str]:
    """Hold a lock file until it is closed or this process ends; raises Unfit where it is held."""
    file = lock.open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise Unfit(
            f"The data folder {folder} is in use by another lianban.",
            "Stop that one first, or set LIANBAN_DATA to another folder.",
        ) from error
    return file


def is_free(port: int) -> bool:
    """Whether a server could listen on that port of the loopback address now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
