"""The shape every connector has: connect, read, ack, close."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Positioned(Protocol):
    """A record that knows its place: `position` counts from 1 without a gap."""

    @property
    def position(self) -> int:
        """The record's ordinal in its source, from 1."""


RecordT_co = TypeVar("RecordT_co", bound=Positioned, covariant=True)


class Source(Protocol[RecordT_co]):
    """A door that records come in by. Nothing in it retries, sleeps or decides."""

    def connect(self, after: int = 0) -> None:
        """Open the door and go on behind record `after` (0: at the beginning).

        Raises Unreachable, Unreadable, AlreadyConnected.
        """

    def read(self, limit: int) -> Sequence[RecordT_co]:
        """Return the next records, at most `limit`; nothing when the source is at its end.

        Raises NotConnected, Unreadable.
        """

    def ack(self, position: int) -> None:
        """Say that every record up to `position` is taken care of.

        Raises NotConnected, NotRead.
        """

    @property
    def acknowledged(self) -> int:
        """The position of the last record acknowledged: where `connect` may go on."""

    def close(self) -> None:
        """Close the door; closing a closed one does nothing."""
