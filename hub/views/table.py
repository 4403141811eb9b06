"""Figures as rows of cells: what a table, a CSV and a workbook show alike."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from hub.views.figures import STRETCHES, Figures, Row
from hub.views.obligations import Obligation
from hub.views.sheet import Cell, Sheet
from hub.views.values import COLOURS, MODES, QUESTIONS, RETURNS
from hub.views.words import LEGS, local

RECEIVED = {
    "received": "收件",
    "turned_away": "未收件",
    "insisted": "坚持申请",
    "accepted": "受理",
    "deemed_accepted": "视为受理",
    "rejected": "不予受理",
    "notices": "补正告知",
    "repeated_notices": "重复补正告知",
    "decided": "办结",
    "approved": "准予",
    "denied": "不予",
    "withdrawn": "撤回",
    "delivered": "送达",
    "archived": "归档",
}
WAITING = {
    "unacknowledged": "逾期签收",
    "undelivered": "逾期送达",
    "ratings_unanswered": "差评未答复",
    "questions": "咨询",
    "questions_late": "咨询逾期",
    "unreconciled": "服务点未对账",
}
MEDIANS = {
    "street": "街道天数",
    "acceptance": "受理天数",
    "decision": "审批天数",
    "return": "回传天数",
    "delivery": "送达天数",
}
PARTS = {"street": "街道", "department": "决定机关", "item": "事项", "mode": "方式"}
_MODE_WORDS = {each.value: word for each, word in MODES.items()}
_MODE_WORDS |= {each.value: word for each, word in QUESTIONS.items()}
_LEG_WORDS = {each.value: word for each, word in LEGS.items()}


def sheet(figures: Figures, parts: tuple[str, ...]) -> Sheet:
    """Return the figures by `parts`; legs and rules have a column each if they had a red card."""
    groups = list(figures.by(*parts))
    red = sorted({name for _, row in groups for name in row.red_cards})
    withdrawn = sorted({name for _, row in groups for name in row.withdrawn_cards})
    header = [
        *[PARTS[part] for part in parts],
        *fixed_columns(),
        *[f"红牌·{_LEG_WORDS.get(name, name)}" for name in red],
        *[f"撤销红牌·{_LEG_WORDS.get(name, name)}" for name in withdrawn],
    ]
    rows = [
        [
            *_key(parts, key),
            *_cells(row),
            *_each(row.red_cards, red),
            *_each(row.withdrawn_cards, withdrawn),
        ]
        for key, row in groups
    ]
    return Sheet(header, rows)


def fixed_columns() -> Iterator[str]:
    """Yield the names of the columns that are always there, in their order."""
    yield from RECEIVED.values()
    yield from ("法定按时率", "承诺按时率")
    yield from [MEDIANS[stretch] for stretch in STRETCHES]
    yield from ("逾期未办", "逾期责任单位")
    yield from WAITING.values()
    yield "退回"
    yield from [f"退回·{word}" for word in RETURNS.values()]
    yield from ("红牌", "撤销红牌")


def blocks(whole: Sheet, keys: int) -> Iterator[tuple[str, Sheet]]:
    """Yield the figures as tables that fit on a screen, each with its title."""
    names = whole.header[keys:]
    cut = names.index("法定按时率"), names.index("逾期签收"), names.index("退回")
    titles = ("收件、受理、办结", "时限", "待办、对账", "退回、监察")
    starts = (0, *cut)
    for title, start, end in zip(titles, starts, (*cut, None), strict=True):
        yield title, whole.part(keys, names[start:end])


def _key(parts: tuple[str, ...], key: tuple[str, ...]) -> list[Cell]:
    return [
        _MODE_WORDS.get(value, value) if part == "mode" else value
        for part, value in zip(parts, key, strict=True)
    ]


def _cells(row: Row) -> list[Cell]:
    return [
        *[row.counts[name] for name in RECEIVED],
        _rounded(row.rate("statutory_kept", "statutory"), 3),
        _rounded(row.rate("promised_kept", "promised"), 3),
        *[_rounded(row.median_days(stretch), 2) for stretch in STRETCHES],
        row.overdue.total(),
        "、".join([f"{owner} {count}" for owner, count in sorted(row.overdue.items())]),
        *[row.counts[name] for name in WAITING],
        row.returns.total(),
        *[row.returns[reason.value] for reason in RETURNS],
        row.red_cards.total(),
        row.withdrawn_cards.total(),
    ]


def _each(counts: "dict[str, int]", names: Sequence[str]) -> list[Cell]:
    return [counts.get(name, 0) for name in names]


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


PARTIES = {"applicant": "申请人", "administration": "政务服务管理部门", "public": "公众"}
"""Whom no catalogue names."""
OBLIGATION_HEADER = ["责任单位", "应向", "事项期限", "事由", "业务号", "起", "截止", "牌", "条目"]


def obligation_cells(each: Obligation, now: datetime) -> list[Cell]:
    """Return an obligation as a row; an overdue one has a mark before its last day."""
    late = "停止计时 " if each.stopped else "逾期 " if each.is_overdue(now) else ""
    return [
        PARTIES.get(each.owner, each.owner),
        PARTIES.get(each.to, each.to),
        LEGS[each.leg],
        each.about,
        each.business_number,
        local(each.since),
        f"{late}{each.due_on}",
        COLOURS[each.card] if each.card else "",
        each.entry,
    ]
