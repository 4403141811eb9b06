"""May a contract change so? The schema resolution rules of the Avro specification, both ways.

FULL_TRANSITIVE: whoever has any version reads what was written with any other. Stricter than
the specification in two points: a logical type may not change (the bytes would be read as
something else), and all branches of a writer's union must be readable, not only the one met.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any, TypeAlias

from avro.fingerprint import full_name

Json: TypeAlias = Any
"""A schema or a part of one, as JSON has it."""

_PROMOTIONS = {
    "int": {"long", "float", "double"},
    "long": {"float", "double"},
    "float": {"double"},
    "string": {"bytes"},
    "bytes": {"string"},
}


class Flaw(StrEnum):
    """What keeps a reader from a writer's messages."""

    TYPE = "type-differs"
    NAME = "name-differs"
    SIZE = "size-differs"
    LOGICAL_TYPE = "logical-type-differs"
    NO_DEFAULT = "new-field-without-default"
    SYMBOL = "symbol-unknown-to-reader"
    BRANCH = "branch-unknown-to-reader"


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """`reader` ("older" or "newer") cannot read what the other wrote, because of `path`."""

    reader: str
    path: str
    flaw: Flaw
    detail: str


def check(older: Json, newer: Json) -> tuple[Incompatibility, ...]:
    """All that keeps two versions of a schema from reading each other; empty if nothing does.

    Both must stand by themselves: every name defined at its first use.
    """
    backward = _Resolution("newer", older, newer).flaws()
    forward = _Resolution("older", newer, older).flaws()
    return (*backward, *forward)


def check_all(versions: Sequence[Json]) -> tuple[Incompatibility, ...]:
    """What keeps any two of these versions from reading each other."""
    return tuple(found for old, new in combinations(versions, 2) for found in check(old, new))


class _Resolution:
    """One direction: `writer` wrote, `reader` reads."""

    def __init__(self, who: str, writer: object, reader: object) -> None:
        self.who = who
        self.written = dict(_definitions(writer, ""))
        self.wanted = dict(_definitions(reader, ""))
        self.pair = (_resolved(writer, ""), _resolved(reader, ""))
        self.seen: set[tuple[str, str]] = set()

    def flaws(self) -> tuple[Incompatibility, ...]:
        """All flaws, in the order of the reader's fields."""
        return tuple(self._compare(*self.pair, ""))

    def _compare(self, writer: Json, reader: Json, path: str) -> Iterator[Incompatibility]:
        if isinstance(writer, list):
            for branch in writer:
                yield from self._compare(branch, reader, path)
        elif isinstance(reader, list):
            yield from self._branch(writer, reader, path)
        else:
            yield from self._single(
                _unwrap(writer, self.written), _unwrap(reader, self.wanted), path
            )

    def _branch(self, writer: Json, reader: list[Json], path: str) -> Iterator[Incompatibility]:
        closest: tuple[Incompatibility, ...] = ()
        for branch in reader:
            mark = set(self.seen)
            found = tuple(self._compare(writer, branch, path))
            if not found:
                return
            self.seen = mark
            if not all(one.flaw in {Flaw.TYPE, Flaw.NAME} and one.path == path for one in found):
                closest = found
        yield from closest or (self._flaw(path, Flaw.BRANCH, _kind(_unwrap(writer, self.written))),)

    def _single(
        self,
        writer: Mapping[str, Json],
        reader: Mapping[str, Json],
        path: str,
    ) -> Iterator[Incompatibility]:
        wrote, wants = writer["type"], reader["type"]
        if wrote != wants:
            if wants not in _PROMOTIONS.get(wrote, ()):
                yield self._flaw(path, Flaw.TYPE, f"{wrote} is not read as {wants}")
                return
        elif wrote in {"record", "enum", "fixed"} and not _same_name(writer, reader):
            yield self._flaw(path, Flaw.NAME, f"{writer['name']} is not {reader['name']}")
            return
        if writer.get("logicalType") != reader.get("logicalType"):
            detail = f"{writer.get('logicalType')} is not {reader.get('logicalType')}"
            yield self._flaw(path, Flaw.LOGICAL_TYPE, detail)
        if wrote == wants:
            yield from self._parts(writer, reader, path)

    def _parts(
        self,
        writer: Mapping[str, Json],
        reader: Mapping[str, Json],
        path: str,
    ) -> Iterator[Incompatibility]:
        match writer["type"]:
            case "record":
                yield from self._fields(writer, reader, path)
            case "array":
                yield from self._compare(writer["items"], reader["items"], f"{path}[]")
            case "map":
                yield from self._compare(writer["values"], reader["values"], f"{path}{{}}")
            case "fixed" if writer["size"] != reader["size"]:
                yield self._flaw(path, Flaw.SIZE, f"{writer['size']} is not {reader['size']}")
            case "enum" if "default" not in reader:
                for symbol in writer["symbols"]:
                    if symbol not in reader["symbols"]:
                        yield self._flaw(path, Flaw.SYMBOL, symbol)

    def _fields(
        self,
        writer: Mapping[str, Json],
        reader: Mapping[str, Json],
        path: str,
    ) -> Iterator[Incompatibility]:
        pair = (writer["name"], reader["name"])
        if pair in self.seen:
            return
        self.seen.add(pair)
        written = {field["name"]: field for field in writer["fields"]}
        for field in reader["fields"]:
            names = (field["name"], *field.get("aliases", ()))
            match = next((written[name] for name in names if name in written), None)
            place = f"{path}.{field['name']}" if path else field["name"]
            if match is not None:
                yield from self._compare(match["type"], field["type"], place)
            elif "default" not in field:
                yield self._flaw(place, Flaw.NO_DEFAULT, "the writer does not have it")

    def _flaw(self, path: str, flaw: Flaw, detail: str) -> Incompatibility:
        return Incompatibility(self.who, path, flaw, detail)


def _resolved(schema: Json, namespace: str) -> Json:
    """`schema` with full names everywhere."""
    if isinstance(schema, str):
        return full_name(schema, namespace)
    if isinstance(schema, list):
        return [_resolved(branch, namespace) for branch in schema]
    if not isinstance(schema["type"], str):
        return _resolved(schema["type"], namespace)
    result = dict(schema)
    if "name" in schema:
        result["name"] = full_name(schema["name"], schema.get("namespace", namespace))
        namespace = result["name"].rpartition(".")[0]
        result["aliases"] = [full_name(alias, namespace) for alias in schema.get("aliases", ())]
    for key in {"items", "values"} & set(schema):
        result[key] = _resolved(schema[key], namespace)
    if "fields" in schema:
        result["fields"] = [
            {**field, "type": _resolved(field["type"], namespace)} for field in schema["fields"]
        ]
    return result


def _definitions(schema: Json, namespace: str) -> Iterator[tuple[str, Json]]:
    yield from _collect(_resolved(schema, namespace))


def _collect(schema: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(schema, list):
        for branch in schema:
            yield from _collect(branch)
    elif isinstance(schema, dict):
        if "name" in schema:
            yield schema["name"], schema
        for key in ("items", "values"):
            yield from _collect(schema.get(key, ""))
        for field in schema.get("fields", ()):
            yield from _collect(field["type"])


def _unwrap(schema: Json, named: Mapping[str, Json]) -> Mapping[str, Json]:
    if isinstance(schema, str):
        found: Mapping[str, Json] = named.get(schema, {"type": schema})
        return found
    mapping: Mapping[str, Json] = schema
    return mapping


def _same_name(writer: Mapping[str, Json], reader: Mapping[str, Json]) -> bool:
    names = {reader["name"], *reader.get("aliases", ())}
    unqualified = writer["name"].rpartition(".")[2]
    return writer["name"] in names or unqualified == reader["name"].rpartition(".")[2]


def _kind(schema: Mapping[str, Json]) -> str:
    return str(schema.get("name", schema["type"]))
