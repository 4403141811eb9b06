"""The contracts as data: finds the schema files, fingerprints them, reads what names them."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hub.sample.oracle.avro_reader import (
    HEADER_BYTES,
    MARKER,
    PRIMITIVES,
    Reader,
    Schema,
    UnreadableError,
    compile_reader,
    full_name,
)

EMPTY = 0xC15D213AA4D7A795
NAMED = ("record", "enum", "fixed")
Schemas = dict[str, dict[str, Any]]


def schema_folder() -> Path:
    """Return the folder of the contract files, found without importing their package."""
    spec = importlib.util.find_spec("avro")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the contracts (avro/schemas) are not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "schemas"


class Contracts:
    """Reads single-object encoded values of every schema below a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load all `*.avsc` files; raises FileNotFoundError where there are none."""
        folder = folder or schema_folder()
        files = sorted(folder.rglob("*.avsc"))
        if not files:
            raise FileNotFoundError(f"no contract files in {folder}")
        schemas = dict(_named(json.loads(path.read_text(encoding="utf-8"))) for path in files)
        self._readers = {
            fingerprint(schemas, name): (name, _reader(schemas, name))
            for name, schema in schemas.items()
            if schema["type"] == "record"
        }
        self._fields = {
            name: tuple(field["name"] for field in schema.get("fields", ()))
            for name, schema in schemas.items()
        }

    def name_of(self, data: bytes) -> str:
        """Return the full name of the type the bytes name; raises UnreadableError."""
        return self._find(data)[0]

    def read(self, data: bytes) -> tuple[str, dict[str, Any]]:
        """Return full name and fields of a value; raises UnreadableError."""
        name, reader = self._find(data)
        try:
            value, end = reader(data, HEADER_BYTES)
        except (IndexError, UnicodeDecodeError) as error:
            raise UnreadableError(f"{name} cut short or no UTF-8") from error
        if end != len(data):
            raise UnreadableError(f"{len(data) - end} bytes after {name}")
        return name, value

    def fields(self, name: str) -> tuple[str, ...]:
        """Return the names of the fields of a record; raises KeyError for an unknown one."""
        return self._fields[name]

    def _find(self, data: bytes) -> tuple[str, Reader]:
        if data[:2] != MARKER or data[2:HEADER_BYTES] not in self._readers:
            raise UnreadableError(f"unknown contract {data[:HEADER_BYTES].hex()}")
        return self._readers[data[2:HEADER_BYTES]]


def fingerprint(schemas: Schemas, name: str) -> bytes:
    """Return the eight bytes (little-endian CRC-64-AVRO) of a schema's canonical form."""
    text = canonical(schemas, name, set())
    return crc64(text.encode()).to_bytes(8, "little")


def crc64(data: bytes) -> int:
    """Return the 64-bit Rabin fingerprint of the Avro specification."""
    value = EMPTY
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (EMPTY if value & 1 else 0)
    return value


def canonical(schemas: Schemas, schema: Schema, seen: set[str], space: str = "") -> str:
    """Return the parsing canonical form; a named type is written out where it is first met."""
    if isinstance(schema, str):
        return _canonical_name(schemas, schema, seen, space)
    if isinstance(schema, list):
        return "[" + ",".join(canonical(schemas, part, seen, space) for part in schema) + "]"
    kind = schema["type"]
    if kind == "array":
        return f'{{"type":"array","items":{canonical(schemas, schema["items"], seen, space)}}}'
    if kind not in NAMED:
        return canonical(schemas, kind, seen, space)
    name = full_name(schema, space)
    if name in seen:
        return json.dumps(name)
    seen.add(name)
    return _canonical_named(schemas, schema, name, seen)


def _canonical_name(schemas: Schemas, name: str, seen: set[str], space: str) -> str:
    if name in PRIMITIVES or name == "float":
        return json.dumps(name)
    name = name if "." in name or not space else f"{space}.{name}"
    if name in seen:
        return json.dumps(name)
    return canonical(schemas, schemas[name], seen)


def _canonical_named(schemas: Schemas, schema: dict[str, Any], name: str, seen: set[str]) -> str:
    head = f'{{"name":{json.dumps(name)},"type":"{schema["type"]}"'
    if schema["type"] == "fixed":
        return f'{head},"size":{schema["size"]}}}'
    if schema["type"] == "enum":
        return f'{head},"symbols":{json.dumps(schema["symbols"], separators=(",", ":"))}}}'
    space = name.rpartition(".")[0]
    fields = (
        f'{{"name":{json.dumps(f["name"])},"type":{canonical(schemas, f["type"], seen, space)}}}'
        for f in schema["fields"]
    )
    return f'{head},"fields":[{",".join(fields)}]}}'


def _named(schema: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return full_name(schema, ""), schema


def _reader(schemas: Schemas, name: str) -> Reader:
    """Return the reader of one type, compiling first what it refers to."""
    readers: dict[str, Reader] = {}
    for needed in _in_order(schemas, name, set()):
        compile_reader(schemas[needed], readers)
    return readers[name]


def _in_order(schemas: Schemas, name: str, done: set[str]) -> Iterator[str]:
    done.add(name)
    for other in sorted(_mentioned(schemas[name])):
        if other in schemas and other not in done:
            yield from _in_order(schemas, other, done)
    yield name


def _mentioned(schema: Schema, space: str = "") -> set[str]:
    if isinstance(schema, str):
        return {schema, f"{space}.{schema}"}
    if isinstance(schema, list):
        return set().union(*(_mentioned(part, space) for part in schema))
    space = full_name(schema, space).rpartition(".")[0] if "name" in schema else space
    parts = [schema["type"], schema.get("items", "null")]
    parts += [field["type"] for field in schema.get("fields", ())]
    own = {full_name(schema, space)} if "name" in schema else set()
    return set().union(*(_mentioned(part, space) for part in parts)) - own
