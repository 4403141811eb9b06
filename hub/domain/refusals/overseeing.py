"""Supervision after the approval."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import law, plan

_SUPERVISION = plan("四(一)4") + ";" + law("六十一")


class OverseeingRule(Rule):
    """Supervision after the approval."""

    NOT_THE_SUPERVISOR = (
        "OVERSIGHT-001",
        "本件由{supervising}监管,{sender}无权{act}。",
        "请转{supervising}办理。",
        _SUPERVISION,
    )
    NOTHING_TO_SUPERVISE = (
        "OVERSIGHT-002",
        "本件没有移交监管,不能{act}。",
        "由决定机关自行监管的事项无须确认,请核对业务号。",
        _SUPERVISION,
    )
    CONFIRMED_BEFORE = (
        "OVERSIGHT-003",
        "本件的监管已经确认。",
        "无需重复确认。",
        _SUPERVISION,
    )
    NOT_EMPOWERED = (
        "OVERSIGHT-004",
        "本件不是街道依法赋权实施的事项,不适用抽查。",
        "请抽查街道以赋权方式办理的业务。",
        plan("三(一)1") + ";" + law("六十"),
    )
    NOTHING_TO_TAKE_BACK = (
        "OVERSIGHT-005",
        "本件没有准予决定,不能{act}。",
        "如有问题,请登记监管发现。",
        law("八"),
    )
