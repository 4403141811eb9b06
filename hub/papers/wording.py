"""Sentences of the law that several papers share, and how days are written."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from hub.domain.calendar import SHANGHAI
from hub.domain.guides import Item, ItemType
from hub.domain.refusals.sources import law
from hub.domain.vocabulary import Decision

RECONSIDERATION: Final = (
    "六十日内依照《行政复议法》第二十条向区人民政府（实行垂直领导的机关，向其上一级主管部门）"
    "申请行政复议"
)
LAWSUIT: Final = "六个月内依照《行政诉讼法》第四十六条向人民法院提起行政诉讼"

APPEAL: Final = (
    f"如不服本{{title}}，可以自收到之日起{RECONSIDERATION}，也可以自收到之日起{LAWSUIT}。"
)
"""For what ends or refuses something (复议六十日, 起诉六个月)."""

APPEAL_OF_CONDUCT: Final = (
    "如认为本机关的办理行为侵犯合法权益，可以自知道或者应当知道之日起"
    f"{RECONSIDERATION}，或者{LAWSUIT}；"
    "认为本机关未履行法定职责的，依照《行政复议法》第二十三条应当先申请行政复议，"
    "对复议决定不服的，可以自收到复议决定书之日起十五日内向人民法院起诉。"
)
"""For what goes on: who waits in vain asks for reconsideration first."""

DECISIONS: Final[Mapping[Decision, str]] = {Decision.APPROVED: "准予", Decision.DENIED: "不予"}


def appeal_of(title: str) -> str:
    """Return the appeal notice of a paper that ends or refuses something."""
    return APPEAL.format(title=title)


def procedure(item: Item | None, article: str, clause: str = "") -> tuple[str, ...]:
    """Return the basis of an act of procedure: the licensing law binds licences only."""
    rule = law(article) + clause
    if item is None:
        return (f"参照{rule}",)
    if item.type is ItemType.LICENCE:
        return (rule,)
    return (*own_basis(item), f"参照{rule}")


def own_basis(item: Item | None) -> tuple[str, ...]:
    """Return the basis that the catalogue names for an item, nothing where it names none."""
    return (item.legal_basis,) if item and item.legal_basis else ()


def day(value: date) -> str:
    """Return a day as a paper writes it: 2026年9月14日."""
    return f"{value.year}年{value.month}月{value.day}日"


def minute(value: datetime) -> str:
    """Return an instant as a paper writes it, in Asia/Shanghai: 2026年9月14日10时05分."""
    local = value.astimezone(SHANGHAI)
    return f"{day(local.date())}{local.hour}时{local.minute:02d}分"
