"""CRC-64-AVRO and canonical form against published values and a second implementation."""

import pytest
from fastavro.schema import fingerprint as fastavro_fingerprint
from fastavro.schema import parse_schema, to_parsing_canonical_form

from avro import registry
from avro.fingerprint import canonical_form, crc64, fingerprint

# Published by Apache Avro with its Java reference as signed 64-bit numbers.
PUBLISHED = [
    ("null", 7195948357588979594),
    ("boolean", -6970731678124411036),
    ("int", 8247732601305521295),
    ("long", -3434872931120570953),
    ("float", 5583340709985441680),
    ("double", -8181574048448539266),
    ("bytes", 5746618253357095269),
    ("string", -8142146995180207161),
    ([], -1241056759729112623),
    (["int", {"type": "boolean"}], 5392556393470105090),
    ({"type": "record", "name": "foo", "fields": []}, -4824392279771201922),
    ({"type": "record", "name": "foo", "namespace": "x.y", "fields": []}, 5916914534497305771),
    ({"type": "record", "name": "a.b.foo", "namespace": "x.y", "fields": []}, -4616218487480524110),
    (
        {"type": "record", "name": "foo", "doc": "kept out", "aliases": ["bar"], "fields": []},
        -4824392279771201922,
    ),
    (
        {"type": "record", "name": "foo", "fields": [{"name": "f1", "type": {"type": "boolean"}}]},
        7843277075252814651,
    ),
    ({"type": "enum", "name": "foo", "symbols": ["A1"]}, -6342190197741309591),
    ({"type": "fixed", "name": "foo", "size": 15}, 1756455273707447556),
    (
        {"type": "fixed", "name": "foo", "namespace": "x.y.z", "doc": "d", "size": 32},
        -3064184465700546786,
    ),
    ({"type": "array", "items": {"type": "null"}}, -589620603366471059),
    ({"type": "map", "values": "string"}, -8732877298790414990),
]


@pytest.mark.parametrize(("schema", "published"), PUBLISHED)
def test_published_fingerprint(schema: object, published: int) -> None:
    """The fingerprint of a schema is the one that Apache Avro publishes for it."""
    assert int.from_bytes(fingerprint(schema), "little", signed=True) == published


def test_int_in_hexadecimal() -> None:
    """The specification's own example: the schema "int" has 7275d51a3f395c8f."""
    assert crc64(b'"int"') == 0x7275D51A3F395C8F


def test_canonical_form_keeps_only_what_matters_to_parsing() -> None:
    """Documentation, defaults, logical types and needless nesting leave no trace."""
    schema = {
        "namespace": "n",
        "doc": "x",
        "type": "record",
        "name": "R",
        "fields": [
            {"default": 0, "type": {"logicalType": "date", "type": "int"}, "name": "day"},
            {"name": "again", "type": ["null", "R"], "default": None},
        ],
    }
    assert canonical_form(schema) == (
        '{"name":"n.R","type":"record","fields":[{"name":"day","type":"int"},'
        '{"name":"again","type":["null","n.R"]}]}'
    )


@pytest.mark.parametrize("name", registry.names())
def test_second_opinion(name: str) -> None:
    """A second implementation computes the same form and fingerprint for every contract."""
    parsed = parse_schema(registry.source(name), {})
    theirs = to_parsing_canonical_form(parsed)
    assert canonical_form(registry.source(name)) == theirs
    hexadecimal = fastavro_fingerprint(theirs, "CRC-64-AVRO")
    assert bytes.fromhex(hexadecimal) == registry.fingerprint(name)


def test_no_two_contracts_share_a_fingerprint() -> None:
    """A fingerprint leads to one message type."""
    assert len(registry.writers()) >= len(registry.names())
    assert len({registry.fingerprint(name) for name in registry.names()}) == len(registry.names())
