"""Numbers of documents."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB


class NumberingRule(Rule):
    """Numbers of documents."""

    NOT_A_PARTY = (
        "NUMBER-001",
        "{sender}与本件无关,不能取文号。",
        "请由受理街道或办理机关取号。",
        HUB,
    )
    NUMBER_GIVEN = (
        "NUMBER-002",
        "本件的{kind}已取文号。",
        "请使用已取的文号;误取的请先作废。",
        HUB,
    )
    NOTHING_TO_NUMBER = (
        "NUMBER-003",
        "本件现为“{status}”,尚无{kind}可编号。",
        "请在办理该环节后取号。",
        HUB,
    )
    NUMBER_UNKNOWN = (
        "NUMBER-004",
        "该类文书没有编到第{serial}号,或该号不属于本件。",
        "请核对文书种类、年份和序号。",
        HUB,
    )
    NUMBER_VOID = (
        "NUMBER-005",
        "第{serial}号已经作废。",
        "无需重复作废。",
        HUB,
    )
    NUMBER_KNOWN = (
        "NUMBER-006",
        "文号{number}已登记在本件名下。",
        "无需重复登记。",
        HUB,
    )
