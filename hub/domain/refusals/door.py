"""At the door, and when an application is filed again."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, LISTS, law


class DoorRule(Rule):
    """Turning away, insisting, and filing again under the same number."""

    MAY_BE_TAKEN_HERE = (
        "DOOR-001",
        "“{item}”在{place}可以办理,不得以不予收件凭证将申请人推走。",
        "请收件;材料不齐的,请一次性告知。",
        law("三十二"),
    )
    WHERE_TO_GO_MISSING = (
        "DOOR-002",
        "不予收件凭证没有写明应向何处申请。",
        "请填写有权机关或办理地点。",
        law("三十二"),
    )
    NOBODY_ANSWERS = (
        "DOOR-003",
        "目录中既没有“{item}”的主管部门,也没有政务服务管理部门,无人可作书面答复。",
        "请区政务服务管理部门补正目录。",
        LISTS,
    )
    NOT_TURNED_AWAY = (
        "DOOR-004",
        "本件现为“{status}”,不是不予收件,无须登记坚持申请。",
        "请核对办理进度。",
        HUB,
    )
    ONLY_TURNED_AWAY = (
        "DOOR-005",
        "本件未收件,不能{act}。",
        "申请人坚持申请的,请先登记坚持申请,由有权机关书面答复。",
        law("三十二"),
    )
    ANSWERED_IN_WRITING = (
        "DOOR-006",
        "申请人坚持申请,{decider}应书面答复,不能退回街道。",
        "请受理,或出具载明理由和有权机关的不予受理通知书。",
        law("三十二"),
    )
    VERSION_FROM_ONE = (
        "CASE-002",
        "收件版本号{version}无效。",
        "首次收件为第1版,请填写1或更高的版本号。",
        HUB,
    )
    VERSION_NOT_HIGHER = (
        "CASE-003",
        "业务号{number}已收到第{known}版,第{version}版不再收件。",
        "内容有改动的,请以更高的版本号重新提交;另一申请请用新的业务号。",
        HUB,
    )
    FILED_TOO_LATE = (
        "CASE-004",
        "业务号{number}已受理,不能以新版本替换。",
        "请以补正、补交材料的方式更正,或撤回申请后以新的业务号提交。",
        law("三十二"),
    )
    NOT_THE_SAME_APPLICATION = (
        "CASE-005",
        "业务号{number}的新版本与原申请的事项、街道、办理方式或申请人不一致。",
        "新版本只能更正同一申请;另一申请请用新的业务号。",
        HUB,
    )
