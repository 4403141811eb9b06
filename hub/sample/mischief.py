"""Spoils good messages in the ways that real senders do."""

from hub.sample.chance import Chance
from hub.sample.plan import Bad

OVERSIZE_BYTES = 300 * 1024
"""More than a command may have, less than an outbox takes."""

Headers = list[tuple[str, bytes]]


def spoil(kind: Bad, value: bytes, headers: Headers, name: str) -> tuple[bytes, Headers]:
    """The message made bad in that way; `name` seeds the noise. NOT_ITS_KIND stays as it is."""
    noise = Chance(0, "noise", name)
    match kind:
        case Bad.GARBAGE:
            return noise.data(64), headers
        case Bad.TRUNCATED:
            return value[: max(11, len(value) // 2)], headers
        case Bad.UNKNOWN_FINGERPRINT:
            return value[:2] + noise.data(8) + value[10:], headers
        case Bad.MISSING_HEADER:
            return value, [pair for pair in headers if pair[0] != "ce_type"]
        case Bad.OVERSIZED:
            return value + bytes(OVERSIZE_BYTES), headers
        case Bad.NOT_ITS_KIND:
            return value, headers
