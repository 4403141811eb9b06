"""Compiles a reader for one contract: bytes to dataclass in one straight function.

A reader takes only the form that writers of ours and most others use (arrays in one block);
whatever else raises one of `GIVES_UP` and is left to `avro.codec`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hub.wire import instants, numbers
from hub.wire.source import Source

GIVES_UP = (IndexError, KeyError, ValueError, OverflowError)
"""What a reader raises on bytes that it leaves to the general decoder."""


def compile_reader(
    schema: Mapping[str, Any],
    classes: Mapping[str, type],
    start: int,
) -> Callable[[bytes], Any]:
    """A function from bytes to the dataclass of `schema`, which begins at byte `start`.

    `classes` has the dataclass or enum of every named type in the schema.
    """
    emitter = _Emitter(schema, classes)
    emitter.source.line(f"p = {start}")
    result = emitter.value(schema)
    with emitter.source.block("if p != len(d):"):
        emitter.source.line("raise ValueError('does not end where the data ends')")
    emitter.source.line(f"return {result}")
    return emitter.source.build(f"reader of {schema['name']}")


class _Emitter:
    """Emits the lines that read one value and leave it in a variable."""

    def __init__(self, schema: Mapping[str, Any], classes: Mapping[str, type]) -> None:
        self.source = Source("d")
        self.source.objects.update(
            read=numbers.read,
            span=numbers.span,
            instant=instants.read,
            instants=instants.KNOWN,
            day=instants.read_day,
            days=instants.KNOWN_DAYS,
        )
        self.named = schema["__named_schemas"]
        self.classes = classes

    def value(self, schema: Any) -> str:  # noqa: ANN401  # a schema is any piece of JSON
        """Emit the reading of `schema`; the variable that holds the value."""
        if isinstance(schema, list):
            return self._optional(schema)
        kind = schema if isinstance(schema, str) else schema["type"]
        if kind in self.named and isinstance(schema, str):
            return self.value(self.named[kind])
        logical = None if isinstance(schema, str) else schema.get("logicalType")
        emit = getattr(self, "_" + (logical or kind).replace("-", "_"))
        name: str = emit(schema)
        return name

    def _span(self) -> None:
        line, block = self.source.line, self.source.block
        line("n = d[p]")
        with block("if n & 129:"):
            line("p, e = span(d, p)")
        with block("else:"):
            line("p += 1")
            line("e = p + (n >> 1)")

    def _string(self, _schema: object) -> str:
        self._span()
        return self._assign("d[p:e].decode()", "p = e")

    def _bytes(self, _schema: object) -> str:
        self._span()
        return self._assign("d[p:e]", "p = e")

    def _fixed(self, schema: Mapping[str, Any]) -> str:
        return self._assign(f"d[p:p + {schema['size']}]", f"p += {schema['size']}")

    def _boolean(self, _schema: object) -> str:
        return self._assign(f"{self.source.refer({0: False, 1: True})}[d[p]]", "p += 1")

    def _enum(self, schema: Mapping[str, Any]) -> str:
        kind = self.classes[schema["name"]]
        symbols = {2 * index: kind(symbol) for index, symbol in enumerate(schema["symbols"])}
        return self._assign(f"{self.source.refer(symbols)}[d[p]]", "p += 1")

    def _long(self, _schema: object) -> str:
        name = self.source.fresh()
        self._number(name)
        return name

    def _number(self, name: str) -> None:
        line, block = self.source.line, self.source.block
        line("n = d[p]")
        with block("if n < 128:"):
            line(f"{name} = (n >> 1) ^ -(n & 1)")
            line("p += 1")
        with block("else:"):
            line(f"{name}, p = read(d, p)")

    def _timestamp_millis(self, _schema: object) -> str:
        return self._known("instant", instants.USUAL_BYTES)

    def _date(self, _schema: object) -> str:
        return self._known("day", instants.USUAL_DAY_BYTES)

    def _known(self, what: str, usual_bytes: int) -> str:
        """Look first among those that were read before, without a call."""
        name = self._assign(f"{what}s.get(d[p:p + {usual_bytes}])")
        with self.source.block(f"if {name} is None:"):
            self.source.line(f"{name}, p = {what}(d, p)")
        with self.source.block("else:"):
            self.source.line(f"p += {usual_bytes}")
        return name

    def _optional(self, schema: list[Any]) -> str:
        name, line, block = self.source.fresh(), self.source.line, self.source.block
        line("n = d[p]")
        line("p += 1")
        with block("if n == 2:"):
            line(f"{name} = {self.value(schema[1])}")
        with block("elif n == 0:"):
            line(f"{name} = None")
        with block("else:"):
            line("raise ValueError('no such branch')")
        return name

    def _array(self, schema: Mapping[str, Any]) -> str:
        name, line, block = self.source.fresh(), self.source.line, self.source.block
        line(f"{name} = []")
        self._number("n")
        with block("if n < 0:"):
            line("raise ValueError('a block with its size')")
        with block("if n:"):
            with block("for _ in range(n):"):
                line(f"{name}.append({self.value(schema['items'])})")
            with block("if d[p]:"):
                line("raise ValueError('a second block')")
            line("p += 1")
        line(f"{name} = tuple({name})")
        return name

    def _record(self, schema: Mapping[str, Any]) -> str:
        values = {field["name"]: self.value(field["type"]) for field in schema["fields"]}
        kind = self.classes[schema["name"]]
        made = twin(kind)
        if set(values) != set(made.__slots__):
            raise TypeError(f"{kind.__name__} has not the fields of {schema['name']}")
        name = self._assign(f"{self.source.refer(made)}()")
        for attribute, value in values.items():
            self.source.line(f"{name}.{attribute} = {value}")
        self.source.line(f"{name}.__class__ = {self.source.refer(kind)}")
        return name

    def _assign(self, expression: str, then: str | None = None) -> str:
        name = self.source.fresh()
        self.source.line(f"{name} = {expression}")
        if then:
            self.source.line(then)
        return name


def twin(kind: type) -> Any:  # noqa: ANN401  # a class with slots
    """A plain class with the slots of a frozen dataclass.

    An object is filled as a twin and then becomes one of `kind`: a frozen dataclass's own
    constructor sets each field through `object.__setattr__`, which costs four times as much.

    Raises TypeError for a dataclass that has no slots of its own or does more on construction.
    """
    slots = kind.__dict__.get("__slots__")
    if slots is None or kind.__bases__ != (object,) or hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} is not a plain slotted dataclass")
    return type(f"{kind.__name__}Twin", (), {"__slots__": tuple(slots)})
