"""The schema files: documented, of the same shape as the dataclasses, free of personal data."""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest

from avro import registry
from avro.compatibility import Json
from hub import wire
from hub.border_rules import FORMS

# Words of fields that would hold personal data or text written by people.
FORBIDDEN = re.compile(
    r"(^|_)(name|full_name|surname|given|phone|mobile|telephone|email|mail|address|birth|birthday"
    r"|gender|sex|age|identity|id_card|id_number|passport|account|bank|card_number|text|comment"
    r"|comments|note|notes|memo|opinion|explanation|description|content|message|title|photo"
    r"|image|attachment|payload|data)($|_)",
)
HARMLESS = {"message_id"}


def _records() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, schema in registry.definitions().items():
        if schema["type"] == "record":
            yield name, schema


def _texts(kind: Json) -> bool:
    if isinstance(kind, list):
        return any(_texts(branch) for branch in kind)
    if isinstance(kind, dict):
        return _texts(kind.get("items", ""))
    return bool(kind == "string")


@pytest.mark.parametrize(("name", "schema"), registry.definitions().items())
def test_everything_is_documented(name: str, schema: dict[str, Any]) -> None:
    """Every type and every field says what it is, in a sentence."""
    docs = [schema.get("doc", ""), *(field.get("doc", "") for field in schema.get("fields", []))]
    assert all(len(doc) > 4 and doc.endswith(".") for doc in docs), name


@pytest.mark.parametrize(("name", "schema"), list(_records()))
def test_no_field_for_personal_data_or_free_text(name: str, schema: dict[str, Any]) -> None:
    """No field is named like personal data, and every text field has a bounded form."""
    for field in schema["fields"]:
        assert field["name"] in HARMLESS or not FORBIDDEN.search(field["name"]), name
        if _texts(field["type"]):
            assert field["name"] in FORMS, f"{name}.{field['name']} has no form at the border"


def test_every_form_is_bounded_and_used() -> None:
    """The list of forms has a limit for each and nothing that no contract has."""
    used = {
        field["name"]
        for _, schema in _records()
        for field in schema["fields"]
        if _texts(field["type"])
    }
    assert set(FORMS) == used
    assert all(0 < form.limit <= 4_000 for form in FORMS.values())


def test_only_the_journal_and_a_correction_carry_bytes() -> None:
    """Bytes of any length stand in the journal, and where one command corrects another."""
    with_bytes = {
        name for name, schema in _records() if '"bytes"' in repr(schema).replace("'", '"')
    }
    assert with_bytes == {
        "lianban.journal.CommandRecord",
        "lianban.journal.JournalEntry",
        "lianban.command.ReplaceParked",
    }


@pytest.mark.parametrize(("name", "kind"), wire.types().items())
def test_dataclass_has_the_fields_of_its_contract(name: str, kind: type) -> None:
    """Field names and their order are the same in both."""
    contract = [field["name"] for field in registry.definitions()[name]["fields"]]
    assert [field.name for field in fields(kind)] == contract


@pytest.mark.parametrize(("name", "schema"), registry.definitions().items())
def test_enum_has_the_symbols_of_its_contract(name: str, schema: dict[str, Any]) -> None:
    """Members and symbols are the same, in the same order."""
    if schema["type"] == "enum":
        kind = wire.class_of(name)
        assert [member.value for member in kind] == schema["symbols"]


@pytest.mark.parametrize(("name", "schema"), list(_records()))
def test_optional_fields_have_defaults(name: str, schema: dict[str, Any]) -> None:
    """What may be absent comes with a default, so that it may be taken away again."""
    for field in schema["fields"]:
        if isinstance(field["type"], list):
            assert field["type"][0] == "null", name
            assert field["default"] is None, name
        if isinstance(field["type"], dict) and field["type"]["type"] == "array":
            assert field["default"] == [], name


def test_every_file_is_where_its_name_says() -> None:
    """A schema's namespace is its folder."""
    for name, schema in registry.definitions().items():
        assert name == f"{schema['namespace']}.{schema['name']}"
        assert schema["namespace"].split(".")[0] == "lianban"
