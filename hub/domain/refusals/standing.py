"""Who may say it, and where the case stands."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import ASSISTED, HUB, law, plan


class StandingRule(Rule):
    """Who may say it, and where the case stands."""

    STREET_NEVER_DECIDES = (
        "ROLE-001",
        "本件为帮办代办,由{decider}审批,{sender}不得作出决定。",
        "请等待{decider}回传结果。",
        ASSISTED + ";" + law("二十四"),
    )
    NOT_THE_DECIDER = (
        "ROLE-002",
        "本件由{decider}办理,{sender}无权{act}。",
        "请转{decider}办理。",
        plan("四(一)4") + ";" + law("二十二"),
    )
    NOT_THE_STREET = (
        "ROLE-003",
        "本件由{street}收转和送达,{sender}无权{act}。",
        "请转{street}办理。",
        ASSISTED,
    )
    NOT_THE_SUBMITTER = (
        "ROLE-004",
        "本件由{submitter}提交,{sender}无权{act}。",
        "请由提交单位或所属街道办理。",
        HUB,
    )
    NOT_IN_THIS_STATUS = (
        "STATUS-001",
        "本件现为“{status}”,不能{act}。",
        "请核对办理进度。",
        HUB,
    )
    CASE_CLOSED = (
        "STATUS-002",
        "本件已{status},不能{act}。",
        "如需再次申请,请以新的业务号收件。",
        HUB,
    )
    MIRRORED_ONLY = (
        "STATUS-003",
        "本件由外部系统办理,此处仅作镜像,不能{act}。",
        "请在原系统办理。",
        HUB,
    )
