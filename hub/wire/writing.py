"""Compiles a writer for one contract: dataclass to bytes in one straight function."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from hub.wire import instants, numbers
from hub.wire.source import Source

REFUSES = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
"""What a writer raises on a value that does not fit its contract."""

_EPOCH_DAY = date(1970, 1, 1).toordinal()


def compile_writer(schema: Mapping[str, Any], header: bytes) -> Callable[[Any], bytes]:
    """A function from the dataclass of `schema` to its bytes after `header`."""
    emitter = _Emitter(schema)
    emitter.source.line("parts = []")
    emitter.put(repr(header))
    emitter.value(schema, "m")
    emitter.flush()
    emitter.source.line("return b''.join(parts)")
    return emitter.source.build(f"writer of {schema['name']}")


def _sized(value: bytes, size: int) -> bytes:
    if len(value) != size:
        raise ValueError(f"{len(value)} bytes instead of {size}")
    return value


class _Emitter:
    """Emits the lines that write one expression."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.source = Source("m")
        self.source.objects.update(
            number=numbers.encode,
            lengths=numbers.LENGTHS,
            sized=_sized,
            instant=instants.encode,
        )
        self.named = schema["__named_schemas"]
        self._ready: list[str] = []

    def put(self, *expressions: str) -> None:
        """Append the bytes of `expressions`, together with what comes before the next `flush`."""
        self._ready += expressions

    def flush(self) -> None:
        """Emit what is to be appended before the function takes another turn."""
        if self._ready:
            self.source.line(f"parts += ({', '.join(self._ready)},)")
            self._ready = []

    def value(self, schema: Any, expression: str) -> None:  # noqa: ANN401  # any piece of JSON
        """Emit the writing of `expression` as `schema`."""
        if isinstance(schema, list):
            self._optional(schema, expression)
            return
        kind = schema if isinstance(schema, str) else schema["type"]
        if kind in self.named and isinstance(schema, str):
            self.value(self.named[kind], expression)
            return
        logical = None if isinstance(schema, str) else schema.get("logicalType")
        getattr(self, "_" + (logical or kind).replace("-", "_"))(schema, expression)

    def _string(self, _schema: object, expression: str) -> None:
        self._bytes(_schema, f"{expression}.encode()")

    def _bytes(self, _schema: object, expression: str) -> None:
        name = self.source.fresh()
        self.source.line(f"{name} = {expression}")
        self.put(f"lengths[len({name})]", name)

    def _fixed(self, schema: Mapping[str, Any], expression: str) -> None:
        self.put(f"sized({expression}, {schema['size']})")

    def _boolean(self, _schema: object, expression: str) -> None:
        table = self.source.refer({False: b"\x00", True: b"\x01"})
        self.put(f"{table}[{expression}]")

    def _enum(self, schema: Mapping[str, Any], expression: str) -> None:
        symbols = {symbol: numbers.encode(at) for at, symbol in enumerate(schema["symbols"])}
        self.put(f"{self.source.refer(symbols)}[{expression}]")

    def _long(self, _schema: object, expression: str) -> None:
        self.put(f"number({expression})")

    def _timestamp_millis(self, _schema: object, expression: str) -> None:
        self.put(f"instant({expression})")

    def _date(self, _schema: object, expression: str) -> None:
        self.put(f"number({expression}.toordinal() - {_EPOCH_DAY})")

    def _optional(self, schema: list[Any], expression: str) -> None:
        name = self.source.fresh()
        self.source.line(f"{name} = {expression}")
        self.flush()
        with self.source.block(f"if {name} is None:"):
            self.put("b'\\x00'")
            self.flush()
        with self.source.block("else:"):
            self.put("b'\\x02'")
            self.value(schema[1], name)
            self.flush()

    def _array(self, schema: Mapping[str, Any], expression: str) -> None:
        name, item = self.source.fresh(), self.source.fresh()
        self.source.line(f"{name} = {expression}")
        self.flush()
        with self.source.block(f"if {name}:"):
            self.put(f"lengths[len({name})]")
            self.flush()
            with self.source.block(f"for {item} in {name}:"):
                self.value(schema["items"], item)
                self.flush()
        self.put("b'\\x00'")

    def _record(self, schema: Mapping[str, Any], expression: str) -> None:
        name = self.source.fresh()
        self.source.line(f"{name} = {expression}")
        for field in schema["fields"]:
            self.value(field["type"], f"{name}.{field['name']}")
