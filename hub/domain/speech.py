"""How things are called in the sentences that clerks read out."""

from collections.abc import Mapping

from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    ArchiveCase,
    ConfirmReceipt,
    DecideCase,
    DeliverDocument,
    ForwardCase,
    IssueDocument,
    RecordStep,
    RejectApplication,
    ReturnWork,
    WithdrawApplication,
)
from hub.domain.vocabulary import Status

ACTS: Mapping[type, str] = {
    ForwardCase: "转报",
    AcknowledgeWork: "签收来件",
    ReturnWork: "退回",
    AcceptCase: "受理",
    RejectApplication: "不予受理",
    RecordStep: "登记办理环节",
    DecideCase: "作出决定",
    IssueDocument: "出具批件",
    ConfirmReceipt: "签收回传文书",
    DeliverDocument: "送达",
    ArchiveCase: "归档",
    WithdrawApplication: "撤回申请",
}
"""What is done, as a verb."""

STATUSES: Mapping[Status, str] = {
    Status.RECEIVED: "已收件",
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
    Status.MIRRORED: "镜像",
}
"""Where a case stands, in words."""
