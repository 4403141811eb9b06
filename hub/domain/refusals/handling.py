"""Forwarding, accepting and the steps of the review."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import ASSISTED, HUB, law


class HandlingRule(Rule):
    """Forwarding, accepting and the steps of the review."""

    NOTHING_TO_FORWARD = (
        "FORWARD-001",
        "本件由{decider}自行办理,无须转报。",
        "请直接受理。",
        ASSISTED,
    )
    ALREADY_FORWARDED = (
        "FORWARD-002",
        "本件已转报{decider}。",
        "无需重复转报。",
        ASSISTED,
    )
    WORK_NOT_HERE = (
        "WORK-001",
        "本件尚未转报或已退回,不在{sender}手中,不能{act}。",
        "请等待街道转报。",
        ASSISTED,
    )
    ALREADY_ACKNOWLEDGED = (
        "WORK-002",
        "本件已签收。",
        "无需重复签收。",
        HUB,
    )
    OTHER_WORK_ARRIVED = (
        "WORK-003",
        "{sender}收到的申请表和材料与转报的不一致,不能签收。",
        "请按收件箱中最新的一份重新取件并核对;仍不一致的,请退回街道重新转报。",
        ASSISTED,
    )
    ALREADY_ACCEPTED = (
        "ACCEPT-001",
        "本件已于{day}受理。",
        "无需重复受理,请继续审查。",
        law("三十二"),
    )
    DEEMED_ACCEPTED = (
        "ACCEPT-002",
        "逾期未告知,本件自{day}收到申请之日起即为受理,不能{act}。",
        "请直接审查并在期限内作出决定。",
        law("三十二"),
    )
    NOT_YET_ACCEPTED = (
        "ACCEPT-003",
        "本件尚未受理,不能{act}。",
        "请先受理。",
        law("三十二"),
    )
    COMPETENT_BODY_MISSING = (
        "REJECT-001",
        "不予受理时须告知申请人向何机关申请。",
        "请填写有权机关。",
        law("三十二"),
    )
    REJECTED_TOO_LATE = (
        "REJECT-002",
        "本件已受理,不能再不予受理。",
        "请审查后作出准予或不予的决定。",
        law("三十二"),
    )
    STEP_BY_STRANGER = (
        "STEP-001",
        "目录中没有单位{department},不能登记其办理环节。",
        "请填写办理单位的代码。",
        law("六十一"),
    )
