"""A catalogue as canonical JSON: the same catalogue is always the same bytes, so has one digest."""

import hashlib
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

import msgspec

from hub.domain.calendar import Calendar
from hub.domain.catalogue import Catalogue


class SnapshotDamaged(Exception):
    """These bytes are no catalogue that this release reads."""


def to_bytes(catalogue: Catalogue) -> bytes:
    """Return the snapshot of a catalogue, UTF-8 JSON with sorted keys."""
    return msgspec.json.encode(_plain(catalogue), order="sorted")


def digest(data: bytes) -> bytes:
    """Return the digest of a snapshot, its version: SHA-256, 32 bytes."""
    return hashlib.sha256(data).digest()


def from_bytes(data: bytes) -> Catalogue:
    """Return the catalogue of a snapshot. Raises SnapshotDamaged."""
    try:
        found = msgspec.json.decode(data, type=dict[str, Any])
        found["calendar"] = Calendar(**_converted(Calendar, found.get("calendar", {})))
        return Catalogue(**_converted(Catalogue, found))
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise SnapshotDamaged(f"no catalogue: {error}") from error


def _plain(value: object) -> object:
    """Return a value as JSON knows it, without what is computed from the rest."""
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.init}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _converted(kind: type, found: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a dataclass, each as its field's type says."""
    hints = get_type_hints(kind)
    return {
        name: value if is_dataclass(value) else msgspec.convert(value, hints[name])
        for name, value in found.items()
    }
