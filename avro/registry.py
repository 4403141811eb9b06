"""All contracts: the current schema of every message type and the golden ones before it.

Schemas are one file a type under `schemas/`; a type names others by full name. A golden copy
(`golden/<full name>/<version>.avsc`) stands by itself: all that it names is written out in it.
"""

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, cast

from fastavro import parse_schema

from avro.fingerprint import PRIMITIVES
from avro.fingerprint import fingerprint as fingerprint_of

Schema = dict[str, Any]


@dataclass(frozen=True)
class Writer:
    """A schema that some message may have been written with; `older` is None for the current one.

    What few messages are written with is parsed when the first of them comes.
    """

    name: str
    version: int
    older: Schema | None = None

    @cached_property
    def schema(self) -> Schema:
        """The schema, parsed for fastavro; not to be changed."""
        return schema(self.name) if self.older is None else _parsed(self.older)

    @property
    def reader(self) -> Schema | None:
        """The schema to resolve to, None when it is the current one."""
        return None if self.older is None else schema(self.name)


@cache
def definitions() -> MappingProxyType[str, Schema]:
    """Every schema file by full name, as it is written."""
    found: dict[str, Schema] = {}
    for folder in _sorted(files("avro").joinpath("schemas")):
        for file in _sorted(folder):
            schema = json.loads(file.read_text("utf-8"))
            found[f"{schema['namespace']}.{schema['name']}"] = schema
    return MappingProxyType(found)


@cache
def golden() -> MappingProxyType[str, tuple[Schema, ...]]:
    """The golden copies of every message type, oldest first."""
    found: dict[str, tuple[Schema, ...]] = {}
    for folder in _sorted(files("avro").joinpath("golden")):
        versions = sorted(_sorted(folder), key=lambda file: int(file.name.partition(".")[0]))
        found[folder.name] = tuple(json.loads(file.read_text("utf-8")) for file in versions)
    return MappingProxyType(found)


@cache
def names() -> tuple[str, ...]:
    """Full names of all message types: records that no other schema is made of."""
    used = {name for schema in definitions().values() for name in _references(schema)}
    return tuple(
        name
        for name, schema in sorted(definitions().items())
        if schema["type"] == "record" and name not in used
    )


def source(name: str) -> Schema:
    """The current schema of `name` with all that it names written out at first use.

    Raises KeyError for a name that is no contract.
    """
    inlined: Schema = _inline(name, set())
    return inlined


@cache
def schema(name: str) -> Schema:
    """The current schema of `name`, parsed for fastavro; not to be changed.

    Raises KeyError for a name that is no contract.
    """
    return _parsed(source(name))


@cache
def fingerprint(name: str) -> bytes:
    """CRC-64-AVRO of the current schema, eight bytes, least significant first."""
    return fingerprint_of(source(name))


@cache
def writers() -> MappingProxyType[bytes, Writer]:
    """By fingerprint every schema a message may be written with: golden ones and current ones."""
    found: dict[bytes, Writer] = {}
    for name in names():
        current = fingerprint(name)
        versions = golden().get(name, ())
        for version, old in enumerate(versions, 1):
            mark = current if old == source(name) else fingerprint_of(old)
            if mark != current:
                found[mark] = Writer(name, version, old)
        found[current] = Writer(name, len(versions))
    return MappingProxyType(found)


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)


def _parsed(source_schema: Schema) -> Schema:
    return cast("Schema", parse_schema(source_schema, {}))


def _references(part: object) -> list[str]:
    if isinstance(part, str):
        return [] if part in PRIMITIVES else [part]
    if isinstance(part, list):
        return [name for branch in part for name in _references(branch)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "record":
        return [name for field in part["fields"] for name in _references(field["type"])]
    return _references(part.get("items", []))


def _inline(part: Any, seen: set[str]) -> Any:  # noqa: ANN401  # a piece of JSON
    if isinstance(part, str):
        if part in PRIMITIVES or part in seen:
            return part
        seen.add(part)
        return _inline(definitions()[part], seen)
    if isinstance(part, list):
        return [_inline(branch, seen) for branch in part]
    if part["type"] == "record":
        fields = [{**field, "type": _inline(field["type"], seen)} for field in part["fields"]]
        return {**part, "fields": fields}
    if part["type"] == "array":
        return {**part, "items": _inline(part["items"], seen)}
    return part
