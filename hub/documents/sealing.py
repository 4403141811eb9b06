"""Sealing of a stream of bytes of any length in chunks, each checked before it is let out.

AES-256-GCM per chunk in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: "Online
Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015), with a key per file by
HKDF-SHA256 (RFC 5869), as Tink's AES-GCM-HKDF streaming does it. The nonce of a chunk is prefix,
counter and a flag for the last one, so chunks cannot be changed, exchanged, left out or cut off.
The header enters the derivation, so it cannot be changed either.

    header = magic (4) | version (1) | key id (16) | salt (32)
    chunk  = up to 65,536 bytes sealed | tag (16)
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC: Final = b"LBSD"
VERSION: Final = 1
KEY_BYTES: Final = 32
KEY_ID_BYTES: Final = 16
CHUNK_BYTES: Final = 65_536
TAG_BYTES: Final = 16

_SALT_BYTES = 32
_HEADER = struct.Struct(f">4sB{KEY_ID_BYTES}s{_SALT_BYTES}s")
_PREFIX_BYTES = 7
_COUNTERS = 1 << 32

HEADER_BYTES: Final = _HEADER.size


class Source(Protocol):
    """Anything with bytes to read; may return fewer than asked for, none at the end."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes."""


class Broken(Exception):
    """The sealed bytes are not what was sealed; the text says in what way."""


@dataclass(frozen=True, slots=True)
class Header:
    """The open part before the sealed chunks."""

    key_id: bytes
    salt: bytes

    def encode(self) -> bytes:
        """Return the bytes of the header."""
        return _HEADER.pack(MAGIC, VERSION, self.key_id, self.salt)


def read_header(source: Source) -> Header:
    """Read the header from the start of `source`. Raises Broken."""
    data = read_fully(source, HEADER_BYTES)
    if len(data) < HEADER_BYTES:
        raise Broken("the header is cut off")
    magic, version, key_id, salt = _HEADER.unpack(data)
    if magic != MAGIC:
        raise Broken("it does not begin as a sealed document")
    if version != VERSION:
        raise Broken(f"version {version} of sealing is not known here")
    return Header(key_id=key_id, salt=salt)


def seal(source: Source, key: bytes, key_id: bytes) -> Iterator[bytes]:
    """Yield the sealed bytes of `source` in pieces; the same bytes sealed twice differ."""
    header = Header(key_id=key_id, salt=os.urandom(_SALT_BYTES))
    yield header.encode()
    cipher, prefix = _derive(key, header)
    for counter, (chunk, last) in enumerate(pieces(source, CHUNK_BYTES)):
        yield cipher.encrypt(_nonce(prefix, counter, last=last), chunk, None)


def unseal(source: Source, key: bytes, header: Header) -> Iterator[bytes]:
    """Yield what was sealed, chunk by chunk, after `read_header`.

    The last chunk is let out only when the source was read to its end. Raises Broken.
    """
    cipher, prefix = _derive(key, header)
    for counter, (chunk, last) in enumerate(pieces(source, CHUNK_BYTES + TAG_BYTES)):
        try:
            yield cipher.decrypt(_nonce(prefix, counter, last=last), chunk, None)
        except (InvalidTag, ValueError) as error:
            raise Broken(f"chunk {counter} was changed, moved or cut off") from error


def pieces(source: Source, size: int) -> Iterator[tuple[bytes, bool]]:
    """Yield pieces of `size` bytes and whether it is the last one; one empty piece for nothing."""
    piece = read_fully(source, size)
    while following := read_fully(source, size):
        yield piece, False
        piece = following
    yield piece, True


def read_fully(source: Source, size: int) -> bytes:
    """Return `size` bytes, fewer only at the end of the source."""
    data = source.read(size)
    if len(data) == size or not data:
        return data
    parts = [data]
    missing = size - len(data)
    while missing and (data := source.read(missing)):
        parts.append(data)
        missing -= len(data)
    return b"".join(parts)


def _derive(key: bytes, header: Header) -> tuple[AESGCM, bytes]:
    info = b"lianban sealed document" + header.encode()
    length = KEY_BYTES + _PREFIX_BYTES
    material = HKDF(algorithm=SHA256(), length=length, salt=header.salt, info=info).derive(key)
    return AESGCM(material[:KEY_BYTES]), material[KEY_BYTES:]


def _nonce(prefix: bytes, counter: int, *, last: bool) -> bytes:
    if counter >= _COUNTERS:
        raise Broken("it is longer than 256 TiB")
    return prefix + struct.pack(">I?", counter, last)
