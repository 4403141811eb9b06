"""The state machine of a case as a Mermaid diagram, drawn from the code itself."""

from collections import defaultdict
from collections.abc import Iterable

from hub.domain.catalogue import Catalogue
from hub.domain.lists import Execution
from hub.domain.speech import STATUSES
from hub.domain.vocabulary import Status
from hub.views.exploring import Scene, Step
from hub.views.words import fact_word


def scenes_of(book: Catalogue) -> list[Scene]:
    """Return one scene for each list, one with a preliminary review, one at the wrong door."""
    street = next(iter(book.streets))
    counter = next(code for code, each in book.counters.items() if each.street == street)
    listed = [rows[0].item for rows in (book.own, book.empowered, book.assisted) if rows]
    reviewed = (code for code, item in book.items.items() if item.preliminary_review)
    scenes = [Scene(item, street, counter, street) for item in (*listed, *list(reviewed)[:1])]
    here = {row.item for rows in (book.own, book.empowered, book.assisted) for row in rows}
    elsewhere = {row.item for row in book.outlet} - here
    scenes += [Scene(item, street, counter, street) for item in sorted(elsewhere)[:1]]
    for execution in Execution:
        scenes += _at_an_outlet(book, street, execution)
    return scenes


def _at_an_outlet(book: Catalogue, street: str, execution: Execution) -> list[Scene]:
    for row in book.outlet:
        for code, outlet in book.outlets.items():
            if (row.execution, row.outlet_kind, street) == (execution, outlet.kind, outlet.street):
                return [Scene(row.item, street, code, outlet.operator)]
    return []


def mermaid(steps: Iterable[Step]) -> str:
    """Return the diagram: arrows of the same way share a line, with all that leads there."""
    ways: dict[tuple[Status | None, Status], list[str]] = defaultdict(list)
    for step in sorted(
        steps, key=lambda each: (_place(each.before), _place(each.after), each.fact)
    ):
        ways[step.before, step.after].append(fact_word(step.fact))
    met = sorted({status for way in ways for status in way if status}, key=_place)
    lines = ["stateDiagram-v2"]
    lines += [f"    {status.value}: {STATUSES[status]}" for status in met]
    for (before, after), facts in ways.items():
        start = before.value if before else "[*]"
        lines.append(f"    {start} --> {after.value}: {'、'.join(dict.fromkeys(facts))}")
    ends = {Status.ARCHIVED} | (set(met) - {before for before, _ in ways})
    lines += [f"    {status.value} --> [*]" for status in met if status in ends]
    return "\n".join(lines) + "\n"


def _place(status: Status | None) -> int:
    return -1 if status is None else list(Status).index(status)
