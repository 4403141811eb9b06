"""A second, small Avro reader: schema in, plain Python values out (Avro 1.12 specification)."""

import struct
from collections.abc import Callable
from typing import Any

Reader = Callable[[bytes, int], tuple[Any, int]]
Schema = str | list[Any] | dict[str, Any]
MARKER = b"\xc3\x01"
HEADER_BYTES = 10


class UnreadableError(Exception):
    """The bytes are not a value of the schema they name."""


def read_long(data: bytes, at: int) -> tuple[int, int]:
    """Return a zig-zag varint and the position after it; raises UnreadableError past 64 bits."""
    byte = data[at]
    value = byte & 0x7F
    shift = 7
    at += 1
    while byte & 0x80:
        if shift > 63:  # noqa: PLR2004 - an Avro long has 64 bits
            raise UnreadableError("a number of more than 64 bits")
        byte = data[at]
        value |= (byte & 0x7F) << shift
        shift += 7
        at += 1
    return (value >> 1) ^ -(value & 1), at


def read_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Return length-prefixed bytes and the position after them."""
    size, at = read_long(data, at)
    end = at + size
    if size < 0 or end > len(data):
        raise UnreadableError("bytes longer than the message")
    return data[at:end], end


def read_string(data: bytes, at: int) -> tuple[str, int]:
    """Return a UTF-8 string and the position after it."""
    raw, at = read_bytes(data, at)
    return raw.decode(), at


def read_boolean(data: bytes, at: int) -> tuple[bool, int]:
    """Return one byte as a truth value and the position after it."""
    if data[at] > 1:
        raise UnreadableError("a boolean that is neither 0 nor 1")
    return data[at] == 1, at + 1


def read_null(_data: bytes, at: int) -> tuple[None, int]:
    """Return nothing; null takes no bytes."""
    return None, at


def read_double(data: bytes, at: int) -> tuple[float, int]:
    """Return eight bytes as a float and the position after them."""
    return struct.unpack_from("<d", data, at)[0], at + 8


PRIMITIVES: dict[str, Reader] = {
    "null": read_null,
    "boolean": read_boolean,
    "int": read_long,
    "long": read_long,
    "double": read_double,
    "bytes": read_bytes,
    "string": read_string,
}


def compile_reader(schema: Schema, named: dict[str, Reader], space: str = "") -> Reader:
    """Return the reader of one schema; named types it defines are added to `named`."""
    if isinstance(schema, str):
        return _by_name(schema, named, space)
    if isinstance(schema, list):
        return _union([compile_reader(branch, named, space) for branch in schema])
    kind = schema["type"]
    if kind == "record":
        return _record(schema, named, space)
    if kind == "array":
        return _array(compile_reader(schema["items"], named, space))
    if kind in {"fixed", "enum"}:
        reader = _fixed(schema["size"]) if kind == "fixed" else _enum(schema["symbols"])
        named[full_name(schema, space)] = reader
        return reader
    return compile_reader(kind, named, space)


def full_name(schema: dict[str, Any], space: str) -> str:
    """Return the name of a named schema with its namespace, inherited if it has none."""
    name: str = schema["name"]
    space = schema.get("namespace", space)
    return name if "." in name or not space else f"{space}.{name}"


def _by_name(name: str, named: dict[str, Reader], space: str) -> Reader:
    if name in PRIMITIVES:
        return PRIMITIVES[name]
    return named[name if "." in name or not space else f"{space}.{name}"]


def _union(branches: list[Reader]) -> Reader:
    def read(data: bytes, at: int) -> tuple[Any, int]:
        index, at = read_long(data, at)
        if not 0 <= index < len(branches):
            raise UnreadableError("no such branch of a union")
        return branches[index](data, at)

    return read


def _array(item: Reader) -> Reader:
    def read(data: bytes, at: int) -> tuple[list[Any], int]:
        values: list[Any] = []
        count, at = read_long(data, at)
        while count:
            if count < 0:
                count = -count
                _, at = read_long(data, at)
            if count > len(data):
                raise UnreadableError("an array longer than the message")
            for _ in range(count):
                value, at = item(data, at)
                values.append(value)
            count, at = read_long(data, at)
        return values, at

    return read


def _fixed(size: int) -> Reader:
    def read(data: bytes, at: int) -> tuple[bytes, int]:
        if at + size > len(data):
            raise UnreadableError("a fixed value cut short")
        return data[at : at + size], at + size

    return read


def _enum(symbols: list[str]) -> Reader:
    def read(data: bytes, at: int) -> tuple[str, int]:
        index, at = read_long(data, at)
        if not 0 <= index < len(symbols):
            raise UnreadableError("no such symbol of an enumeration")
        return symbols[index], at

    return read


def _record(schema: dict[str, Any], named: dict[str, Reader], space: str) -> Reader:
    name = full_name(schema, space)
    inner = name.rpartition(".")[0]
    fields = [(f["name"], compile_reader(f["type"], named, inner)) for f in schema["fields"]]

    def read(data: bytes, at: int) -> tuple[dict[str, Any], int]:
        value = {}
        for field, reader in fields:
            value[field], at = reader(data, at)
        return value, at

    named[name] = read
    return read
