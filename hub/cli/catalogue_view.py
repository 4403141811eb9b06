"""Lists, catalogue folders and publications as a person or a program reads them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from hub.domain.catalogue import Catalogue
from hub.domain.faults import Fault
from hub.domain.publishing import errors
from hub.domain.vocabulary import AnswerKind
from hub.importing.into_folder import Imported
from hub.importing.listed import Finding, ItemList
from hub.importing.publish import Published

SHOWN = 50
ROWS_NAMED = 5
IN_FORCE = frozenset({AnswerKind.DONE, AnswerKind.REPEATED})


def list_object(found: ItemList) -> dict[str, Any]:
    """An item list's counts and all its findings."""
    return {
        "file": found.file,
        "good": not found.rejected,
        "counts": found.counts(),
        "titles": [{"sheet": s, "row": r, "text": t} for s, r, t in found.titles],
        "faults": [asdict(finding) for finding in found.errors],
        "warnings": [asdict(finding) for finding in found.warnings],
    }


def folder_object(catalogue: Catalogue | None, faults: tuple[Fault, ...]) -> dict[str, Any]:
    """A catalogue folder's faults, and its size where it has no error."""
    counts = {"errors": len(errors(faults)), "warnings": len(faults) - len(errors(faults))}
    if catalogue is not None:
        sizes = ("organisations", "streets", "outlets", "items")
        counts |= {name: len(getattr(catalogue, name)) for name in sizes}
    return {
        "good": catalogue is not None,
        "counts": counts,
        "faults": [asdict(fault) for fault in faults],
    }


def import_object(found: ItemList, done: Imported, folder: Path) -> dict[str, Any]:
    """What an import read and did."""
    rejects = None if done.rejects is None else str(done.rejects)
    did = {**asdict(done), "departments": list(done.departments), "rejects": rejects}
    return {"folder": str(folder), **list_object(found), **did}


def published_object(published: Published) -> dict[str, Any]:
    """What the hub answered."""
    answer = published.answer
    return {
        "published": answer.became in IN_FORCE,
        "digest": published.digest.hex(),
        "answer": answer.kind.value,
        "entry": answer.first_entry or answer.entry,
        "rule": answer.rule,
        "sentence": answer.sentence,
        "remedy": answer.remedy,
        "without_topics": list(published.without_topics),
    }


def show_list(found: ItemList, console: Console | None = None) -> None:
    """Print errors one by one, warnings by kind, and counts."""
    console = console or Console(highlight=False)
    _show_errors(found.errors, console)
    _show_warnings(found.warnings, console)
    _show_counts(found, console)


def _show_errors(findings: Sequence[Finding], console: Console) -> None:
    if not findings:
        return
    sheets = any(finding.sheet for finding in findings)
    table = Table(title="Rows that are no items")
    for heading in (*(("sheet",) if sheets else ()), "row", "column", "what", "what to do"):
        table.add_column(heading)
    for finding in findings[:SHOWN]:
        place = ([finding.sheet] if sheets else []) + [str(finding.row), finding.column]
        table.add_row(*map(escape, [*place, finding.reason, finding.remedy]))
    console.print(table)
    if len(findings) > SHOWN:
        console.print(f"… {len(findings) - SHOWN} more; --json has them all.")


def _show_warnings(findings: Iterable[Finding], console: Console) -> None:
    by_kind: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_kind[finding.kind].append(finding)
    if not by_kind:
        return
    table = Table(title="Worth knowing")
    for heading in ("rows", "what", "where"):
        table.add_column(heading)
    for kind, group in by_kind.items():
        rows = ", ".join(str(finding.row) for finding in group[:ROWS_NAMED])
        more = " …" if len(group) > ROWS_NAMED else ""
        what = group[0].reason if len({f.reason for f in group}) == 1 else kind
        table.add_row(f"{len(group):,}", escape(what), f"row {rows}{more}")
    console.print(table)


def _show_counts(found: ItemList, console: Console) -> None:
    counts = found.counts()
    beside = [f"{counts[name]} {name}" for name in ("titles", "headers", "blank") if counts[name]]
    console.print(
        f"{escape(found.file)}: {counts['rows']:,} rows = {counts['items']:,} items + "
        f"{counts['rejected']:,} reported; {counts['lines']:,} lines in all ({', '.join(beside)})."
    )


def show_faults(faults: tuple[Fault, ...], console: Console | None = None) -> None:
    """Print the faults of a catalogue folder, errors first."""
    console = console or Console(highlight=False)
    if not faults:
        console.print("No fault was found.")
        return
    table = Table(title=f"{len(errors(faults))} errors in {len(faults)} faults")
    for heading in ("", "file", "row", "column", "reason", "remedy"):
        table.add_column(heading)
    wrong = set(map(id, errors(faults)))
    told = [*errors(faults), *_few_of_each(fault for fault in faults if id(fault) not in wrong)]
    for fault in told[:SHOWN]:
        mark = "[red]error[/]" if id(fault) in wrong else "[yellow]warning[/]"
        row = "" if fault.row is None else str(fault.row)
        table.add_row(
            mark, fault.file, row, *map(escape, [fault.column, fault.reason, fault.remedy])
        )
    console.print(table)
    more = len(faults) - min(len(told), SHOWN)
    if more:
        console.print(f"… {more:,} more; --json has them all.")


def _few_of_each(warnings: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the first warnings of each file and column: a thousand of one kind hide the others."""
    seen: Counter[tuple[str, str]] = Counter()
    for fault in warnings:
        seen[fault.file, fault.column] += 1
        if seen[fault.file, fault.column] <= ROWS_NAMED:
            yield fault


def show_import(found: ItemList, done: Imported, folder: Path) -> None:
    """Print the list's faults and what the import did."""
    console = Console(highlight=False)
    show_list(found, console)
    verb = "created" if done.created else "changed"
    console.print(
        f"{escape(str(folder))} {verb}: {done.added:,} items added, {done.updated:,} updated, "
        f"{done.unchanged:,} unchanged; {len(done.departments)} new departments."
    )
    if done.rejects is not None:
        console.print(f"Rejected rows with their reasons: {escape(str(done.rejects))}")
    console.print(f"Next: lianban catalogue check {escape(str(folder))}", soft_wrap=True)


def show_published(published: Published, folder: Path) -> None:
    """Print the hub's answer."""
    console = Console(highlight=False, soft_wrap=True)
    said = published_object(published)
    if not said["published"]:
        console.print(
            f"[red]Not published[/] ({said['answer']}, {said['rule']}): {said['sentence']}"
        )
        console.print(f"{said['remedy'] or ''} The catalogue in force stays as it is.")
        return
    console.print(f"Published: {said['digest']} (journal entry {said['entry']}).")
    if published.without_topics:
        count = len(published.without_topics)
        command = f"lianban topics apply --catalogue {folder}"
        console.print(f"{count} organisations have no topics yet: {escape(command)}")
