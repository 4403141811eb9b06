"""How things are called in the sentences that clerks read out."""

from collections.abc import Mapping

from hub.domain.commands import (
    answering,
    appraising,
    bundles,
    charging,
    consulting,
    correcting,
    custody,
    deciding,
    delivering,
    door,
    executing,
    forwarding,
    keeping,
    mandates,
    numbering,
    overseeing,
    permits,
    persons,
    questions,
    reviewing,
    settling,
    supervising,
    suspending,
)
from hub.domain.vocabulary import (
    ApproverRole,
    BundledStanding,
    DeliveryObstacle,
    DocumentKind,
    MandatePower,
    Status,
)

ACTS: Mapping[type, str] = {
    **deciding.ACTS,
    **delivering.ACTS,
    **keeping.ACTS,
    **door.ACTS,
    **forwarding.ACTS,
    **mandates.ACTS,
    **custody.ACTS,
    **persons.ACTS,
    **charging.ACTS,
    **answering.ACTS,
    **permits.ACTS,
    **consulting.ACTS,
    **suspending.ACTS,
    **correcting.ACTS,
    **numbering.ACTS,
    **supervising.ACTS,
    **overseeing.ACTS,
    **reviewing.ACTS,
    **executing.ACTS,
    **settling.ACTS,
    **questions.ACTS,
    **appraising.ACTS,
    **bundles.ACTS,
}
"""What is done, as a verb."""

POWERS: Mapping[MandatePower, str] = {
    MandatePower.FILE: "代为提出申请",
    MandatePower.SUPPLY: "代为补正",
    MandatePower.WITHDRAW: "代为撤回申请",
    MandatePower.COLLECT: "代为领取结果",
}
"""What an agent may do for the principal."""

STANDINGS: Mapping[BundledStanding, str] = {
    BundledStanding.AWAITED: "未提交",
    BundledStanding.RECEIVED: "已收件",
    BundledStanding.ACCEPTED: "已受理",
    BundledStanding.DECIDED: "已办结,待送达",
    BundledStanding.APPROVED: "准予",
    BundledStanding.DENIED: "不予",
    BundledStanding.REJECTED: "不予受理",
    BundledStanding.WITHDRAWN: "撤回申请",
    BundledStanding.TERMINATED: "终止",
    BundledStanding.FAILED: "未办成",
    BundledStanding.LEFT_OUT: "退出",
}
"""How far a case of a bundle (一件事) is, in words."""

ROLES: Mapping[ApproverRole, str] = {
    ApproverRole.BODY_HEAD: "本行政机关负责人",
    ApproverRole.GOVERNMENT_HEAD: "本级人民政府负责人",
}
"""Whose approval it takes."""

OBSTACLES: Mapping[DeliveryObstacle, str] = {
    DeliveryObstacle.NOBODY_THERE: "无人签收",
    DeliveryObstacle.REFUSED: "拒收",
    DeliveryObstacle.ADDRESS_UNKNOWN: "地址不详",
    DeliveryObstacle.OTHER: "其他",
}
"""Why an attempt to serve the outcome reached nobody."""

STATUSES: Mapping[Status, str] = {
    Status.TURNED_AWAY: "未收件",
    Status.RECEIVED: "已收件",
    Status.AWAITING_MATERIALS: "待补正",
    Status.FORWARDED: "已转报",
    Status.ACKNOWLEDGED: "已签收",
    Status.ACCEPTED: "已受理",
    Status.DECIDED: "已办结",
    Status.ISSUED: "已出具批件",
    Status.RETURNED: "已回传",
    Status.DELIVERED: "已送达",
    Status.ARCHIVED: "归档",
    Status.REJECTED: "不予受理",
    Status.WITHDRAWN: "撤回申请",
    Status.TERMINATED: "终止",
    Status.REQUESTED: "已提交运营单位",
    Status.TO_VERIFY: "待核",
    Status.FAILED: "未办成",
    Status.REVERSED: "已冲正",
    Status.MIRRORED: "镜像",
}
"""Where a case stands, in words."""

DOCUMENTS: Mapping[DocumentKind, str] = {
    DocumentKind.RECEIPT: "收件凭证",
    DocumentKind.ACCEPTANCE: "受理通知书",
    DocumentKind.CORRECTION: "补正告知书",
    DocumentKind.REJECTION: "不予受理通知书",
    DocumentKind.SPECIAL_PROCEDURE: "特殊程序期限告知书",
    DocumentKind.EXTENSION: "延长办理期限通知书",
    DocumentKind.TERMINATION: "终止通知书",
    DocumentKind.DELIVERY: "送达回执",
    DocumentKind.PAYMENT: "缴费通知书",
    DocumentKind.CUSTODY: "物料流转凭证",
}
"""What documents are called."""
