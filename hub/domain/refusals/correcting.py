"""Corrections, tolerated materials, commitments and preliminary reviews."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, law


class CorrectingRule(Rule):
    """Corrections, tolerated materials, commitments and preliminary reviews."""

    NOTHING_NAMED = (
        "CORRECT-001",
        "补正告知没有列明任何材料。",
        "请一次列明需要补正的全部材料。",
        law("三十二"),
    )
    NOT_ALL_NAMED = (
        "CORRECT-008",
        "材料{materials}同样没有提交,补正告知未予列明。",
        "请一次列明需要补正的全部材料。",
        law("三十二"),
    )
    NOT_IN_THE_GUIDE = (
        "CORRECT-002",
        "办事指南没有材料{materials},不能要求提交。",
        "请只要求办事指南列明的材料。",
        law("三十一"),
    )
    REASONS_FOR_A_SECOND = (
        "CORRECT-003",
        "再次告知补正,而材料{materials}本可一次告知,须说明理由。",
        "请附理由后再次告知;该情形将记入电子监察。",
        law("三十二"),
    )
    AWAITING = (
        "CORRECT-004",
        "本件已告知补正,待申请人补交{materials},不能{act}。",
        "请等待补正;逾期未补的可依程序终止。",
        law("三十二"),
    )
    NOTHING_AWAITED = (
        "CORRECT-005",
        "本件没有待补的材料。",
        "无需补交;如需更换材料,请当场更正或撤回后重新申请。",
        HUB,
    )
    NOTHING_SUPPLIED = (
        "CORRECT-006",
        "没有提交任何材料。",
        "请列明所补交或更正的材料。",
        HUB,
    )
    TERMINATION_NOT_DUE = (
        "CORRECT-007",
        "申请人的补正或补交期限尚未届满,不能终止办理。",
        "请等待期限届满。",
        HUB,
    )
    NOT_TOLERABLE = (
        "TOLERATE-001",
        "材料{materials}不可容缺,或已经提交。",
        "请只对办事指南列明可容缺且尚未提交的材料容缺受理。",
        HUB,
    )
    PROMISE_MISSING = (
        "TOLERATE-002",
        "容缺受理须有申请人的书面承诺和补交日期。",
        "请附承诺书,并填写不早于今天的补交日期。",
        HUB,
    )
    PROMISE_WANTED = (
        "TOLERATE-004",
        "可容缺的材料{materials}没有提交,也没有承诺。",
        "请取得申请人书面承诺后容缺受理,或一次性告知补正。",
        HUB,
    )
    TOLERATED_STILL_MISSING = (
        "TOLERATE-003",
        "容缺的材料{materials}尚未补交,不能准予。",
        "请等待补交;逾期未补的可依程序终止。",
        HUB,
    )
    NOTHING_COMMITTED = (
        "COMMIT-001",
        "本件没有待核验的告知承诺。",
        "请核对办理进度。",
        HUB,
    )
    NO_PRELIMINARY_REVIEW = (
        "PRELIMINARY-001",
        "“{item}”不设街道初审。",
        "请直接转报。",
        HUB,
    )
    PRELIMINARY_REVIEW_MISSING = (
        "PRELIMINARY-002",
        "“{item}”须先由{street}初审。",
        "请登记初审意见后转报。",
        law("四十三"),
    )
    PRELIMINARY_REVIEW_GIVEN = (
        "PRELIMINARY-003",
        "本件已有初审意见。",
        "无需重复初审。",
        HUB,
    )
