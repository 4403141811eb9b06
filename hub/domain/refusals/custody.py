"""Originals in custody (物料流转凭证)."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, law


class CustodyRule(Rule):
    """Originals in custody (物料流转凭证)."""

    NOTHING_NAMED = (
        "CUSTODY-001",
        "物料流转凭证没有编号,或没有列明原件。",
        "请填写凭证编号并逐件列明原件。",
        HUB,
    )
    NOT_ASKED_FOR = (
        "CUSTODY-002",
        "本件不需要“{materials}”的原件,不得收存。",
        "请当场核对后退还申请人。",
        law("三十一"),
    )
    HELD_ALREADY = (
        "CUSTODY-003",
        "“{materials}”的原件已有单位收存。",
        "请核对物料流转凭证;原件转手请由持有单位登记移交。",
        HUB,
    )
    NOT_HELD = (
        "CUSTODY-004",
        "“{materials}”的原件不在{sender},或凭证编号不符。",
        "请核对持有单位和物料流转凭证编号。",
        HUB,
    )
    NOT_A_PARTY = (
        "CUSTODY-005",
        "“{organisation}”不是本件的办理单位,不能经手原件。",
        "原件只在本件的街道、决定机关和收件单位之间流转。",
        HUB,
    )
    ORIGINALS_OUT = (
        "CUSTODY-006",
        "“{materials}”的原件尚未退还申请人,不能归档。",
        "请先退还原件并登记;已遗失的,请办结补办或者赔偿并登记。",
        HUB,
    )
    ON_THE_WAY = (
        "CUSTODY-007",
        "“{materials}”的原件已移交,对方尚未签收。",
        "请等待对方签收;途中遗失的请登记报失。",
        HUB,
    )
    NOT_ON_THE_WAY = (
        "CUSTODY-008",
        "没有以该凭证移交给{sender}的“{materials}”原件。",
        "请核对物料流转凭证编号和原件。",
        HUB,
    )
    TO_ITSELF = (
        "CUSTODY-009",
        "原件已在{sender},不能移交给自己。",
        "请核对接收单位。",
        HUB,
    )
    LOST = (
        "CUSTODY-010",
        "“{materials}”的原件已报失。",
        "找到后请退还申请人并登记;找不到的,请办理补办或者赔偿。",
        HUB,
    )
    SETTLEMENT_MISSING = (
        "CUSTODY-011",
        "“{materials}”的原件曾报失,没有附申请人签字的书面材料。",
        "请附找回、补办或者赔偿的书面确认。",
        HUB,
    )
