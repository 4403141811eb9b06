"""Whom and which documents a fact mentions, however deep in it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final

from hub.domain.documents import DocumentReference

_PEOPLE: Final = frozenset({"applicant", "agent", "principal"})
"""Fields that hold the pseudonymous reference of somebody who is no member of staff."""


def documents_in(value: object) -> Iterator[DocumentReference]:
    """Yield every document that a fact refers to."""
    if isinstance(value, DocumentReference):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from documents_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from documents_in(getattr(value, field.name))


def people_in(value: object) -> Iterator[str]:
    """Yield the reference of everybody whom a fact names as applicant, agent or principal."""
    if isinstance(value, tuple):
        for each in value:
            yield from people_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            said = getattr(value, field.name)
            if field.name in _PEOPLE and isinstance(said, str):
                yield said
            else:
                yield from people_in(said)
