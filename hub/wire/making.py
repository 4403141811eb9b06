"""Quick makers of the frozen dataclasses that lanes make for every command."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, ParamSpec, TypeVar, cast

from hub.wire.reading import twin
from hub.wire.source import Source

P = ParamSpec("P")
T = TypeVar("T")


def maker(kind: Callable[P, T]) -> Callable[P, T]:
    """A function that makes what `kind` makes, from keywords only, in about half the time.

    `kind` is a frozen slotted dataclass; it cannot have defaults. Raises TypeError for any other.
    """
    made = cast("type", kind)
    names = [field.name for field in fields(cast("Any", made))]
    source = Source(f"*, {', '.join(names)}")
    source.line(f"made = {source.refer(twin(made))}()")
    for name in names:
        source.line(f"made.{name} = {name}")
    source.line(f"made.__class__ = {source.refer(made)}")
    source.line("return made")
    return source.build(f"maker of {made.__name__}")
