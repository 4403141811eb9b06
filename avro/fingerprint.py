"""Parsing Canonical Form and CRC-64-AVRO (Avro 1.12 specification, "Schema Fingerprints")."""

import json
from collections.abc import Mapping

PRIMITIVES = frozenset(
    ("null", "boolean", "int", "long", "float", "double", "bytes", "string"),
)
_KEPT = ("name", "type", "fields", "symbols", "items", "values", "size")
_EMPTY = 0xC15D213AA4D7A795
_MASK = 0xFFFFFFFFFFFFFFFF


def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        value = byte
        for _ in range(8):
            value = (value >> 1) ^ (_EMPTY if value & 1 else 0)
        table.append(value)
    return tuple(table)


_TABLE = _table()


def crc64(data: bytes) -> int:
    """The 64-bit Rabin fingerprint of `data`, as the specification's reference code has it."""
    value = _EMPTY
    for byte in data:
        value = (value >> 8) ^ _TABLE[(value ^ byte) & 0xFF]
    return value & _MASK


def canonical_form(schema: object) -> str:
    """The Parsing Canonical Form of a schema in which every name is defined before its use."""
    return json.dumps(_canonical(schema, ""), ensure_ascii=False, separators=(",", ":"))


def fingerprint(schema: object) -> bytes:
    """CRC-64-AVRO of the canonical form, eight bytes, least significant first."""
    return crc64(canonical_form(schema).encode()).to_bytes(8, "little")


def full_name(name: str, namespace: str) -> str:
    """`name` with its namespace, unless it brings its own or is a primitive type's."""
    if "." in name or not namespace or name in PRIMITIVES:
        return name
    return f"{namespace}.{name}"


def _canonical(schema: object, namespace: str) -> object:
    if isinstance(schema, str):
        return full_name(schema, namespace)
    if isinstance(schema, list):
        return [_canonical(branch, namespace) for branch in schema]
    if not isinstance(schema, Mapping):
        raise TypeError(f"not a schema: {schema!r}")
    if set(schema) & {*_KEPT} == {"type"}:
        return _canonical(schema["type"], namespace)
    return _named(schema, namespace)


def _named(schema: Mapping[str, object], namespace: str) -> dict[str, object]:
    own = str(schema.get("namespace", namespace))
    name = full_name(str(schema.get("name", "")), own)
    inner = name.rpartition(".")[0] if schema.get("name") else namespace
    result: dict[str, object] = {}
    for key in _KEPT:
        if key not in schema:
            continue
        value = schema[key]
        if key == "name":
            result[key] = name
        elif key == "fields":
            result[key] = [_field(field, inner) for field in _list(value)]
        elif key in {"items", "values"}:
            result[key] = _canonical(value, inner)
        elif key == "size":
            result[key] = int(str(value))
        else:
            result[key] = value
    return result


def _field(field: object, namespace: str) -> dict[str, object]:
    if not isinstance(field, Mapping):
        raise TypeError(f"not a field: {field!r}")
    return {"name": field["name"], "type": _canonical(field["type"], namespace)}


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"not a list: {value!r}")
    return value
