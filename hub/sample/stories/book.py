"""The catalogue of the demo: terminals may be offline for months, one department signs."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hub import signing
from hub.domain.calendar import local_day
from hub.domain.catalogue import Catalogue
from hub.domain.signing_keys import KeyAlgorithm, SigningKey
from hub.sample import district

OFFLINE_DAYS = 120
"""So long ago may what is said have been made: weeks and years pass in seconds."""

SIGNS = "dept-zhujian"
"""The department whose system signs what it says."""


def in_the_demo() -> Catalogue:
    """Return the sample catalogue with the demo's bound for messages made offline."""
    book = district.load()
    return replace(book, thresholds=replace(book.thresholds, offline_hours=24 * OFFLINE_DAYS))


def with_a_signature(book: Catalogue, folder: Path) -> Catalogue:
    """Return the catalogue with a new key of the department that signs, from today on.

    The private key is put into `folder` and nowhere else. Raises Unfit if one is there.
    """
    public = b64decode(signing.make(folder / f"{SIGNS}.pem"))
    key = SigningKey(
        code=f"{SIGNS}-demo",
        organisation=SIGNS,
        algorithm=KeyAlgorithm.ED25519,
        public_key=public,
        valid_from=local_day(datetime.now(UTC)),
    )
    return replace(book, signing_keys={**book.signing_keys, key.code: key})
