"""Opinions, urging, rerouting."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, law, plan


class ConsultingRule(Rule):
    """Opinions, urging, rerouting."""

    NOBODY_ASKED = (
        "OPINION-001",
        "没有列明征求意见的部门,或所列不是其他部门。",
        "请填写其他区级部门的代码。",
        law("二十六"),
    )
    ASKED_ALREADY = (
        "OPINION-002",
        "已征求{department}意见,尚待答复。",
        "请等待答复或督办。",
        law("二十六"),
    )
    NOT_ASKED = (
        "OPINION-003",
        "本件没有征求{sender}的意见,或已答复。",
        "请核对来件。",
        law("二十六"),
    )
    OPINIONS_OUTSTANDING = (
        "OPINION-004",
        "{departments}的会签意见尚未收到,不能作出决定。",
        "请等待意见;确需先行决定的,由负责人批准并说明理由。",
        law("二十六"),
    )
    NOBODY_INSPECTED = (
        "INSPECT-001",
        "现场核查没有填写核查人员。",
        "请填写全部核查人员。",
        law("三十四"),
    )
    NOTHING_TO_URGE = (
        "URGE-001",
        "本件现为“{status}”,没有可督办的事项。",
        "请核对办理进度。",
        plan("四(三)"),
    )
    NO_SUCH_URGE = (
        "URGE-002",
        "没有待{sender}答复的第{number}号督办。",
        "请核对督办编号。",
        HUB,
    )
    NOT_TO_BE_REROUTED = (
        "REROUTE-001",
        "本件未以不属本部门职责为由退回,不能改派。",
        "请先由原部门退回。",
        HUB,
    )
    REROUTED_TO_NOBODY = (
        "REROUTE-002",
        "{department}不是可改派的其他区级部门。",
        "请填写另一区级部门的代码。",
        law("二十二"),
    )
    REROUTE_UNAPPROVED = (
        "REROUTE-003",
        "改派须由负责人批准。",
        "请填写批准人,批准人不能是经办人本人。",
        HUB,
    )
