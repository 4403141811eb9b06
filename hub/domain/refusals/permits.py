"""What may still be done after the decision."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB, law


class PermitsRule(Rule):
    """What may still be done after the decision."""

    NOTHING_IN_FORCE = (
        "PERMIT-001",
        "本件没有有效的许可,不能{act}。",
        "请核对许可状态。",
        law("六十九"),
    )
    HEAD_MISSING = (
        "PERMIT-002",
        "{act}须由负责人批准。",
        "请填写批准人,批准人不能是经办人本人。",
        law("六十九"),
    )
    NO_END = (
        "PERMIT-003",
        "该许可没有有效期限,无须延续。",
        "请核对批件。",
        law("五十"),
    )
    EXPIRED = (
        "PERMIT-004",
        "该许可已于{day}期满,不能延续。",
        "请重新申请。",
        law("五十"),
    )
    RENEWAL_RUNS = (
        "PERMIT-005",
        "延续申请已在办理。",
        "无需重复申请。",
        law("五十"),
    )
    NO_RENEWAL_RUNS = (
        "PERMIT-006",
        "没有待决定的延续申请。",
        "请核对办理进度。",
        law("五十"),
    )
    RENEWAL_INCOMPLETE = (
        "PERMIT-007",
        "准予延续须载明新的有效期,不予延续须说明理由。",
        "请补齐后提交。",
        law("五十"),
    )
    NOTHING_TO_REVIEW = (
        "PERMIT-008",
        "本件没有行政机关作出的决定,没有复议或诉讼结果可登记。",
        "请核对办理进度。",
        HUB,
    )
    REDO_WITHOUT_DAYS = (
        "PERMIT-009",
        "责令重新作出决定须载明期限。",
        "请填写期限天数。",
        HUB,
    )
    PUBLISHED_BEFORE = (
        "PERMIT-010",
        "本件决定已经公开。",
        "无需重复公开。",
        law("四十"),
    )
    PUBLISHED_NOWHERE = (
        "PERMIT-018",
        "公开决定须载明公众在何处可以查阅。",
        "请用“公开决定”登记公开的位置。",
        law("四十"),
    )
    NOTHING_TO_PUBLISH = (
        "PERMIT-019",
        "本件没有待公开的决定,无需决定不予公开。",
        "请核对公开期限;已经公开的请通过更正、撤销等程序处理。",
        law("五"),
    )
    SUPERIOR_MISSING = (
        "PERMIT-011",
        "{act}须由作出决定的机关或者其上级机关作出,{sender}只能登记上级机关的决定。",
        "请填写作出撤销决定的上级机关。",
        law("六十九"),
    )
    NOTHING_TO_COMPENSATE = (
        "PERMIT-012",
        "以欺骗、贿赂等不正当手段取得的许可,基于许可取得的利益不受保护。",
        "请取消赔偿登记。",
        law("六十九"),
    )
    NOT_YET_EXPIRED = (
        "PERMIT-013",
        "该许可尚未期满,不能以期满为由注销。",
        "请核对注销的法定情形。",
        law("七十"),
    )
    NUMBER_UNCHANGED = (
        "PERMIT-014",
        "变更后的批件仍用原文号{number}。",
        "请使用新的文号;只更正笔误的请办理更正。",
        law("四十九"),
    )
    ENDS_BEFORE_IT_BEGINS = (
        "PERMIT-015",
        "有效期截止日{until}早于{start}。",
        "请核对有效期。",
        HUB,
    )
    GRANTED_BY_SILENCE = (
        "PERMIT-016",
        "有效期届满前未作决定,已视为准予延续,不能不予延续。",
        "请出具延续后的批件。",
        law("五十"),
    )
    ALTERED_TO_NOTHING = (
        "PERMIT-017",
        "变更原决定须载明变更后的决定。",
        "请填写变更为准予或者不予。",
        HUB,
    )
