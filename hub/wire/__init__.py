"""Domain messages and journal entries <-> contracts, on the hot path of every lane.

Reader and writer of a type are compiled at its first use. What a compiled reader does not take
goes through `avro.codec`: older contracts, arrays in several blocks, and all that is wrong.
"""

from collections.abc import Callable
from functools import cache
from types import MappingProxyType, ModuleType
from typing import Any, TypeAlias

import msgspec

from avro import codec, registry
from avro.codec import HEADER_BYTES, LIMIT_BYTES, MARKER
from avro.errors import Reason, Undecodable, Unencodable
from hub import journal
from hub.domain import bundle, commands, documents, facts, inbox, terms, vocabulary
from hub.wire.reading import GIVES_UP, compile_reader
from hub.wire.writing import REFUSES, compile_writer

Message: TypeAlias = Any
"""A command, a fact, an inbox message or a journal entry."""

_HOMES: dict[str, tuple[ModuleType, ...]] = {
    "lianban": (vocabulary, documents, terms, bundle),
    "lianban.command": (commands,),
    "lianban.fact": (facts,),
    "lianban.inbox": (inbox,),
    "lianban.journal": (journal,),
}


@cache
def types() -> MappingProxyType[str, type]:
    """The dataclass of every message type by full name."""
    return MappingProxyType({name: class_of(name) for name in registry.names()})


def class_of(name: str) -> type:
    """The dataclass or enum of a contract; raises LookupError if there is none."""
    namespace, _, simple = name.rpartition(".")
    for home in _HOMES[namespace]:
        if hasattr(home, simple):
            found: type = getattr(home, simple)
            return found
    raise LookupError(f"no class for the contract {name}")


def type_name(message: Message) -> str:
    """Full name of a message or of its type, such as `lianban.command.SubmitCase`.

    Raises KeyError for what is no message.
    """
    return _names()[message if isinstance(message, type) else type(message)]


def fingerprint_hex(kind: type) -> str:
    """Fingerprint of a message type's current contract, as in `ce_dataschema`."""
    return registry.fingerprint(type_name(kind))[::-1].hex()


def encode(message: Message) -> bytes:
    """A message in single-object encoding; instants are cut to the millisecond.

    Raises avro.errors.Unencodable for a value that does not fit its contract, KeyError for
    what is no message.
    """
    kind = type(message)
    write = _WRITERS.get(kind) or _compile_writer(kind)
    try:
        return write(message)
    except REFUSES as error:
        raise Unencodable(f"{kind.__name__}: {error}") from error


def decode(data: bytes, limit_bytes: int = LIMIT_BYTES) -> Message:
    """The message in `data`.

    Raises avro.errors.Undecodable with a named reason, and nothing else, for whatever bytes.
    """
    if type(data) is bytes and len(data) <= limit_bytes:
        read = _READERS.get(data[:HEADER_BYTES]) or _compile_reader(data[:HEADER_BYTES])
        if read is not None:
            try:
                return read(data)
            except GIVES_UP:
                return _decode_slowly(data, limit_bytes)
    return _decode_slowly(data, limit_bytes)


_WRITERS: dict[type, Callable[[Any], bytes]] = {}
_READERS: dict[bytes, Callable[[bytes], Any]] = {}


@cache
def _names() -> dict[type, str]:
    return {kind: name for name, kind in types().items()}


def _compile_writer(kind: type) -> Callable[[Any], bytes]:
    name = type_name(kind)
    made = compile_writer(registry.schema(name), MARKER + registry.fingerprint(name))
    _WRITERS[kind] = made
    return made


def _compile_reader(header: bytes) -> Callable[[bytes], Any] | None:
    writer = registry.writers().get(header[len(MARKER) :])
    if writer is None or writer.reader is not None or not header.startswith(MARKER):
        return None
    classes = {
        named: class_of(named)
        for named, schema in writer.schema["__named_schemas"].items()
        if schema["type"] in {"record", "enum"}
    }
    made = compile_reader(writer.schema, classes, HEADER_BYTES)
    _READERS[header] = made
    return made


def _decode_slowly(data: bytes, limit_bytes: int) -> Message:
    name, datum = codec.decode(data, limit_bytes=limit_bytes)
    try:
        return msgspec.convert(datum, types()[name])
    except msgspec.ValidationError as error:
        raise Undecodable(Reason.MISMATCH, f"{name}: {error}") from None
