"""Cards and their appeals."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, plan

_SUPERVISION = plan("四(一)4")
_NOTICE = "国务院办公厅关于部分节假日安排的通知"


class SupervisingRule(Rule):
    """Cards and their appeals."""

    CARD_UNKNOWN = (
        "CARD-001",
        "本件没有{number}号监察牌。",
        "请核对监察牌编号。",
        HUB,
    )
    NOT_YOUR_CARD = (
        "CARD-002",
        "{number}号监察牌发给{owner},{sender}不能申诉。",
        "请由{owner}提出申诉。",
        _SUPERVISION,
    )
    CARD_SETTLED = (
        "CARD-003",
        "{number}号监察牌已申诉、已复核或已撤销。",
        "一张监察牌只申诉一次,请等待或遵照复核结果。",
        _SUPERVISION,
    )
    NOBODY_DECIDES = (
        "CARD-004",
        "{owner}是牵头单位,或目录中没有牵头单位,{number}号监察牌无处申诉。",
        "请向{owner}的上级单位反映。",
        _SUPERVISION,
    )
    NOT_APPEALED = (
        "CARD-005",
        "{number}号监察牌没有待复核的申诉。",
        "请核对监察牌编号;未申诉的不予复核。",
        HUB,
    )
    CALENDAR_UNSOUND = (
        "CALENDAR-001",
        "{year}年的放假安排不合规:放假日须为当年的周一至周五,上班日须为当年的周六或周日。",
        "请按国务院办公厅通知核对后重新提交。",
        _NOTICE,
    )
    NOTHING_MOVES = (
        "CALENDAR-002",
        "按{year}年的放假安排,本件没有需要变更的期限。",
        "无需重算。",
        _NOTICE,
    )
    NOT_THE_ADMINISTRATION = (
        "CARD-006",
        "{number}号监察牌的申诉由{owner}复核,{sender}无权复核。",
        "请转{owner}复核。",
        _SUPERVISION,
    )
