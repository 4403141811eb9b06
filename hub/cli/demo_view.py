"""The figures of a demo for a person: one table, the times, the verdict of the check."""

from collections.abc import Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hub.sample.figures import COLUMNS
from hub.sample.plan import MIX

_RULES = {
    "Refused by rule": "refused_by_rule",
    "Irregularities by rule": "irregularities",
    "Overrides by rule": "overrides",
    "Cards": "cards",
    "Signed with": "signatures",
}
"""Title of a line of counts, and the counts' name."""


def show(figures: Mapping[str, Any], console: Console | None = None) -> None:
    """Print the figures on standard output."""
    console = console or Console(highlight=False, soft_wrap=True)
    console.print(_table(figures))
    _law(figures, console)
    times = figures["submit_to_return_s"]
    if times["count"]:
        console.print(
            f"From submission to return, {times['count']} cases:"
            f" p50 {times['p50']:.2f} s, p99 {times['p99']:.2f} s"
        )
    console.print(
        f"{figures['messages']} messages in {figures['seconds']:.1f} s,"
        f" answered: {_counts(figures['answers'])}"
    )
    console.print(
        f"Bad on purpose: {_counts(figures['bad_messages'])}; rejected: {figures['rejected']}"
    )
    _verdict(figures, console)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in counts.items()) or "none"


def _table(figures: Mapping[str, Any]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=True)
    table.add_column("cases", no_wrap=True)
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


def _law(figures: Mapping[str, Any], console: Console) -> None:
    """How cases ended, and which rules spoke."""
    law = figures["law"]
    if not law:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("how it ended 结果", no_wrap=True)
    table.add_column("cases", justify="right")
    for ending, cases in law["endings"].items():
        table.add_row(ending, str(cases))
    console.print(table)
    stories = figures["stories"]
    as_told = sum(not story["surprise"] for story in stories)
    console.print(f"Stories of the repertoire: {len(stories)}, as told by law: {as_told}")
    console.print(f"On the way: {_counts(law['on_the_way'])}")
    for title, name in _RULES.items():
        console.print(f"{title}: {_counts(law.get(name, {}))}")


def _verdict(figures: Mapping[str, Any], console: Console) -> None:
    for sentence in figures["surprises"]:
        console.print(f"[yellow]Unexpected:[/] {escape(sentence)}")
    for example in figures["examples"]:
        console.print(f"[red]{escape(' '.join(str(part) for part in example.values()))}[/]")
    if figures["check_passed"]:
        checked = figures["checked"]
        console.print(
            f"[bold green]The independent check holds:[/] lost {figures['lost']},"
            f" duplicated {figures['duplicated']}; {checked.get('messages_sent', 0)} messages out,"
            f" {checked.get('inbox_messages', 0)} in, each with exactly one outcome."
        )
        return
    why = figures["could_not_check"] or _counts(figures["violations"])
    if why == "none":
        why = "not every case came to its end"
    console.print(f"[bold red]THE CHECK FAILED:[/] {escape(why)}")
