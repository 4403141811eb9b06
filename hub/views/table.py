"""Figures as rows of cells: what a table, a CSV and a workbook show alike."""

from collections.abc import Iterator
from datetime import datetime

from hub.views.figures import STRETCHES, Figures, Row
from hub.views.obligations import Obligation
from hub.views.words import COLOURS, LEGS, local

Cell = str | int | float | None

COUNTS = {
    "received": "收件",
    "accepted": "受理",
    "deemed_accepted": "视为受理",
    "rejected": "不予受理",
    "decided": "办结",
    "approved": "准予",
    "denied": "不予",
    "withdrawn": "撤回",
    "delivered": "送达",
    "archived": "归档",
}
MEDIANS = {
    "street": "街道天数",
    "acceptance": "受理天数",
    "decision": "审批天数",
    "return": "回传天数",
    "delivery": "送达天数",
}
PARTS = {"street": "街道", "department": "决定机关", "item": "事项", "mode": "方式"}


def header(parts: tuple[str, ...]) -> list[str]:
    """Return the column names of the figures by `parts`."""
    return [
        *[PARTS[part] for part in parts],
        *COUNTS.values(),
        "法定按时率",
        "承诺按时率",
        *[MEDIANS[stretch] for stretch in STRETCHES],
        "退回",
        "红牌",
    ]


def rows(figures: Figures, parts: tuple[str, ...]) -> Iterator[list[Cell]]:
    """Yield the figures by `parts`, one row a group."""
    for key, row in figures.by(*parts):
        yield [*key, *_cells(row)]


def _cells(row: Row) -> list[Cell]:
    return [
        *[row.counts[name] for name in COUNTS],
        _rounded(row.rate("statutory_kept", "statutory"), 3),
        _rounded(row.rate("promised_kept", "promised"), 3),
        *[_rounded(row.median_days(stretch), 2) for stretch in STRETCHES],
        _listed(row.returns),
        _listed(row.red_cards),
    ]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def _listed(counts: "dict[str, int]") -> str:
    return " ".join(f"{name}:{count}" for name, count in sorted(counts.items()))


OBLIGATION_HEADER = ["责任单位", "应向", "事项期限", "事由", "业务号", "起", "截止", "牌", "条目"]


def obligation_cells(each: Obligation, now: datetime) -> list[Cell]:
    """Return an obligation as a row; an overdue one has a mark before its last day."""
    late = "逾期 " if each.is_overdue(now) else ""
    return [
        each.owner,
        each.to,
        LEGS[each.leg],
        each.about,
        each.business_number,
        local(each.since),
        f"{late}{each.due_on}",
        COLOURS[each.card] if each.card else "",
        each.entry,
    ]
