"""What is carried to an organisation's own door: all of its inbox, in order, each signed for."""

import hashlib
from dataclasses import dataclass, field

from hub.sample.oracle.tape import Record, header
from hub.sample.oracle.verdict import Verdict


@dataclass(slots=True)
class CarriedCheck:
    """Compares one inbox with what its owner says arrived and with the receipts in the journal."""

    verdict: Verdict
    topic: str
    arrived: dict[str, bytes]
    """Id -> digest as the owner has it, in the order of first arrival; empty without a door."""
    signed: dict[str, bytes]
    """Id -> digest as the journal's receipts have it."""
    _places: dict[str, int] = field(init=False)
    _latest: dict[bytes, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the arrivals."""
        self._places = {message_id: place for place, message_id in enumerate(self.arrived)}

    def message(self, record: Record, where: str) -> None:
        """Check one message of the inbox."""
        message_id = header(record, "ce_id")
        digest = hashlib.sha256(record.value or b"").digest()
        signed = self.signed.pop(message_id, None)
        if signed not in {None, digest}:
            self.verdict.violation("receipt_of_other_bytes", where)
        if not self._places:
            return
        arrived = self.arrived.pop(message_id, None)
        if arrived is None:
            self.verdict.violation("carried_message_missing", where)
            return
        self.verdict.counts["messages_carried"] += 1
        if arrived != digest:
            self.verdict.violation("carried_message_altered", where)
        if signed is None:
            self.verdict.violation("receipt_missing", where)
        self._in_order(record.key or b"", self._places[message_id], where)

    def _in_order(self, subject: bytes, place: int, where: str) -> None:
        if place < self._latest.get(subject, -1):
            self.verdict.violation("carried_out_of_order", where)
        self._latest[subject] = place

    def at_the_end(self) -> None:
        """Nothing arrived, and nothing is signed for, that the inbox does not have."""
        for message_id in self.arrived:
            self.verdict.violation("carried_message_unfounded", self.topic, message_id)
        for message_id in self.signed:
            self.verdict.violation("receipt_of_nothing", self.topic, message_id)
