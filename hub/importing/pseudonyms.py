"""People in imported files, by pseudonym: the same person has the same one, nobody is named."""

import hmac
import os
import secrets
from base64 import b32encode
from hashlib import sha256
from pathlib import Path

NOBODY = "import-log"
"""The actor of an event that names no resource."""

KEY_BYTES = 32
PREFIX = "staff-"


class Pseudonyms:
    """Keyed references for people: without the key nobody can try names until one fits."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def kept_in(cls, path: Path) -> "Pseudonyms":
        """Return the pseudonyms of the key in `path`, which is made if it is not there.

        The key must stay: with another one a repeated import would send other bytes.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return cls(path.read_bytes())

    def of(self, resource: str | None) -> str:
        """Return the reference of a resource (32 characters), NOBODY for none."""
        if resource is None:
            return NOBODY
        digest = hmac.new(self._key, resource.encode("utf-8", "surrogatepass"), sha256).digest()
        return PREFIX + b32encode(digest[:16]).decode().rstrip("=").lower()
