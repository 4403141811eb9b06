"""The domain reference row by row: its terms, the names they have in the code, and their tests.

`reference.csv` is the table. A name is `module:Name`, with fields, members and keys after dots; a
rule by its code; an item of the sample as `item:CG-01`; one of its code lists as `code:epoint`. A
test is its file under tests/ and its function, as pytest takes it.
"""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path

from hub.domain.refusals import RULES
from hub.sample import district
from tests.project.mentions import TESTS, mentions

TABLE = Path(__file__).with_name("reference.csv")
BOOK = district.load()


@dataclass(frozen=True)
class Row:
    """A row of the reference; `open` says what of it is not there yet."""

    section: str
    term: str
    row: str
    names: tuple[str, ...]
    tests: tuple[str, ...]
    open: str

    def __str__(self) -> str:
        """Name the row in a report of pytest."""
        return f"{self.section.split()[0]} {self.term or self.row}"


def read() -> tuple[Row, ...]:
    """Return the whole table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(
                section=cells["section"],
                term=cells["term"],
                row=cells["row"],
                names=tuple(cells["names"].split()),
                tests=tuple(cells["tests"].split()),
                open=cells["open"],
            )
            for cells in csv.DictReader(file)
        )


def resolve(name: str) -> object:
    """Return what a name of the table names; raises KeyError, ImportError or AttributeError."""
    if name in RULES:
        return RULES[name]
    module, _, path = name.partition(":")
    if module == "item":
        return BOOK.items[path]
    if module == "code":
        return {each.system: each for each in BOOK.codes}[path]
    found: object = import_module(module)
    for part in path.split("."):
        found = _part(found, part)
    return found


def _part(owner: object, name: str) -> object:
    if isinstance(owner, Mapping):
        return owner[name]
    fields = getattr(owner, "__dataclass_fields__", {})
    return fields[name] if name in fields else getattr(owner, name)


def words_of(test: str) -> frozenset[str]:
    """Return what a test of the table says; raises KeyError if it is not there."""
    file, _, function = test.partition("::")
    return mentions(TESTS / file, function)


def is_spoken(name: str, words: Collection[str]) -> bool:
    """Return whether words speak of a name; of a member only with the kind it is a member of."""
    found = resolve(name)
    owner, _, last = name.partition(":")[2].rpartition(".")
    if name in RULES:
        rule = RULES[name]
        return name in words or f"{type(rule).__name__}.{rule.name}" in words
    if isinstance(found, Enum):
        return f"{owner}.{last}" in words or owner in words
    return last in words or (not owner and any(word.startswith(f"{last}.") for word in words))
