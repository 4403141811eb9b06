"""Changed copies of what is kept of a subject: thousands are made each second."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def changed(kept: T, **changes: Any) -> T:  # noqa: ANN401 - whatever the fields hold
    """Return a copy of a frozen, slotted dataclass with `changes`.

    The same as `dataclasses.replace` in a fraction of its time: nothing here has `__post_init__`.
    Raises KeyError for a field that there is not.
    """
    kind: type = type(kept)
    copy: T = _copier(kind, tuple(changes))(kept, *changes.values())
    return copy


@cache
def _copier(kind: type, names: tuple[str, ...]) -> Callable[..., Any]:
    """Return a function that copies one of `kind` but for the fields `names`, given in order.

    It is written out field by field, as dataclasses write their constructors. A frozen object is
    filled as one of a plain class with the same slots, and then becomes one of `kind`.
    """
    slots: tuple[str, ...] = kind.__dict__["__slots__"]
    if not set(names) <= set(slots):
        raise KeyError(*sorted(set(names) - set(slots)))
    plain = type(f"Plain{kind.__name__}", (), {"__slots__": slots})
    lines = [f"def copier(kept, {', '.join(names)}):", "    copy = plain()"]
    lines += [f"    copy.{name} = {name if name in names else f'kept.{name}'}" for name in slots]
    lines += ["    copy.__class__ = kind", "    return copy"]
    scope: dict[str, Any] = {"plain": plain, "kind": kind}
    exec("\n".join(lines), scope)  # noqa: S102 - made of names of fields, never of input
    made: Callable[..., Any] = scope["copier"]
    return made
