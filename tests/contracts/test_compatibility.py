"""What may change about a contract and what may not, by the resolution rules of Avro."""

from copy import deepcopy
from typing import Any

import pytest

from avro import registry
from avro.compatibility import Flaw, Json, check, check_all


def record(*fields: dict[str, Any], name: str = "lianban.R") -> dict[str, Any]:
    """A record schema."""
    return {"type": "record", "name": name, "fields": list(fields)}


def field(kind: Json, name: str = "a", **more: Json) -> dict[str, Any]:
    """A field of a record schema."""
    return {"name": name, "type": kind, **more}


def enum(*symbols: str, **more: Json) -> dict[str, Any]:
    """An enum schema."""
    return {"type": "enum", "name": "E", "symbols": list(symbols), **more}


A = field("string")
LATER = field(["null", "string"], "b", default=None)

FINE = {
    "the same": (record(A), record(A)),
    "documentation": (record(A), record({**A, "doc": "x"})),
    "an optional field more": (record(A), record(A, LATER)),
    "an optional field in between": (record(A), record(LATER, A)),
    "text and bytes": (record(field("string")), record(field("bytes"))),
    "an enum with a default": (enum("X", default="X"), enum("X", "Y", default="X")),
    "recursion": (
        record(A, field(["null", "lianban.R"], "next", default=None)),
        record(A, field(["null", "lianban.R"], "next", default=None), LATER),
    ),
    "another namespace": (record(A), record(A, name="elsewhere.R")),
}

BROKEN = {
    "a field without default": (record(A), record(A, field("string", "b")), {Flaw.NO_DEFAULT}),
    "a field renamed": (record(A), record(field("string", "z")), {Flaw.NO_DEFAULT}),
    "a wider number": (record(field("int")), record(field("long")), {Flaw.TYPE}),
    "another type": (record(A), record(field("long")), {Flaw.TYPE}),
    "another name": (record(A), record(A, name="lianban.S"), {Flaw.NAME}),
    "a symbol more": (enum("X"), enum("X", "Y"), {Flaw.SYMBOL}),
    "another size": (
        {"type": "fixed", "name": "F", "size": 32},
        {"type": "fixed", "name": "F", "size": 20},
        {Flaw.SIZE},
    ),
    "another unit": (
        record(field({"type": "long", "logicalType": "timestamp-millis"})),
        record(field({"type": "long", "logicalType": "timestamp-micros"})),
        {Flaw.LOGICAL_TYPE},
    ),
    "what was required may be absent": (
        record(field("string")),
        record(field(["null", "string"])),
        {Flaw.TYPE},
    ),
    "a branch more": (
        record(field(["null", "string"])),
        record(field(["null", "string", "long"])),
        {Flaw.BRANCH},
    ),
    "items": (
        record(field({"type": "array", "items": "string"})),
        record(field({"type": "array", "items": "long"})),
        {Flaw.TYPE},
    ),
    "deep inside an optional array": (
        record(field(["null", {"type": "array", "items": record(A, name="lianban.I")}])),
        record(
            field(
                [
                    "null",
                    {"type": "array", "items": record(A, field("long", "c"), name="lianban.I")},
                ],
            ),
        ),
        {Flaw.NO_DEFAULT},
    ),
}


@pytest.mark.parametrize("case", FINE)
def test_may_change(case: str) -> None:
    """This change leaves every reader able to read every writer."""
    assert check(*FINE[case]) == ()


@pytest.mark.parametrize("case", BROKEN)
def test_may_not_change(case: str) -> None:
    """This change is found, whichever version came first."""
    older, newer, flaws = BROKEN[case]
    assert {found.flaw for found in check(older, newer)} == flaws
    assert {found.flaw for found in check(newer, older)} == flaws


def test_place_and_reader_are_named() -> None:
    """A finding says which version cannot read and because of which field."""
    name = "lianban.command.SubmitCase"
    older, newer = registry.source(name), deepcopy(registry.source(name))
    materials = next(part for part in newer["fields"] if part["name"] == "materials")
    materials["type"]["items"]["fields"][1]["type"]["symbols"].append("FAX")
    (found,) = check(older, newer)
    assert (found.reader, found.path, found.flaw, found.detail) == (
        "older",
        "materials[].form",
        Flaw.SYMBOL,
        "FAX",
    )


@pytest.mark.parametrize("name", registry.names())
def test_current_schema_is_its_newest_golden_copy(name: str) -> None:
    """A contract that is changed gets a golden copy of its own; published ones stay."""
    assert registry.golden()[name][-1] == registry.source(name)


@pytest.mark.parametrize("name", registry.names())
def test_all_versions_read_each_other(name: str) -> None:
    """FULL_TRANSITIVE: any version reads what any other wrote."""
    assert check_all(registry.golden()[name]) == ()


def test_golden_copies_are_of_known_contracts() -> None:
    """A message type is never taken away: readers keep its messages for ever."""
    assert set(registry.golden()) == set(registry.names())
