"""What people call things: facts, legs, cards and fields, in the words of a counter."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from hub.domain.calendar import SHANGHAI
from hub.domain.documents import DocumentReference, Mandate
from hub.domain.mandates import ANY_ITEM
from hub.domain.speech import POWERS
from hub.domain.vocabulary import Leg, OutcomeKind
from hub.views.values import word_of

FACTS: Mapping[str, str] = {
    "CaseReceived": "收件",
    "CaseMirrored": "镜像登记",
    "CaseForwarded": "转报",
    "ApplicationReplaced": "重新提交",
    "TurnedAway": "不予收件",
    "ApplicationInsisted": "坚持申请",
    "WorkAcknowledged": "签收来件",
    "WorkReturned": "退回",
    "CaseAccepted": "受理",
    "CaseDeemedAccepted": "逾期未告知,视为受理",
    "ApplicationRejected": "不予受理",
    "StepRecorded": "办理环节",
    "CaseDecided": "办结",
    "DocumentIssued": "出具批件",
    "ServiceExecuted": "服务点办理完成",
    "ReceiptConfirmed": "签收回传文书",
    "DocumentDelivered": "送达",
    "DeliveryAttempted": "未能送达",
    "CaseArchived": "归档",
    "DestructionApproved": "鉴定同意销毁案卷",
    "FileDestroyed": "案卷销毁",
    "ApplicantUnmasked": "查看申请人明文",
    "ApplicationWithdrawn": "撤回申请",
    "CardIssued": "电子监察",
    "TermLapsed": "申请人逾期",
    "OverrideRecorded": "负责人特批",
    "MessageRejected": "来文被拒收",
    "OutboxTakenUp": "接读发件箱",
    "OutboxIncidentRecorded": "发件箱异常",
    "MessageReceipted": "消息已签收",
    "MessageExpired": "消息逾期未签收",
    "ReceiptMismatched": "签收回执与所发不符",
    "CataloguePublished": "发布目录",
    "CatalogueSwitched": "启用目录",
    "ClockMoved": "时钟推进",
    "TopicAdopted": "接受新建的主题",
    "ErrorClassParked": "搁置一类错误",
    "LevelRaised": "启用新的事实种类",
    "ParkedReleased": "放行搁置",
    "ParkedDropped": "作废搁置",
    "ParkedReplaced": "更正搁置",
    "CorrectionNoticeIssued": "告知补正",
    "MaterialsSupplied": "补交材料",
    "CorrectedOnTheSpot": "当场更正",
    "CaseTerminated": "终止",
    "PreliminaryReviewGiven": "初审",
    "CommitmentVerified": "核验承诺",
    "SpecialProcedureStarted": "特殊程序开始,计时停止",
    "SpecialProcedureEnded": "特殊程序结束,计时继续",
    "DeadlineExtended": "延长期限",
    "InterestedPartiesTold": "告知利害关系人",
    "HearingRequested": "申请听证",
    "OpinionAsked": "征求会签意见",
    "OpinionGiven": "会签意见",
    "InspectionRecorded": "现场核查",
    "CaseUrged": "督办",
    "UrgeAnswered": "督办答复",
    "WorkRerouted": "改派",
    "DecisionRevoked": "撤销",
    "PermitRecalled": "撤回许可",
    "PermitCancelled": "注销",
    "PermitAmended": "变更",
    "DocumentCorrected": "更正文书",
    "RenewalRequested": "申请延续",
    "RenewalDecided": "延续决定",
    "PermitExpired": "有效期届满",
    "RenewalDeemedGranted": "逾期未决,视为准予延续",
    "ReviewRecorded": "复议、诉讼结果",
    "DecisionPublished": "公开",
    "PublicationWithheld": "不予公开",
    "ServiceRated": "评价",
    "RatingAnswered": "差评答复",
    "RatingAppealed": "评价申诉",
    "RatingAppealDecided": "评价复核",
    "CardAppealed": "监察牌申诉",
    "CardAppealDecided": "监察牌复核",
    "TermsMoved": "期限重算",
    "CardWithdrawn": "监察牌撤销",
    "OversightHandedOver": "移交监管",
    "OversightConfirmed": "监管确认",
    "FindingRecorded": "监管发现",
    "CaseSampled": "抽查",
    "RecallProposed": "建议撤回",
    "ComplaintFiled": "投诉",
    "ComplaintAnswered": "投诉答复",
    "FeeDemanded": "通知缴费",
    "DemandWithdrawn": "撤销缴费通知",
    "PaymentRecorded": "缴费",
    "FeeRefunded": "退费",
    "NumberRequested": "取文号",
    "NumberAssigned": "编号",
    "DocumentNumbered": "文书编号",
    "NumberVoided": "文号作废",
    "DocumentNumberVoided": "文书编号作废",
    "NumberRegistered": "文号登记",
    "NumberConflicted": "文号重复",
    "ResponsibilityHandedOver": "移交首问责任",
    "ActedInItsName": "进驻人员代表本单位办理",
    "MandateRegistered": "登记授权委托",
    "MandateRevoked": "撤销委托",
    "OriginalsTaken": "收存原件",
    "OriginalsPassedOn": "移交原件",
    "OriginalsSignedFor": "签收原件",
    "OriginalsGivenBack": "退还原件",
    "OriginalsLost": "原件遗失",
    "OriginalsDue": "原件待退还",
    "ServiceRequested": "提交执行",
    "ServiceFailed": "未办成",
    "ServiceToVerify": "结果待核",
    "VerificationResolved": "核实结果",
    "ServiceReversed": "冲正",
    "RefundOpened": "退费",
    "RefundConfirmed": "退费到账",
    "StatementMatched": "对账相符",
    "StatementDiffers": "对账不符",
    "BundleOpened": "申请一件事",
    "BundledCaseMoved": "告知一件事进度",
    "BundledCaseNoted": "一件事进度",
    "BundledCaseLeftOut": "退出一件事",
    "BundleCompleted": "一件事办结",
    "QuestionAsked": "咨询",
    "QuestionForwarded": "转办咨询",
    "AnswersMoved": "答复期限重算",
    "QuestionAnswered": "答复咨询",
    "QuestionCardIssued": "咨询监察",
    "ConsultationRated": "评价咨询",
    "ConsultationRatingAnswered": "咨询差评答复",
    "ConsultationRatingAppealed": "咨询评价申诉",
    "ConsultationRatingAppealDecided": "咨询评价复核",
}
"""What happened, by the name of the fact."""

OUTCOMES: Mapping[OutcomeKind, str] = {
    OutcomeKind.FACTS: "办理",
    OutcomeKind.REFUSED: "拒绝",
    OutcomeKind.REPEATED: "重复来文",
    OutcomeKind.PARKED: "搁置",
}

LEGS: Mapping[Leg, str] = {
    Leg.FORWARDING: "转报",
    Leg.ACKNOWLEDGEMENT: "签收",
    Leg.PRELIMINARY_REVIEW: "初审",
    Leg.ACCEPTANCE: "受理",
    Leg.CORRECTION: "补正",
    Leg.TOLERANCE: "容缺补交",
    Leg.TERMINATION: "终止",
    Leg.STEP: "环节",
    Leg.OPINION: "会签意见",
    Leg.HEARING_REQUEST: "申请听证",
    Leg.HEARING: "组织听证",
    Leg.DECISION: "法定办结",
    Leg.PROMISE: "承诺办结",
    Leg.ISSUE: "出具批件",
    Leg.RECEIPT: "签收回执",
    Leg.DELIVERY: "送达",
    Leg.COMMITMENT: "承诺核验",
    Leg.RENEWAL: "延续",
    Leg.EXPIRY: "有效期",
    Leg.REDO: "重新作出决定",
    Leg.URGE: "督办答复",
    Leg.OVERSIGHT: "监管确认",
    Leg.APPEAL: "申诉处理",
    Leg.COMPLAINT: "投诉答复",
    Leg.RATING: "差评答复",
    Leg.WRITTEN_ANSWER: "书面答复",
    Leg.QUESTION: "咨询答复",
    Leg.VERIFICATION: "核实",
    Leg.REFUND: "退费",
    Leg.CUSTODY: "物料流转",
}

FIELDS: Mapping[str, str] = {
    "place": "地点",
    "publication": "公开于",
    "decision": "决定",
    "number": "编号",
    "licence_id": "电子证照标识",
    "visit": "取号、预约号",
    "method": "方式",
    "obstacle": "未送达原因",
    "step": "环节",
    "department": "单位",
    "owner": "责任单位",
    "leg": "期限",
    "colour": "牌",
    "due_on": "截止",
    "missing": "待补",
    "ground": "依据",
    "outcome": "结果",
    "value": "评价值",
    "scale": "尺度",
    "amount_fen": "金额(分)",
    "departments": "征求",
    "urging": "督办方",
    "legal_basis": "依据",
    "former": "原单位",
    "role": "批准人身份",
    "since": "停止计时日",
    "rule": "规则",
    "reason": "原因",
    "competent_body": "有权机关",
    "version": "版本",
    "recorded_at": "离线补报",
    "receipt_number": "回单号",
    "executed": "已执行",
    "known": "原记录",
    "asker": "提问单位",
    "rater": "登记评价",
    "upheld": "维持",
    "mentor": "业务指导员",
    "benefit_continues": "待遇不受影响",
    "effective_on": "生效日",
    "issued_on": "日期",
    "approver": "批准人",
    "kind": "种类",
    "about": "事由",
    "verdict": "意见",
    "supervising": "监管单位",
    "valid_until": "有效期至",
    "kept_until": "保管至",
    "appraisal": "鉴定意见",
    "witness": "监销人",
    "mandate": "委托",
    "agent": "代理人",
    "originals": "原件",
    "organisation": "单位",
    "settlement": "遗失处理",
    "report": "情况说明",
    "successor": "首问责任人",
    "predecessor": "原首问责任人",
    "document": "文书",
    "reasons": "理由",
    "actor": "经办人",
}
"""Fields worth a look, in the order in which they are shown, with their labels."""


def fact_word(name: str) -> str:
    """Return what people call a fact; its own name for one that has no word yet."""
    return FACTS.get(name, name)


def value_word(value: object) -> str:
    """Return a field's value as people read it; documents by the beginning of their digest."""
    if isinstance(value, tuple):
        return "、".join(map(value_word, value))
    if isinstance(value, Enum):
        return LEGS[value] if isinstance(value, Leg) else word_of(value)
    if isinstance(value, Mandate):
        return _mandate(value)
    if isinstance(value, DocumentReference):
        return f"{value.kind}({value.digest.hex()[:8]})"
    return local(value) if isinstance(value, datetime) else _plain(value)


def _plain(value: object) -> str:
    return ("否", "是")[value] if isinstance(value, bool) else str(value)


def _mandate(mandate: Mandate) -> str:
    scope = "各事项" if mandate.scope == ANY_ITEM else mandate.scope
    powers = "、".join([POWERS[power] for power in mandate.powers])
    term = f"{mandate.valid_from}至{mandate.valid_until}"
    return f"{mandate.principal}委托{mandate.agent}就{scope}{powers},{term}"


def local(instant: datetime) -> str:
    """Return an instant as the clocks in the district show it, to the second."""
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")
