"""What the QR code of a paper says, signed, so that a print alone can be checked without a network.

Seven lines name the paper, an eighth carries a signature over them (UTF-8, joined by a line feed)
by the key that signs the PDF. Whoever has the issuer's certificate can check it with any tool,
such as openssl: that this issuer made a paper of this kind, number, case, day and content. The
signature is deterministic (RFC 6979, RFC 8017 8.2), so the same paper gives the same code.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256

from hub.papers.paper import MARK

LABEL: Final = "\n签名 "


@dataclass(frozen=True, slots=True)
class Code:
    """A code as read: the statement, what it says by label, and its signature if it has one."""

    statement: str
    said: Mapping[str, str]
    signature: bytes | None


def signed_code(statement: str, key: PrivateKeyTypes | None) -> str:
    """Return what the QR code says; without a signature where there is no key that can."""
    signature = _sign(statement.encode(), key)
    if signature is None:
        return statement
    return statement + LABEL + base64.urlsafe_b64encode(signature).decode().rstrip("=")


def read_code(text: str) -> Code | None:
    """Return the code that a scanner read; None when it is not of a paper."""
    statement, _, coded = text.strip().partition(LABEL)
    first, *lines = statement.split("\n")
    if first != MARK:
        return None
    said = {label: value for label, _, value in (line.partition(" ") for line in lines)}
    return Code(statement, said, _decoded(coded))


def proves(code: Code, key: PublicKeyTypes) -> bool:
    """Return whether the owner of this public key has signed the statement of a code."""
    if code.signature is None:
        return False
    data = code.statement.encode()
    try:
        if isinstance(key, EllipticCurvePublicKey):
            key.verify(code.signature, data, ECDSA(SHA256()))
        elif isinstance(key, RSAPublicKey):
            key.verify(code.signature, data, PKCS1v15(), SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _sign(data: bytes, key: PrivateKeyTypes | None) -> bytes | None:
    if isinstance(key, EllipticCurvePrivateKey):
        return key.sign(data, ECDSA(SHA256(), deterministic_signing=True))
    if isinstance(key, RSAPrivateKey):
        return key.sign(data, PKCS1v15(), SHA256())
    return None


def _decoded(coded: str) -> bytes | None:
    try:
        return base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4)) or None
    except (binascii.Error, ValueError):
        return b"?"
