"""What became of messages that the hub carried to a door."""

from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.documents import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceipted:
    """The receiver signed for exactly the bytes that its inbox has."""

    organisation: str
    message_id: str
    digest: Digest
    receipt_number: str
    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageExpired:
    """Nobody signed for a message before it expired; its inbox still has it."""

    organisation: str
    message_id: str
    digest: Digest
    administration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptMismatched:
    """A receipt names other bytes than were sent: an alarm, and no receipt."""

    organisation: str
    message_id: str
    digest: Digest
    arrived: Digest
    administration: str


ConveyingFact: TypeAlias = MessageReceipted | MessageExpired | ReceiptMismatched
