"""Deciding, and the way back to the applicant."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import ASSISTED, OUTLET, law


class ConcludingRule(Rule):
    """Deciding, and the way back to the applicant."""

    REASONS_MISSING = (
        "DECIDE-001",
        "作出不予决定须说明理由并告知救济途径。",
        "请附载明理由的书面决定。",
        law("三十八"),
    )
    ALREADY_DECIDED = (
        "DECIDE-002",
        "本件已作出决定,不能{act}。",
        "如决定有误,请依更正、撤销程序办理。",
        law("三十七"),
    )
    OPERATOR_RECEIPT_MISSING = (
        "INSTANT-001",
        "服务点办结须有运营单位的回单号。",
        "请填写业务系统的回单号。",
        OUTLET,
    )
    NOTHING_RETURNED = (
        "RECEIPT-001",
        "本件没有回传文书,无须签收。",
        "请直接送达。",
        ASSISTED,
    )
    DIGEST_DIFFERS = (
        "RECEIPT-002",
        "签收的文书与回传的文书不一致。",
        "请重新获取文书并核对摘要后签收。",
        ASSISTED,
    )
    NOT_YET_RETURNED = (
        "DELIVER-001",
        "批件尚未签收,不能送达。",
        "请先签收回传的批件。",
        ASSISTED,
    )
    NOT_YET_DECIDED = (
        "DELIVER-002",
        "本件尚未作出决定,不能{act}。",
        "请等待决定。",
        law("三十七"),
    )
    NOT_YET_DELIVERED = (
        "ARCHIVE-001",
        "本件尚未送达,不能归档。",
        "请先送达并登记。",
        law("四十四"),
    )
