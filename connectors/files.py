"""What every connector that reads a file has in common."""

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from connectors.contract import Positioned
from connectors.errors import AlreadyConnected, NotConnected, NotRead, Unreachable

RecordT = TypeVar("RecordT", bound=Positioned)


class FileSource(ABC, Generic[RecordT]):
    """A file as a source of records: a subclass only says how its records are generated."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._records: Generator[RecordT, None, None] | None = None
        self._read = 0
        self._acknowledged = 0

    @abstractmethod
    def _generate(self) -> Generator[RecordT, None, None]:
        """Yield all records of the file, holding it open no longer than the generator lives."""

    def _prepare(self) -> None:
        """Look at the file before the first record is read; raises Unreadable."""

    def connect(self, after: int = 0) -> None:
        """Open the file and pass over its first `after` records (see `contract.Source`)."""
        if self._records is not None:
            raise AlreadyConnected
        self._look()
        self._prepare()
        self._records = self._generate()
        passed = sum(1 for _ in islice(self._records, after))
        self._read = self._acknowledged = passed

    def _look(self) -> None:
        try:
            if not self.path.is_file():
                raise Unreachable(f"{self.path} is not a file.", "Give the path of one file.")
            with self.path.open("rb"):
                return
        except OSError as error:
            sentence = f"{self.path} cannot be opened: {error.strerror}."
            raise Unreachable(sentence, "Check its path and who may read it.") from error

    def read(self, limit: int) -> Sequence[RecordT]:
        """Return at most `limit` records; nothing at the end (see `contract.Source`)."""
        if self._records is None:
            raise NotConnected
        records = tuple(islice(self._records, limit))
        self._read += len(records)
        return records

    def ack(self, position: int) -> None:
        """Take every record up to `position` as done (see `contract.Source`)."""
        if self._records is None:
            raise NotConnected
        if not self._acknowledged <= position <= self._read:
            raise NotRead(position, self._acknowledged, self._read)
        self._acknowledged = position

    @property
    def acknowledged(self) -> int:
        """The position of the last record acknowledged, 0 when none is."""
        return self._acknowledged

    def close(self) -> None:
        """Close the file; what was acknowledged stays known."""
        if self._records is not None:
            self._records.close()
        self._records = None
