"""The shape of a door that messages go out by: connect, deliver, receipts, settle, close."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from connectors.errors import ConnectorError


class Declined(ConnectorError):
    """The other side is there and does not take this one message; others may go on."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way: `position` is its ordinal for this receiver, `id` stays the same."""

    position: int
    id: str
    value: bytes
    headers: Mapping[str, str]

    @property
    def digest(self) -> bytes:
        """SHA-256 of the value, 32 bytes: what a receipt must name."""
        return hashlib.sha256(self.value).digest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the receiver signed: for which parcel, which bytes, under what number, by whom."""

    parcel_id: str
    arrived: bytes
    number: str
    receiver: str


class Door(Protocol):
    """A door that parcels go out by. Nothing in it retries, waits for its turn or decides.

    A parcel may be delivered again under the same id: the other side knows it by that.
    """

    async def connect(self) -> None:
        """Open the door. Raises Unreachable."""

    async def deliver(self, parcel: Parcel) -> Receipt | None:
        """Hand a parcel over; return its receipt, or None when that comes later.

        Raises Unreachable when it may not have arrived, Declined, Unreadable for a receipt that
        cannot be read.
        """

    async def receipts(self) -> Sequence[Receipt]:
        """Return the receipts that lie ready. Raises Unreachable, Unreadable."""

    async def settle(self, parcel: Parcel) -> None:
        """Put away what is left of a parcel whose end is written down; once or more often."""

    async def close(self) -> None:
        """Close the door; closing a closed one does nothing."""
