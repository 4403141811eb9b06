"""Ratings and complaints."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB


class AnsweringRule(Rule):
    """Ratings and complaints."""

    VALUE_OUTSIDE_SCALE = (
        "RATING-001",
        "评价值{value}不在1至5之间。",
        "请核对评价器的评价值和所用尺度。",
        HUB,
    )
    RATED_BEFORE = (
        "RATING-002",
        "该次办理已评价。",
        "每次办理只评价一次。",
        HUB,
    )
    RATER_UNKNOWN = (
        "RATING-003",
        "{sender}与本件无关,不能登记评价。",
        "请由受理单位或区政务服务管理部门登记。",
        HUB,
    )
    NO_BAD_RATING = (
        "RATING-004",
        "没有待{sender}处理的第{number}号评价。",
        "请核对评价编号。",
        HUB,
    )
    CONSULTATION_UNANSWERED = (
        "RATING-005",
        "本咨询尚待{department}答复,不能评价。",
        "请在收到答复后再登记评价。",
        HUB,
    )
    CONSULTATION_RATED = (
        "RATING-006",
        "本咨询已评价。",
        "每次咨询只评价一次。",
        HUB,
    )
    CONSULTATION_RATER_UNKNOWN = (
        "RATING-007",
        "{sender}没有提出本咨询,不能登记评价。",
        "请由提出咨询的单位或区政务服务管理部门登记。",
        HUB,
    )
    NO_BAD_CONSULTATION_RATING = (
        "RATING-008",
        "本咨询没有待{sender}处理的差评。",
        "请核对咨询号;差评由答复咨询的单位答复或申诉。",
        HUB,
    )
    CONSULTATION_RATING_APPEALED = (
        "RATING-009",
        "本咨询的差评已申诉。",
        "申诉只复核一次,请按复核结果办理。",
        HUB,
    )
    NO_CONSULTATION_APPEAL = (
        "RATING-010",
        "本咨询没有待复核的评价申诉。",
        "请核对咨询号。",
        HUB,
    )
    NOBODY_COMPLAINED_OF = (
        "COMPLAINT-001",
        "{against}未参与本件,不能对其投诉。",
        "请填写本件的受理、办理或提交单位。",
        HUB,
    )
    NO_COMPLAINT = (
        "COMPLAINT-002",
        "没有待{sender}答复的第{number}号投诉。",
        "请核对投诉编号。",
        HUB,
    )
