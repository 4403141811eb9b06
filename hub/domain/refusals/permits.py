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
        "本件尚未作出决定,没有复议或诉讼结果可登记。",
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
