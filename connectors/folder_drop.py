"""A door that is a folder: a file for each message, a file for each receipt.

    <folder>/inbox/<position>-<id>.avro     the message's bytes; it is whole once it is there
    <folder>/inbox/<position>-<id>.json     its headers and digest, there before the message
    <folder>/receipts/<id>.json             put there by the receiver, whole (write aside, rename)
    <folder>/receipts/done/                 receipts that were taken
    <folder>/receipts/unknown/              receipts of nothing that lies in the inbox
    <folder>/receipts/unreadable/           receipts that are none

Names sort in the order of delivery. What is put away was receipted, or expired.
"""

import asyncio
import contextlib
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from connectors.door import Parcel, Receipt
from connectors.errors import Unreachable, Unreadable
from connectors.receipts import SIZE_LIMIT_BYTES, receipt_of

POSITION_DIGITS = 20
T = TypeVar("T")


class FolderDrop:
    """Puts messages into a folder and takes receipts out of it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder that both sides see."""
        self.folder = folder
        self.inbox = folder / "inbox"
        self.signed = folder / "receipts"
        self.done = self.signed / "done"

    async def connect(self) -> None:
        """Make the folders. Raises Unreachable."""
        await self._do(self._make)

    def _make(self) -> None:
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.done.mkdir(parents=True, exist_ok=True)

    async def deliver(self, parcel: Parcel) -> Receipt | None:
        """Write a message, or find it there already; its receipt comes by `receipts`."""
        await self._do(lambda: self._write(parcel))
        return None

    def _write(self, parcel: Parcel) -> None:
        target = self._file(parcel)
        if target.exists():
            return
        about = {"id": parcel.id, "digest": parcel.digest.hex(), "headers": dict(parcel.headers)}
        _whole(target.with_suffix(".json"), json.dumps(about, ensure_ascii=False).encode())
        _whole(target, parcel.value)

    def _file(self, parcel: Parcel) -> Path:
        return self.inbox / f"{parcel.position:0{POSITION_DIGITS}}-{parcel.id}.avro"

    async def receipts(self) -> Sequence[Receipt]:
        """Return every receipt of a message in the inbox; what is none is put aside."""
        return await self._do(self._read)

    def _read(self) -> list[Receipt]:
        waiting = {path.stem.partition("-")[2] for path in self.inbox.glob("*.avro")}
        found = []
        for path in sorted(self.signed.glob("*.json")):
            if path.stem not in waiting:
                self._put_aside(path, "unknown")
                continue
            with path.open("rb") as file:
                raw = file.read(SIZE_LIMIT_BYTES + 1)
            try:
                found.append(receipt_of(path.stem, raw))
            except Unreadable:
                self._put_aside(path, "unreadable")
                raise
        return found

    def _put_aside(self, path: Path, where: str) -> None:
        aside = self.signed / where
        aside.mkdir(exist_ok=True)
        path.replace(aside / path.name)

    async def settle(self, parcel: Parcel) -> None:
        """Take message and receipt out of the way."""
        await self._do(lambda: self._put_away(parcel))

    def _put_away(self, parcel: Parcel) -> None:
        target = self._file(parcel)
        target.unlink(missing_ok=True)
        target.with_suffix(".json").unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):
            (self.signed / f"{parcel.id}.json").replace(self.done / f"{parcel.id}.json")

    async def close(self) -> None:
        """Hold nothing."""

    async def _do(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.to_thread(work)
        except OSError as error:
            raise Unreachable(
                f"The folder {self.folder} cannot be used: {error.strerror}.",
                "See that it is mounted, has room, and may be written by the hub.",
            ) from error


def _whole(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, after a power cut too."""
    fresh = target.with_name(f".{target.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
