"""Compiles a writer for one contract: dataclass to bytes in one straight function."""

from collections.abc import Callable, Mapping
from typing import Any

from hub.wire import instants, numbers
from hub.wire.source import Source

REFUSES = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
"""What a writer raises on a value that does not fit its contract."""


def compile_writer(schema: Mapping[str, Any], header: bytes) -> Callable[[Any], bytes]:
    """A function from the dataclass of `schema` to its bytes after `header`."""
    emitter = _Emitter(schema)
    emitter.put(repr(header))
    emitter.value(schema, "m")
    emitter.finish()
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
            table=numbers.TABLE,
            lengths=numbers.LENGTHS,
            sized=_sized,
            instant=instants.encode,
            day=instants.encode_day,
        )
        self.named = schema["__named_schemas"]
        self._ready: list[str] = []
        self._begun = False

    def put(self, *expressions: str) -> None:
        """Append the bytes of `expressions`, together with what comes before the next `flush`."""
        self._ready += expressions

    def flush(self) -> None:
        """Emit what is to be appended before the function takes another turn."""
        if not self._begun:
            self.source.line("parts = []")
            self._begun = True
        if self._ready:
            self.source.line(f"parts += ({', '.join(self._ready)},)")
            self._ready = []

    def finish(self) -> None:
        """Emit the return of all that was put."""
        if self._begun:
            self.flush()
            self.source.line("return b''.join(parts)")
        else:
            self.source.line(f"return b''.join(({', '.join(self._ready)},))")

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
        self.put(f"lengths[len({name} := {expression})]", name)

    def _fixed(self, schema: Mapping[str, Any], expression: str) -> None:
        self.put(f"sized({expression}, {schema['size']})")

    def _boolean(self, _schema: object, expression: str) -> None:
        table = self.source.refer({False: b"\x00", True: b"\x01"})
        self.put(f"{table}[{expression}]")

    def _enum(self, schema: Mapping[str, Any], expression: str) -> None:
        symbols = {symbol: numbers.encode(at) for at, symbol in enumerate(schema["symbols"])}
        self.put(f"{self.source.refer(symbols)}[{expression}]")

    def _long(self, _schema: object, expression: str) -> None:
        name = self.source.fresh()
        is_small = f"0 <= ({name} := {expression}) < {len(numbers.TABLE)}"
        self.put(f"table[{name}] if {is_small} else number({name})")

    def _timestamp_millis(self, _schema: object, expression: str) -> None:
        self.put(f"instant({expression})")

    def _date(self, _schema: object, expression: str) -> None:
        self.put(f"day({expression})")

    def _optional(self, schema: list[Any], expression: str) -> None:
        name = self.source.fresh()
        if self._straight(schema[1]):
            there = self._joined(schema[1], name)
            self.put(f"b'\\x00' if ({name} := {expression}) is None else b'\\x02' + {there}")
            return
        self.flush()
        self.source.line(f"{name} = {expression}")
        with self.source.block(f"if {name} is None:"):
            self.put("b'\\x00'")
            self.flush()
        with self.source.block("else:"):
            self.put("b'\\x02'")
            self.value(schema[1], name)
            self.flush()

    def _straight(self, schema: Any) -> bool:  # noqa: ANN401  # any piece of JSON
        """Whether the writing of `schema` takes no loop, so that it is one expression."""
        if isinstance(schema, list):
            return self._straight(schema[1])
        found = self.named.get(schema, schema) if isinstance(schema, str) else schema
        if isinstance(found, str):
            return True
        return found["type"] != "array" and all(
            self._straight(field["type"]) for field in found.get("fields", ())
        )

    def _joined(self, schema: Any, expression: str) -> str:  # noqa: ANN401  # any piece of JSON
        """The bytes of `expression` as `schema`, which is straight, as one expression."""
        before, self._ready = self._ready, []
        self.value(schema, expression)
        inner, self._ready = self._ready, before
        return " + ".join(f"({each})" for each in inner)

    def _array(self, schema: Mapping[str, Any], expression: str) -> None:
        name, item = self.source.fresh(), self.source.fresh()
        self.flush()
        self.source.line(f"{name} = {expression}")
        with self.source.block(f"if {name}:"):
            self.put(f"lengths[len({name})]")
            self.flush()
            with self.source.block(f"for {item} in {name}:"):
                self.value(schema["items"], item)
                self.flush()
        self.put("b'\\x00'")

    def _record(self, schema: Mapping[str, Any], expression: str) -> None:
        for field in schema["fields"]:
            self.value(field["type"], f"{expression}.{field['name']}")
