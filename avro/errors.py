"""Why bytes are not a message."""

from enum import StrEnum


class Reason(StrEnum):
    """The named reasons for which a message is turned away before anybody reads it."""

    TOO_LONG = "too-long"
    NO_MARKER = "no-marker"
    UNKNOWN_FINGERPRINT = "unknown-fingerprint"
    TRUNCATED = "truncated"
    TRAILING_BYTES = "trailing-bytes"
    BAD_NUMBER = "bad-number"
    BAD_LENGTH = "bad-length"
    BAD_BOOLEAN = "bad-boolean"
    BAD_ENUM = "bad-enum"
    BAD_UNION = "bad-union"
    BAD_BLOCK = "bad-block"
    BAD_UTF8 = "bad-utf8"
    BAD_TIMESTAMP = "bad-timestamp"
    BAD_DATE = "bad-date"
    BAD_HEADER = "bad-header"
    MISSING_HEADER = "missing-header"
    REPEATED_HEADER = "repeated-header"
    MISMATCH = "mismatch"


class Undecodable(Exception):
    """These bytes are not a message of ours.

    `reason` is for programs, `detail` says to a person where it went wrong; neither quotes
    the message.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Unencodable(Exception):
    """A value does not fit its contract: a mistake of the program that made it."""
