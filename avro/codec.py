"""Single-object encoding (Avro 1.12 specification): C3 01, fingerprint, body.

fastavro reads and writes. It takes some bytes that are not Avro (a negative enum index counts from
the end, any byte but 0 is true), so `avro.strict` judges first.
"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any, cast

from fastavro import schemaless_reader, schemaless_writer

from avro import strict
from avro.errors import Reason, Undecodable, Unencodable
from avro.registry import Schema, Writer, fingerprint, schema, writers

MARKER = b"\xc3\x01"
HEADER_BYTES = 10
LIMIT_BYTES = 262_144


def encode(name: str, datum: Mapping[str, Any]) -> bytes:
    """`datum` in single-object encoding under the current contract `name`.

    Raises Unencodable: the datum does not fit; KeyError: no such contract.
    """
    header, parsed = _encoder(name)
    buffer = BytesIO()
    buffer.write(header)
    try:
        schemaless_writer(buffer, parsed, datum)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, LookupError) as error:
        raise Unencodable(f"{name}: {error}") from error
    return buffer.getvalue()


def decode(data: bytes, *, limit_bytes: int = LIMIT_BYTES) -> tuple[str, dict[str, Any]]:
    """Name and datum of a message, read under the current contract.

    Never allocates more than in proportion to `data`. Raises Undecodable with a named reason,
    and nothing else, for whatever bytes.
    """
    writer = writer_of(data, limit_bytes)
    strict.check(data, HEADER_BYTES, writer.schema)
    buffer = BytesIO(data)
    buffer.seek(HEADER_BYTES)
    try:
        datum = schemaless_reader(buffer, writer.schema, writer.reader)
    except Exception as error:  # one way to fail, whatever the C reader trips over
        detail = f"version {writer.version} of {writer.name} does not resolve"
        raise Undecodable(Reason.MISMATCH, detail) from error
    return writer.name, cast("dict[str, Any]", datum)


def writer_of(data: bytes, limit_bytes: int = LIMIT_BYTES) -> Writer:
    """The schema that `data` says it was written with.

    Raises Undecodable: too long, no single-object encoding, fingerprint of no contract.
    """
    if not isinstance(data, bytes):
        raise Undecodable(Reason.TRUNCATED, "no bytes at all")
    if len(data) > limit_bytes:
        raise Undecodable(Reason.TOO_LONG, f"{len(data)} bytes, at most {limit_bytes}")
    if not data.startswith(MARKER):
        raise Undecodable(Reason.NO_MARKER, "does not begin with C3 01")
    if len(data) < HEADER_BYTES:
        raise Undecodable(Reason.TRUNCATED, f"{len(data)} bytes, at least {HEADER_BYTES}")
    writer = writers().get(data[2:HEADER_BYTES])
    if writer is None:
        raise Undecodable(Reason.UNKNOWN_FINGERPRINT, data[2:HEADER_BYTES][::-1].hex())
    return writer


@cache
def _encoder(name: str) -> tuple[bytes, Schema]:
    return MARKER + fingerprint(name), schema(name)
