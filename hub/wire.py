"""Domain messages and journal entries <-> contracts."""

from datetime import date, datetime
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any

import msgspec

from avro import codec, registry
from avro.codec import LIMIT_BYTES
from hub import journal
from hub.domain import commands, facts, inbox

_BUILTINS = (bytes, datetime, date)
_HOMES: dict[str, ModuleType] = {
    "lianban.command": commands,
    "lianban.fact": facts,
    "lianban.inbox": inbox,
    "lianban.journal": journal,
}


@cache
def types() -> MappingProxyType[str, type]:
    """The dataclass of every message type by full name."""
    found = {}
    for name in registry.names():
        namespace, _, simple = name.rpartition(".")
        found[name] = getattr(_HOMES[namespace], simple)
    return MappingProxyType(found)


@cache
def _names() -> dict[type, str]:
    return {kind: name for name, kind in types().items()}


def type_name(message: object) -> str:
    """Full name of a message or of its type."""
    return _names()[message if isinstance(message, type) else type(message)]


def fingerprint_hex(kind: type) -> str:
    """Fingerprint of a message type's current contract, as in `ce_dataschema`."""
    return registry.fingerprint(type_name(kind))[::-1].hex()


def encode(message: object) -> bytes:
    """A message in single-object encoding."""
    datum = msgspec.to_builtins(message, builtin_types=_BUILTINS)
    return codec.encode(type_name(message), datum)


def decode(data: bytes, limit_bytes: int = LIMIT_BYTES) -> Any:
    """The message in `data`; raises avro.errors.Undecodable and nothing else."""
    name, datum = codec.decode(data, limit_bytes=limit_bytes)
    return msgspec.convert(datum, types()[name])
