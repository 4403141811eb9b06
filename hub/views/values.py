"""What people call the values of the closed sets: modes, decisions, reasons, ways."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from hub.domain.speech import DOCUMENTS, OBSTACLES, ROLES, STATUSES
from hub.domain.vocabulary import (
    ApproverRole,
    CancellationGround,
    CardColour,
    Decision,
    DeliveryMethod,
    DeliveryObstacle,
    DocumentKind,
    Mode,
    Opinion,
    PermitStanding,
    ProcedureKind,
    QuestionKind,
    RatingScale,
    RecallGround,
    RejectionGround,
    ReturnReason,
    ReviewForum,
    ReviewOutcome,
    RevocationGround,
    SecrecyGround,
    ServiceOutcome,
    Status,
)

MODES: Mapping[Mode, str] = {
    Mode.OWN: "街道本级",
    Mode.EMPOWERED: "依法赋权",
    Mode.ASSISTED: "帮办代办",
    Mode.OUTLET: "社区随身办",
}
QUESTIONS: Mapping[QuestionKind, str] = {
    QuestionKind.MENTOR: "业务指导",
    QuestionKind.CONSULTATION: "政策咨询",
}
RETURNS: Mapping[ReturnReason, str] = {
    ReturnReason.INCOMPLETE: "材料不齐",
    ReturnReason.WRONG_DEPARTMENT: "不属本部门",
    ReturnReason.ILLEGIBLE: "无法辨认",
    ReturnReason.OTHER: "其他",
}
COLOURS: Mapping[CardColour, str] = {
    CardColour.PROMPT: "提示",
    CardColour.YELLOW: "黄牌",
    CardColour.RED: "红牌",
}
_WORDS: Mapping[type[Enum], Mapping[Any, str]] = {
    Mode: MODES,
    QuestionKind: QUESTIONS,
    ReturnReason: RETURNS,
    CardColour: COLOURS,
    Status: STATUSES,
    DocumentKind: DOCUMENTS,
    ApproverRole: ROLES,
    Decision: {
        Decision.APPROVED: "准予",
        Decision.DENIED: "不予",
    },
    Opinion: {
        Opinion.FAVOURABLE: "同意",
        Opinion.UNFAVOURABLE: "不同意",
        Opinion.NO_COMMENT: "无意见",
    },
    ProcedureKind: {
        ProcedureKind.HEARING: "听证",
        ProcedureKind.TENDER: "招标",
        ProcedureKind.AUCTION: "拍卖",
        ProcedureKind.INSPECTION: "检验",
        ProcedureKind.TESTING: "检测",
        ProcedureKind.QUARANTINE: "检疫",
        ProcedureKind.APPRAISAL: "鉴定",
        ProcedureKind.EXPERT_REVIEW: "专家评审",
        ProcedureKind.OTHER_BY_LAW: "法律规定的其他程序",
    },
    RevocationGround: {
        RevocationGround.MISUSE: "滥用职权、玩忽职守",
        RevocationGround.BEYOND_AUTHORITY: "超越法定职权",
        RevocationGround.PROCEDURE: "违反法定程序",
        RevocationGround.NOT_QUALIFIED: "申请人不具备资格或者不符合条件",
        RevocationGround.FRAUD: "欺骗、贿赂",
        RevocationGround.OTHER_BY_LAW: "法律规定的其他情形",
    },
    RecallGround: {
        RecallGround.LAW_CHANGED: "所依据的法律、法规、规章修改或者废止",
        RecallGround.CIRCUMSTANCES_CHANGED: "所依据的客观情况发生重大变化",
    },
    CancellationGround: {
        CancellationGround.EXPIRED: "有效期届满未延续",
        CancellationGround.INCAPACITY: "公民死亡或者丧失行为能力",
        CancellationGround.DISSOLVED: "法人或者其他组织依法终止",
        CancellationGround.TAKEN_BACK: "许可依法被撤销、撤回或者证件被吊销",
        CancellationGround.FORCE_MAJEURE: "不可抗力导致许可事项无法实施",
        CancellationGround.OTHER_BY_LAW: "法律规定的其他情形",
    },
    SecrecyGround: {
        SecrecyGround.STATE: "国家秘密",
        SecrecyGround.TRADE: "商业秘密",
        SecrecyGround.PRIVACY: "个人隐私",
    },
    ReviewForum: {
        ReviewForum.RECONSIDERATION: "行政复议",
        ReviewForum.LAWSUIT: "行政诉讼",
    },
    ReviewOutcome: {
        ReviewOutcome.UPHELD: "维持",
        ReviewOutcome.REVOKED: "撤销",
        ReviewOutcome.ALTERED: "变更",
        ReviewOutcome.REDO: "责令重新作出决定",
    },
    RatingScale: {
        RatingScale.NATIONAL_CODE: "国标代码(1最满意)",
        RatingScale.RATING_DEVICE: "评价器(5最满意)",
    },
    DeliveryMethod: {
        DeliveryMethod.COUNTER: "窗口领取",
        DeliveryMethod.POST: "邮寄",
        DeliveryMethod.ELECTRONIC: "电子送达",
        DeliveryMethod.PUBLIC_NOTICE: "公告送达",
        DeliveryMethod.OUTLET: "服务点领取",
    },
    DeliveryObstacle: OBSTACLES,
    RejectionGround: {
        RejectionGround.NOT_COMPETENT: "不属于职权范围",
        RejectionGround.NOT_NEEDED: "依法不需要许可",
        RejectionGround.INCOMPLETE: "材料不齐",
        RejectionGround.OTHER: "其他",
    },
    PermitStanding: {
        PermitStanding.VALID: "有效",
        PermitStanding.REVOKED: "已撤销",
        PermitStanding.RECALLED: "已撤回",
        PermitStanding.CANCELLED: "已注销",
        PermitStanding.EXPIRED: "已届满",
    },
    ServiceOutcome: {
        ServiceOutcome.EXECUTED: "已办成",
        ServiceOutcome.FAILED: "未办成",
        ServiceOutcome.UNKNOWN: "待核",
        ServiceOutcome.REVERSED: "已冲正或退费",
    },
}

CLOSED_SETS = tuple(_WORDS)
"""The sets of which every value has a word."""


def word_of(value: Enum) -> str:
    """Return what people call a value; the value itself where it has no word."""
    return _WORDS.get(type(value), {}).get(value, str(value.value))
