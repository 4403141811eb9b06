"""Who is responsible (首问负责)."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, plan


class PersonsRule(Rule):
    """The duty of the first one asked (首问负责)."""

    NOT_RESPONSIBLE = (
        "FIRST-001",
        "本件首问责任人在{holder},{sender}不能移交。",
        "请由{holder}移交。",
        plan("四(一)4"),
    )
    SUCCESSOR_HAS_NO_WORK = (
        "FIRST-002",
        "本件不在“{organisation}”办理,不能将首问责任移交给它。",
        "请移交给本单位、受理街道或正在办理本件的单位的人员。",
        plan("四(一)4"),
    )
    NO_SUCCESSOR = (
        "FIRST-003",
        "没有写明接手人,或接手人已是本件的首问责任人。",
        "请写明接手的另一人员。",
        HUB,
    )
