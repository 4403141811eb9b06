"""The private keys with which organisations on this machine sign what they say.

One PEM file (PKCS#8, mode 0600) for each, `<organisation>.pem`, in one folder. An organisation
without a file says what it says unsigned.
"""

import os
from base64 import b64encode
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from avro.cloudevents import Event
from avro.signatures import sign
from hub.unfit import Unfit

_OWNER_ONLY = 0o600


class Pens:
    """The keys in a folder, each read when its organisation first speaks; none without a folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._keys: dict[str, Ed25519PrivateKey | None] = {}

    def signed(self, organisation: str, event: Event, body: bytes) -> Event:
        """Return the event with its organisation's signature, as it is where there is no key.

        Raises Unfit for a file that holds no key of Ed25519.
        """
        key = self._key(organisation)
        return event if key is None else sign(key, event, body)

    def public_key(self, organisation: str) -> bytes | None:
        """Return the 32 bytes by which an organisation's signatures verify, None without a key.

        Raises Unfit for a file that holds no key of Ed25519.
        """
        key = self._key(organisation)
        return None if key is None else key.public_key().public_bytes_raw()

    def _key(self, organisation: str) -> Ed25519PrivateKey | None:
        if self._folder is None:
            return None
        if organisation not in self._keys:
            self._keys[organisation] = _read(self._folder / f"{organisation}.pem")
        return self._keys[organisation]


UNSIGNED = Pens(None)
"""For whom nobody here holds a key."""


def make(path: Path) -> str:
    """Write a new private key into a file of its own; return its public key in base64.

    Raises Unfit: there is such a file, or it cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
    except FileExistsError:
        raise Unfit(f"{path} is there already.", "Name a file that is not there yet.") from None
    except OSError as error:
        raise Unfit(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
    with os.fdopen(made, "wb") as file:
        file.write(pem)
    return b64encode(key.public_key().public_bytes_raw()).decode()


def _read(path: Path) -> Ed25519PrivateKey | None:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Unfit(f"The signing key {path} cannot be used: {error}.", _REMEDY) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Unfit(f"The signing key {path} is of another kind than Ed25519.", _REMEDY)
    return key


_REMEDY = "Make one with `lianban keys signing new`."
