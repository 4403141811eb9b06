"""The figures as a table for people, with what was aimed at beside them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

Find = Callable[[dict[str, Any]], float]


@dataclass(frozen=True, slots=True)
class Target:
    """One aim: where its figure is found, and how far it may go."""

    name: str
    find: Find
    limit: float
    unit: str
    at_least: bool = False

    def reached(self, figures: dict[str, Any]) -> bool:
        """Whether the figure is within the aim."""
        found = self.find(figures)
        return found >= self.limit if self.at_least else found < self.limit


TARGETS = (
    Target("case lane / bare loop, CPU per event", lambda f: f["case_to_bare_cpu"], 2.5, "×"),
    Target(
        "outbox to journal, p50", lambda f: f["latency"]["outbox_to_journal"]["p50_ms"], 15, "ms"
    ),
    Target("outbox to inbox, p50", lambda f: f["latency"]["outbox_to_inbox"]["p50_ms"], 35, "ms"),
    Target("restore", lambda f: f["restore"]["entries_per_s"], 50_000, "entries/s", at_least=True),
    Target(
        "decide and evolve, median", lambda f: f["micro"]["decide_and_evolve_median_us"], 15, "µs"
    ),
    Target("largest case", lambda f: f["micro"]["state_most_bytes"], 2048, "bytes"),
    Target(
        "100 due of a million open",
        lambda f: f["micro"]["due_100_of_1m_after_100k_done_ms"],
        50,
        "ms",
    ),
    Target("growth of memory", lambda f: abs(f["memory"]["growth_percent"]), 10, "%"),
)


def judged(figures: dict[str, Any]) -> dict[str, Any]:
    """Each target with its figure, limit and whether it is reached."""
    return {
        target.name: {
            "figure": target.find(figures),
            "limit": target.limit,
            "unit": target.unit,
            "reached": target.reached(figures),
        }
        for target in TARGETS
    }


def show(console: Console, figures: dict[str, Any]) -> None:
    """Print paces, latencies, sizes and targets."""
    console.print(_paces(figures), _latencies(figures), _small(figures), _targets(figures))


def _paces(figures: dict[str, Any]) -> Table:
    table = Table(title=f"Pace, median of {figures['rounds']} alternating rounds")
    for column in ("loop", "events/s", "CPU µs/event"):
        table.add_column(column, justify="left" if column == "loop" else "right")
    names = {
        "bare": "bare consume-transform-produce",
        "case": "case lane",
        "dispatch": "dispatch lane, per entry",
    }
    for name, label in names.items():
        found = figures[name]
        table.add_row(label, f"{found['events_per_s']:,.0f}", f"{found['cpu_us']:.1f}")
    table.add_row("border of ingress, per message", "", f"{figures['ingress']['admit_us']:.1f}")
    return table


def _latencies(figures: dict[str, Any]) -> Table:
    table = Table(title="One command at low rate, through a worker process")
    for column in ("way", "p50 ms", "p99 ms"):
        table.add_column(column, justify="left" if column == "way" else "right")
    for name, found in figures["latency"].items():
        label = name.replace("_to_", " → ")
        table.add_row(label, f"{found['p50_ms']:.1f}", f"{found['p99_ms']:.1f}")
    return table


def _small(figures: dict[str, Any]) -> Table:
    table = Table(title="Restore, memory, and what the parts cost")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for part in ("restore", "memory", "micro"):
        for name, found in figures[part].items():
            table.add_row(f"{part}: {name.replace('_', ' ')}", f"{found:,}")
    return table


def _targets(figures: dict[str, Any]) -> Table:
    table = Table(title="Targets")
    for column in ("target", "limit", "measured", ""):
        table.add_column(column, justify="right" if column in ("limit", "measured") else "left")
    for target in TARGETS:
        sign = "≥" if target.at_least else "<"
        word = "[green]reached[/]" if target.reached(figures) else "[red]short[/]"
        limit = f"{sign} {target.limit:,} {target.unit}"
        table.add_row(target.name, limit, f"{target.find(figures):,} {target.unit}", word)
    return table
