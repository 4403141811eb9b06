"""How plans for topics look to a person (tables) and to a program (JSON objects)."""

from typing import Any

from rich.console import Console
from rich.table import Table

from topics.apply import Applied
from topics.declared import TopicSpec
from topics.plan import Plan
from topics.positions import Position

_DAY_MS = 86_400_000


def show_plan(plan: Plan) -> None:
    """Print one line for each difference, then the warnings."""
    console = Console()
    if plan.empty:
        console.print("Topics are as declared.")
    else:
        console.print(_plan_table(plan))
    _show_warnings(console, plan)


def show_applied(plan: Plan, done: Applied) -> None:
    """Print what was done, what was left, and the warnings of the plan."""
    console = Console()
    table = Table("done", "topic", "what", title="Topics applied", title_justify="left")
    for name in done.created:
        table.add_row("created", name, _what(next(s for s in plan.create if s.name == name)))
    for change in done.altered:
        table.add_row("changed", change.topic, change.sentence)
    for growth in done.grown:
        table.add_row("added", growth.topic, f"partitions {growth.current} to {growth.wanted}")
    for name in done.deleted:
        table.add_row("deleted", name, "with all its records")
    for group, sentence in _by_group(done.positions):
        table.add_row("positioned", group, sentence)
    if table.row_count:
        console.print(table)
    else:
        console.print("Nothing to do.")
    for sentence in done.left:
        console.print(f"[yellow]left[/] {sentence}", highlight=False)
    _show_warnings(console, plan)


def plan_object(plan: Plan) -> dict[str, Any]:
    """Return the plan for a program."""
    return {
        "empty": plan.empty,
        "create": [spec.name for spec in plan.create],
        "alter": [
            {"topic": c.topic, "setting": c.setting, "current": c.current, "wanted": c.wanted}
            for c in plan.alter
        ],
        "partitions": [
            {"topic": c.topic, "current": c.current, "wanted": c.wanted} for c in plan.grow
        ],
        "extra": [topic.name for topic in plan.extra],
        "positions": _positions(plan.positions),
        "refused": [
            {"topic": r.topic, "sentence": r.sentence, "remedy": r.remedy} for r in plan.refused
        ],
        "warnings": list(plan.warnings),
    }


def applied_object(done: Applied) -> dict[str, Any]:
    """Return what was done for a program."""
    return {
        "created": list(done.created),
        "altered": [{"topic": c.topic, "setting": c.setting} for c in done.altered],
        "partitions": [{"topic": c.topic, "wanted": c.wanted} for c in done.grown],
        "deleted": list(done.deleted),
        "positions": _positions(done.positions),
        "left": list(done.left),
    }


def _plan_table(plan: Plan) -> Table:
    table = Table("difference", "topic", "what", title="Topics", title_justify="left")
    for spec in plan.create:
        table.add_row("[green]create[/]", spec.name, _what(spec))
    for change in plan.alter:
        table.add_row("[yellow]change[/]", change.topic, change.sentence)
    for growth in plan.grow:
        table.add_row("[red]only with --allow-partitions[/]", growth.topic, growth.sentence)
    for topic in plan.extra:
        table.add_row(
            "[red]only with --allow-delete[/]", topic.name, "belongs to no declared organisation"
        )
    for group, sentence in _by_group(plan.positions):
        table.add_row("[green]position[/]", group, sentence)
    for refusal in plan.refused:
        table.add_row("[red]refused[/]", refusal.topic, f"{refusal.sentence}. {refusal.remedy}")
    return table


def _what(spec: TopicSpec) -> str:
    retention_ms = int(spec.configs["retention.ms"])
    kept = "for ever" if retention_ms < 0 else f"{retention_ms // _DAY_MS} days"
    size_kib = int(spec.configs["max.message.bytes"]) // 1024
    return (
        f"{spec.purpose}; partitions {spec.partitions}, replicas {spec.replication}, "
        f"kept {kept}, up to {size_kib} KiB"
    )


def _by_group(positions: tuple[Position, ...]) -> list[tuple[str, str]]:
    groups = sorted({position.group for position in positions})
    return [
        (group, f"starts at offset 0 of {sum(p.group == group for p in positions)} partitions")
        for group in groups
    ]


def _positions(positions: tuple[Position, ...]) -> list[dict[str, str | int]]:
    return [{"group": p.group, "partition": p.partition} for p in positions]


def _show_warnings(console: Console, plan: Plan) -> None:
    for warning in plan.warnings:
        console.print(f"[yellow]warning[/] {warning}", highlight=False)
