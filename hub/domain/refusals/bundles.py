"""Bundles of several items (一件事)."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB


class BundlesRule(Rule):
    """Bundles of several items (一件事)."""

    NUMBER_USED = (
        "BUNDLE-001",
        "一件事编号{number}已登记。",
        "请查询原一件事;另一件请用新的编号。",
        HUB,
    )
    NOT_LISTED = (
        "BUNDLE-002",
        "目录中没有代码为{code}的一件事。",
        "请核对一件事清单,或分别申请各事项。",
        HUB,
    )
    NOT_IN_THIS_BUNDLE = (
        "BUNDLE-003",
        "“{item}”不属于一件事“{bundle}”。",
        "请核对一件事清单;不属于的事项请单独申请。",
        HUB,
    )
    TOO_FEW = (
        "BUNDLE-004",
        "一件事“{bundle}”至少须有两个事项。",
        "只办一个事项的,请直接申请该事项。",
        HUB,
    )
    TWICE = (
        "BUNDLE-005",
        "{twice}在一件事中重复。",
        "每个事项只申请一次,每个业务编号只用一次。",
        HUB,
    )
    UNKNOWN = (
        "BUNDLE-006",
        "没有一件事{subject}。",
        "请核对一件事编号。",
        HUB,
    )
    NOT_ITS_CASE = (
        "BUNDLE-007",
        "业务{case}不属于本一件事。",
        "请核对业务编号和事项。",
        HUB,
    )
    NOTHING_NEW = (
        "BUNDLE-008",
        "业务{case}的进度已登记。",
        "无须再办。",
        HUB,
    )
    NOT_YOURS = (
        "BUNDLE-009",
        "本一件事由{submitter}提交,{sender}无权{act}。",
        "请由提交单位或所在街道办理。",
        HUB,
    )
    HANDED_IN = (
        "BUNDLE-010",
        "业务{case}已提交,不能直接退出一件事。",
        "请撤回该业务的申请。",
        HUB,
    )
    ANOTHER_BUNDLE = (
        "BUNDLE-011",
        "业务{number}首次提交时的一件事不能更改。",
        "一项业务只属于一件一件事;请按原一件事提交。",
        HUB,
    )
    TOO_MANY = (
        "BUNDLE-012",
        "一件事最多{most}个事项。",
        "请分为几件办理。",
        HUB,
    )
