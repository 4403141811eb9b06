"""Sound messages of every kind that an organisation may send, each from one that may."""

from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from random import Random
from types import NoneType, UnionType
from typing import Any, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from avro.cloudevents import Event
from hub import wire
from hub.border import BorderViolation, _text, check
from hub.border_rules import form_of
from hub.domain.catalogue import Catalogue
from hub.domain.commands import SENDERS, UrgeCase
from hub.domain.places import Organisation
from hub.domain.vocabulary import OrganisationKind

NOW: Final = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
Headers: TypeAlias = list[tuple[str, bytes | None]]
Annotation: TypeAlias = Any
Value: TypeAlias = Any

CODES: Final = {kind: f"{kind.value.lower().replace('_', '-')}-a" for kind in OrganisationKind}
BOOK: Final = Catalogue(
    edition="attack",
    organisations={
        code: Organisation(code=code, name=code, kind=kind) for kind, code in CODES.items()
    },
)
TEXTS: Final = (
    "case-" + "a" * 26,
    "question-" + "b" * 26,
    "bundle-" + "c" * 26,
    "street-a",
    "A-1",
    "application/pdf",
    "lianban.fact.CaseAccepted",
    "org.street-a.out:12",
    "0-12",
    "川广安食许字〔2026〕12号",
)
"""Texts of which every form takes at least one."""


@dataclass(frozen=True, slots=True)
class Message:
    """A record of an outbox as its sender wrote it."""

    organisation: str
    value: bytes | None
    headers: Headers
    key: bytes | None = None
    kind: type | None = None


@cache
def spoken() -> tuple[type, ...]:
    """Return the kinds of message that somebody outside may send."""
    return tuple(kind for kind, senders in SENDERS.items() if senders)


def sound(random: Random, kind: type, number: int) -> Message:
    """Return a message of a kind that passes the border, the same for the same random."""
    sender = CODES[random.choice(sorted(SENDERS[kind]))]
    command = command_of(random, kind)
    event = Event(
        id=f"m-{number}",
        source=f"/organisation/{sender}",
        type=wire.type_name(kind),
        time=NOW - timedelta(seconds=random.randrange(100_000)),
    )
    return Message(sender, wire.encode(command), list(event.headers()), b"k", kind)


def command_of(random: Random, kind: type) -> wire.Message:
    """Return a command of a kind that the border's forms take."""
    while True:
        command = _value(random, kind, "", kind.__name__)
        try:
            check(command)
        except BorderViolation as violation:
            if violation.rule != "BORDER-PERSONAL":
                raise
        else:
            return command


def _value(random: Random, kind: Annotation, name: str, message: str) -> Value:
    if get_origin(kind) in {Union, UnionType}:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return _value(random, inner, name, message) if random.random() < 0.7 else None
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_value(random, inner, name, message) for _ in range(random.randrange(4)))
    if is_dataclass(kind):
        types = hints(kind)
        return kind(
            **{
                each.name: _value(random, types[each.name], each.name, kind.__name__)
                for each in fields(kind)
            }
        )
    if issubclass(kind, Enum):
        return random.choice(list(kind))
    return _plain(random, kind, name, message)


def _plain(random: Random, kind: type, name: str, message: str) -> Value:
    if kind is str:
        return random.choice(taken(message, name))
    if kind is bytes:
        inner = name == "corrected"  # bytes of a message in a message
        return wire.encode(command_of(random, UrgeCase)) if inner else random.randbytes(32)
    if kind is bool:
        return random.random() < 0.5
    if kind is int:
        return random.choice((0, 7, 300, 1 << 33))
    if kind is datetime:
        return NOW - timedelta(milliseconds=random.randrange(1_000_000_000))
    return date(2026, 1, 1) + timedelta(days=random.randrange(300))


@cache
def hints(kind: type) -> dict[str, Any]:
    """Return the resolved annotations of a dataclass."""
    return get_type_hints(kind)


@cache
def taken(message: str, name: str) -> tuple[str, ...]:
    """Return those of the texts that a field takes."""
    adapter = TypeAdapter(_text(form_of(message, name)))
    return tuple(text for text in TEXTS if _takes(adapter, text))


def _takes(adapter: TypeAdapter[str], text: str) -> bool:
    try:
        adapter.validate_python(text)
    except ValidationError:
        return False
    return True
