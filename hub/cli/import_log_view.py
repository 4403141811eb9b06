"""The report of an import as a person reads it."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hub.importing.log_report import SHOWN, LogReport

FIGURES = (
    ("rows of the log", "rows"),
    ("cases", "cases"),
    ("steps recorded", "steps"),
    ("reported as unreadable", "reported"),
    ("refused by the hub", "refused"),
    ("rejected at the border", "rejected"),
    ("parked", "parked"),
    ("answered as repeats", "repeated"),
    ("unaccounted for", "unaccounted"),
    ("steps without department", "department_unknown"),
)
DEPARTMENTS_SHOWN = 12
FAULTS_SHOWN = 20


def show(report: LogReport, console: Console | None = None) -> None:
    """Print figures, departments and what was reported."""
    console = console or Console(highlight=False)
    table = Table(title=escape(report.file), show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for label, name in FIGURES:
        table.add_row(label, f"{getattr(report, name):,}")
    table.add_row("in order", "yes" if report.in_order else "no")
    table.add_row("seconds", f"{report.seconds:.1f}")
    console.print(table)
    _show_departments(report, console)
    _show_faults(report, console)
    if not report.complete:
        console.print("[red]The end of the log was not reached.[/]")


def _show_departments(report: LogReport, console: Console) -> None:
    busiest = list(report.departments.items())[:DEPARTMENTS_SHOWN]
    told = ", ".join(f"{escape(name)} {steps:,}" for name, steps in busiest)
    if told:
        console.print(f"Steps by department: {told}")


def _show_faults(report: LogReport, console: Console) -> None:
    for fault in report.faults[:FAULTS_SHOWN]:
        column = f", {fault.column}" if fault.column else ""
        line = f"row {fault.row}{column}: {fault.kind}: {fault.reason}"
        console.print(f"[yellow]![/] {escape(line)}", soft_wrap=True)
    count = report.reported + report.refused + report.rejected + report.parked
    if count > FAULTS_SHOWN:
        shown = min(FAULTS_SHOWN, SHOWN)
        console.print(f"… {count - shown} more; --rejects FILE writes them all.")
