"""Signing keys of organisations (签名密钥): whose word a signature proves, and on which days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class KeyAlgorithm(StrEnum):
    """How signatures are made."""

    ED25519 = "ED25519"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A public key of an organisation: `code` names it, `public_key` is its 32 bytes (RFC 8032).

    It holds from `valid_from` to the end of `valid_until`, for ever if that is open, and from the
    day `revoked_on` no more. A row stays in the table when its key is over: it proves what was
    said before.
    """

    code: str
    organisation: str
    algorithm: KeyAlgorithm
    public_key: bytes
    valid_from: date
    valid_until: date | None = None
    revoked_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether a signature with this key counts on a day (Asia/Shanghai)."""
        return self.has_begun(day) and not (self.is_over(day) or self.is_revoked(day))

    def has_begun(self, day: date) -> bool:
        """Return whether the first day of the key has come."""
        return self.valid_from <= day

    def is_over(self, day: date) -> bool:
        """Return whether the last day of the key has passed."""
        return self.valid_until is not None and self.valid_until < day

    def is_revoked(self, day: date) -> bool:
        """Return whether the key is revoked by a day."""
        return self.revoked_on is not None and self.revoked_on <= day
