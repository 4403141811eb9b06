"""The figures of a demo for a person: one table, the times, the verdict of the check."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hub.sample.figures import COLUMNS
from hub.sample.plan import MIX


def show(figures: Mapping[str, Any], console: Console | None = None) -> None:
    """Print the figures on standard output."""
    console = console or Console(highlight=False)
    console.print(_table(figures))
    times = figures["submit_to_return_s"]
    if times["count"]:
        console.print(
            f"Submission to return, {times['count']} cases:"
            f" p50 {times['p50']:.2f} s, p99 {times['p99']:.2f} s"
        )
    answers = figures["answers"]
    said = ", ".join(f"{kind} {count}" for kind, count in answers.items())
    console.print(f"{figures['messages']} messages in {figures['seconds']:.1f} s; answered: {said}")
    bad = ", ".join(
        f"{kind.replace('_', ' ')} {count}" for kind, count in figures["bad_messages"].items()
    )
    console.print(f"Bad messages sent, and rejected: {bad or 'none'}")
    _verdict(figures, console)


def _table(figures: Mapping[str, Any]) -> Table:
    table = Table(title="Cases by mode")
    table.add_column("mode")
    for name in COLUMNS:
        table.add_column(name, justify="right")
    roads = figures["roads"]
    for road in MIX:
        if road in roads:
            table.add_row(road, *(str(roads[road][name]) for name in COLUMNS))
    table.add_section()
    modes = figures["modes"].values()
    table.add_row("all", *(str(sum(mode[name] for mode in modes)) for name in COLUMNS))
    return table


def _verdict(figures: Mapping[str, Any], console: Console) -> None:
    for sentence in figures["surprises"]:
        console.print(f"[yellow]unexpected:[/] {escape(sentence)}")
    for example in figures["examples"]:
        console.print(f"[red]{escape(' '.join(map(str, example.values())))}[/]")
    if figures["check_passed"]:
        console.print(
            f"[bold green]The independent check holds:[/] lost {figures['lost']},"
            f" duplicated {figures['duplicated']}, every message has exactly one outcome."
        )
    else:
        found = ", ".join(f"{name} {count}" for name, count in figures["violations"].items())
        console.print(f"[bold red]THE CHECK FAILED:[/] {found or 'not every case came to an end'}")
