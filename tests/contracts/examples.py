"""Valid messages of every type: seeded ones for the fuzz test, strategies for the properties."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from random import Random
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

Annotation: TypeAlias = Any
Value: TypeAlias = Any

DIGEST_BYTES = 32
DIGESTS = {"arrived", "corrected_digest", "digest", "snapshot", "previous", "catalogue", "replaces"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECONDS = st.integers(-62_135_596_800_000, 253_402_300_799_999)
LONGS = st.integers(-(2**63), 2**63 - 1)


@cache
def hints(kind: type) -> dict[str, Any]:
    """The resolved annotations of a dataclass."""
    return get_type_hints(kind)


def example(random: Random, kind: Annotation, name: str = "") -> Value:
    """A value of `kind` for the field `name`, the same for the same random."""
    if get_origin(kind) in {Union, UnionType}:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return example(random, inner, name) if random.random() < 0.7 else None
    if get_origin(kind) is tuple:
        return tuple(example(random, get_args(kind)[0]) for _ in range(random.randrange(4)))
    if is_dataclass(kind):
        values = {
            field.name: example(random, hints(kind)[field.name], field.name)
            for field in fields(kind)
        }
        return kind(**values)
    if issubclass(kind, Enum):
        return random.choice(list(kind))
    return _plain(random, kind, name)


def _plain(random: Random, kind: type, name: str) -> Value:
    if kind is str:
        return "".join(random.choices("abcxyz0189-证", k=random.choice((1, 6, 20, 90))))
    if kind is bytes:
        return random.randbytes(DIGEST_BYTES if name in DIGESTS else random.randrange(200))
    if kind is bool:
        return random.random() < 0.5
    if kind is int:
        return random.choice((0, 7, 64, 300, 1 << 33, -1))
    if kind is datetime:
        return EPOCH + timedelta(milliseconds=random.randrange(4_000_000_000_000))
    assert kind is date
    return date(2026, 1, 1) + timedelta(days=random.randrange(-9000, 9000))


@cache
def values(kind: Annotation, name: str = "") -> st.SearchStrategy[Any]:
    """All values of `kind` that its contract can hold, for the field `name`."""
    if get_origin(kind) in {Union, UnionType}:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return st.none() | values(inner, name)
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0]), max_size=3).map(tuple)
    if is_dataclass(kind):
        parts = {field.name: values(hints(kind)[field.name], field.name) for field in fields(kind)}
        return st.builds(kind, **parts)
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if kind is bytes:
        sizes = (DIGEST_BYTES, DIGEST_BYTES) if name in DIGESTS else (0, 300)
        return st.binary(min_size=sizes[0], max_size=sizes[1])
    return {
        str: st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
        bool: st.booleans(),
        int: LONGS,
        datetime: MILLISECONDS.map(lambda count: EPOCH + timedelta(milliseconds=count)),
        date: st.dates(),
    }[kind]
