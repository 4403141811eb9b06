"""The judge of a message body: exactly what the Avro specification allows, by name if not.

Walks over the bytes of a schema without making anything of them, so that no length or count in
a message can cost more than its bytes. Slower than fastavro; asked only about what looks wrong.
"""

from datetime import date
from typing import Any, NoReturn

from avro.errors import Reason, Undecodable
from avro.registry import Schema

MILLIS_MIN = -62_135_596_800_000
MILLIS_MAX = 253_402_300_799_999
DAY_MIN = date.min.toordinal() - date(1970, 1, 1).toordinal()
DAY_MAX = date.max.toordinal() - date(1970, 1, 1).toordinal()
_RANGES = {
    "timestamp-millis": (MILLIS_MIN, MILLIS_MAX, Reason.BAD_TIMESTAMP),
    "date": (DAY_MIN, DAY_MAX, Reason.BAD_DATE),
}
_BITS = {"int": 32, "long": 64}


def check(data: bytes, position: int, schema: Schema) -> None:
    """Read the whole of `data` from `position` as one datum of `schema`.

    Raises Undecodable with what is wrong and at which byte.
    """
    walk = _Walk(data, position, schema.get("__named_schemas", {}))
    walk.value(schema)
    if walk.position != len(data):
        walk.wrong(Reason.TRAILING_BYTES, f"{len(data) - walk.position} too many")


class _Walk:
    """A position in the bytes of a message."""

    def __init__(self, data: bytes, position: int, named: dict[str, Schema]) -> None:
        self.data = data
        self.position = position
        self.named = named

    def wrong(self, reason: Reason, detail: str) -> NoReturn:
        """Raise Undecodable at this position."""
        raise Undecodable(reason, f"{detail} (at byte {self.position})")

    def value(self, schema: Any) -> None:  # noqa: ANN401  # a schema is any piece of JSON
        """Walk over one datum of `schema`."""
        if isinstance(schema, list):
            self.value(schema[self.index(len(schema), Reason.BAD_UNION)])
            return
        kind = schema if isinstance(schema, str) else schema["type"]
        match kind:
            case "null":
                return
            case "boolean":
                self.boolean()
            case "int" | "long":
                self.number(kind, None if isinstance(schema, str) else schema.get("logicalType"))
            case "string" | "bytes":
                self.text(kind)
            case _:
                self.compound(kind, schema)

    def compound(self, kind: str, schema: Any) -> None:  # noqa: ANN401  # likewise
        """Walk over one datum of a type that has parts or a name."""
        match kind:
            case "fixed":
                self.take(schema["size"])
            case "enum":
                self.index(len(schema["symbols"]), Reason.BAD_ENUM)
            case "array":
                self.array(schema["items"])
            case "record":
                for field in schema["fields"]:
                    self.value(field["type"])
            case _:
                self.value(self.named[kind])

    def take(self, size: int) -> bytes:
        """The next `size` bytes; they must be there."""
        end = self.position + size
        if end > len(self.data):
            self.wrong(
                Reason.TRUNCATED, f"{size} bytes wanted, {len(self.data) - self.position} left"
            )
        taken = self.data[self.position : end]
        self.position = end
        return taken

    def varint(self, kind: str) -> int:
        """The next zig-zag number, in the range of `kind`, in no more bytes than a long takes."""
        value, shift = 0, 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
            if shift >= _BITS["long"]:
                self.wrong(Reason.BAD_NUMBER, "longer than any number")
        if value >> _BITS[kind]:
            self.wrong(Reason.BAD_NUMBER, f"too great for the type {kind}")
        return (value >> 1) ^ -(value & 1)

    def number(self, kind: str, logical: str | None) -> None:
        """Walk over a number; an instant or a day must exist."""
        value = self.varint(kind)
        low, high, reason = _RANGES.get(logical or "", (value, value, Reason.BAD_NUMBER))
        if not low <= value <= high:
            self.wrong(reason, f"{logical} out of range")

    def boolean(self) -> None:
        """Walk over a byte that is 0 or 1."""
        if self.take(1)[0] > 1:
            self.wrong(Reason.BAD_BOOLEAN, "neither 0 nor 1")

    def index(self, count: int, reason: Reason) -> int:
        """The index of one of `count` symbols or branches."""
        value = self.varint("int")
        if not 0 <= value < count:
            self.wrong(reason, f"index {value} of {count}")
        return value

    def text(self, kind: str) -> None:
        """Walk over a length and as many bytes; a string is UTF-8."""
        size = self.varint("long")
        if size < 0:
            self.wrong(Reason.BAD_LENGTH, f"length {size}")
        taken = self.take(size)
        if kind == "string":
            try:
                taken.decode()
            except UnicodeDecodeError:
                self.wrong(Reason.BAD_UTF8, "no UTF-8")

    def array(self, items: Any) -> None:  # noqa: ANN401  # likewise
        """Walk over the blocks of an array, up to the empty one."""
        while count := self.varint("long"):
            size = self.varint("long") if count < 0 else None
            start = self.position
            # An item takes at least a byte, so a count cannot pass the bytes that are left.
            if abs(count) > len(self.data) - start:
                self.wrong(
                    Reason.BAD_BLOCK, f"{abs(count)} items in {len(self.data) - start} bytes"
                )
            for _ in range(abs(count)):
                self.value(items)
            if size is not None and self.position - start != size:
                self.wrong(Reason.BAD_BLOCK, f"{self.position - start} bytes, said {size}")
