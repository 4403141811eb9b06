"""Signatures of organisations: what is signed, and Ed25519 over it (RFC 8032).

A detached signature of 64 bytes travels in the header `signature`. All that it covers can be read
in the journal again, so anybody can check it there: `ce_subject` and `traceparent`, which the hub
puts in anew, are not covered. Needs nothing of the hub.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from avro.cloudevents import Event

CONTEXT: Final = b"lianban.signature.1"
"""Keeps a signature of a message from being one of anything else, or of another layout."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)
_LENGTH_BYTES: Final = 4


def signed_bytes(event: Event, body: bytes) -> bytes:
    """Return the bytes that are signed for a message: six parts, each behind its length.

    `CONTEXT`, `ce_source`, `ce_id`, `ce_type`, `ce_time` as whole milliseconds since 1970 UTC in
    decimal digits, and the SHA-256 of the body; texts in UTF-8, lengths as four bytes, highest
    first. Raises ValueError for a time without a zone.
    """
    if event.time.tzinfo is None:
        raise ValueError("a time without a zone")
    parts = (
        CONTEXT,
        event.source.encode(),
        event.id.encode(),
        event.type.encode(),
        b"%d" % ((event.time - _EPOCH) // _MILLISECOND),
        hashlib.sha256(body).digest(),
    )
    return b"".join([len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in parts])


def sign(key: Ed25519PrivateKey, event: Event, body: bytes) -> Event:
    """Return the event with the signature of its sender over it and the body."""
    return replace(event, signature=key.sign(signed_bytes(event, body)))


def verifies(key: Ed25519PublicKey, event: Event, body: bytes) -> bool:
    """Return whether the event's signature is that of this key over it and the body."""
    try:
        key.verify(event.signature or b"", signed_bytes(event, body))
    except InvalidSignature:
        return False
    return True
