"""A Python function written line by line and compiled once, as dataclasses do it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Source:
    """The lines of one function and the objects it refers to."""

    def __init__(self, signature: str) -> None:
        self.objects: dict[str, Any] = {}
        self._lines = [f"def compiled({signature}):"]
        self._depth = 1
        self._count = 0

    def line(self, text: str) -> None:
        """Append a line at the present depth."""
        self._lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, opening: str) -> Iterator[None]:
        """The lines within belong to the block that `opening` opens."""
        self.line(opening)
        self._depth += 1
        yield
        self._depth -= 1

    def fresh(self) -> str:
        """A variable that nobody else uses."""
        self._count += 1
        return f"v{self._count}"

    def refer(self, thing: object) -> str:
        """A name under which the function finds `thing`."""
        name = f"o{len(self.objects)}"
        self.objects[name] = thing
        return name

    def build(self, name: str) -> Callable[..., Any]:
        """The function; `name` stands in its tracebacks."""
        code = compile("\n".join(self._lines), f"<{name}>", "exec")
        exec(code, self.objects)  # noqa: S102  # made from our own schemas, never from input
        made: Callable[..., Any] = self.objects["compiled"]
        return made
