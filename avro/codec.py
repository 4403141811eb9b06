"""Single-object encoding (Avro 1.12 specification): C3 01, fingerprint, body.

fastavro reads and writes; `avro.strict` is the judge of what fastavro cannot read, and of what
it reads although no writer of ours would have written it so.
"""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

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
    buffer = BytesIO(data)
    buffer.seek(HEADER_BYTES)
    if writer.reader is not None:
        strict.check(data, HEADER_BYTES, writer.schema)
        return writer.name, _read(buffer, writer.schema, writer.reader)
    try:
        datum = _read(buffer, writer.schema)
    except Exception:  # noqa: BLE001  # the C reader raises whatever it trips over; strict names it
        strict.check(data, HEADER_BYTES, writer.schema)
        raise Undecodable(Reason.MISMATCH, f"unreadable as {writer.name}") from None
    if not _is_canonical(data, writer, datum):
        strict.check(data, HEADER_BYTES, writer.schema)
    return writer.name, datum


def writer_of(data: bytes, limit_bytes: int = LIMIT_BYTES) -> Writer:
    """The schema that `data` says it was written with.

    Raises Undecodable: too long, no single-object encoding, fingerprint of no contract.
    """
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


def _read(buffer: BytesIO, written: Schema, reader: Schema | None = None) -> dict[str, Any]:
    datum: dict[str, Any] = schemaless_reader(buffer, written, reader)  # type: ignore[assignment]  # our top-level schemas are records
    return datum


def _is_canonical(data: bytes, writer: Writer, datum: dict[str, Any]) -> bool:
    return encode(writer.name, datum) == data
