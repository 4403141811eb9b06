"""What should not have happened but did: the fact stands, a red card follows."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, law


class IrregularityRule(Rule):
    """What should not have happened but did: the fact stands, a red card follows."""

    DECIDED_LATE = (
        "IRREGULAR-001",
        "决定作出时已超过办理期限。",
        "请说明延误原因,并尽快送达决定。",
        law("四十二"),
    )
    SECOND_NOTICE = (
        "IRREGULAR-003",
        "本可一次告知的补正内容分次告知。",
        "请说明理由,并不再要求其他材料。",
        law("三十二"),
    )
    REJECTED_AS_INCOMPLETE = (
        "IRREGULAR-007",
        "以材料不齐为由不予受理。",
        "材料不齐的应一次性告知补正,补齐的应予受理;请通知申请人并重新受理。",
        law("三十二"),
    )
    SINGLE_INSPECTOR = (
        "IRREGULAR-004",
        "现场核查只有一名工作人员。",
        "请由两名以上工作人员重新核查。",
        law("三十四"),
    )
    FEE_WITHOUT_BASIS = (
        "IRREGULAR-006",
        "收费没有法律、行政法规依据或超过标准。",
        "请停止收取,已收的予以退还,并说明原因。",
        law("五十八"),
    )
    ACTED_BY_STRANGER = (
        "ACTOR-001",
        "经办人不在本单位的人员名册上,或已不在岗。",
        "请核对经办人;确为本单位人员的,请报区政务服务管理部门更新人员名册。",
        HUB,
    )
    ORIGINAL_LOST = (
        "IRREGULAR-008",
        "申请人交存的原件遗失。",
        "请书面告知申请人,负责补办或者赔偿,并说明原因。",
        HUB,
    )
    NUMBER_USED_TWICE = (
        "IRREGULAR-002",
        "批件文号已用于另一件。",
        "请更正批件文号,并说明原因。",
        HUB,
    )
