"""Telling a person what is being done and how long each step took, on standard error."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.status import Status

TOLD_FROM_S = 0.01
"""Steps that were quicker are not worth a line."""


class Steps:
    """A spinner while it lasts and a line with its time for each step that is done."""

    def __init__(self, doing: str, console: Console | None = None) -> None:
        self.console = console or Console(stderr=True, highlight=False)
        self._spinner = Status(f"{doing} …", console=self.console)
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        self._spinner.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._spinner.stop()

    def done(self, name: str, seconds: float) -> None:
        """Tell that a step is done."""
        if seconds >= TOLD_FROM_S:
            self.console.print(f"[green]✓[/] {name:<16} {seconds:6.2f} s")

    def say(self, sentence: str) -> None:
        """Tell something that happened."""
        self.console.print(f"[yellow]![/] {escape(sentence)}", soft_wrap=True)

    def total(self, what: str) -> None:
        """Tell that all of it is done, and how long it took."""
        seconds = time.monotonic() - self._began
        self.console.print(f"[bold green]✓[/] [bold]{what:<16} {seconds:6.2f} s[/]")
