"""A catalogue as canonical JSON: the same catalogue is the same bytes, and so the same digest."""

import hashlib
from dataclasses import fields
from typing import Any, get_type_hints

import msgspec

from hub.domain.calendar import Calendar
from hub.domain.catalogue import Catalogue
from hub.domain.faults import Fault
from hub.domain.publishing import errors, validate

FORMAT = 1
"""Version of the layout; a reader stops at one it does not know."""

_encode = msgspec.json.Encoder(order="sorted").encode
_HINTS = get_type_hints(Catalogue)
_PARTS = tuple(field.name for field in fields(Catalogue) if field.init)
_LATER = ("signing_keys", "members")
"""Parts that came later: a snapshot without any is, to the letter, the one it was before."""
_CALENDAR = tuple(field.name for field in fields(Calendar) if field.init)


class Unlawful(Exception):
    """A catalogue that may not be published; `faults` are all its errors."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Say the first fault and how many there are."""
        self.faults = faults
        super().__init__(f"{len(faults)} faults, the first: {faults[0].file}: {faults[0].reason}")


class NotASnapshot(Exception):
    """Bytes that are no catalogue snapshot of a known format."""


def to_bytes(catalogue: Catalogue) -> bytes:
    """Return the snapshot of a catalogue: UTF-8 JSON, keys sorted, no blanks.

    Raises Unlawful when the catalogue has an error of any kind: no unlawful list is ever in force.
    """
    faults = errors(validate(catalogue))
    if faults:
        raise Unlawful(faults)
    parts = {name: getattr(catalogue, name) for name in _PARTS if name != "calendar"}
    for name in _LATER:
        if not parts[name]:
            del parts[name]
    calendar = {name: getattr(catalogue.calendar, name) for name in _CALENDAR}
    return _encode({**parts, "calendar": calendar, "format": FORMAT})


def from_bytes(data: bytes) -> Catalogue:
    """Return the catalogue of a snapshot; raises NotASnapshot."""
    try:
        document = msgspec.json.decode(data, type=dict[str, Any])
        if document.pop("format", None) != FORMAT:
            raise NotASnapshot(f"a snapshot of another format than {FORMAT}")
        calendar = Calendar(**_converted(document.pop("calendar"), get_type_hints(Calendar)))
        return Catalogue(calendar=calendar, **_converted(document, _HINTS))
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise NotASnapshot(str(error)) from error


def digest(data: bytes) -> bytes:
    """Return the SHA-256 digest (32 bytes) by which a snapshot is named."""
    return hashlib.sha256(data).digest()


def _converted(parts: dict[str, Any], hints: dict[str, Any]) -> dict[str, Any]:
    return {name: msgspec.convert(value, hints[name]) for name, value in parts.items()}
