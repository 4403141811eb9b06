"""Stories of an accepted case: stopped, extended, consulted on, urged, inspected, charged."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hub.domain import commands
from hub.domain.vocabulary import (
    Decision,
    DeliveryMethod,
    DocumentKind,
    Opinion,
    ProcedureKind,
)
from hub.sample.stories.scenes import (
    ADMINISTRATION,
    ARCHIVED,
    ASSISTED,
    DELIVERED,
    EMPOWERED,
    NOTICE,
    REASONS,
    REPORT,
    REQUEST,
    STREET,
    accepted,
    approved,
    decider,
    denied,
    filed,
    forwarded,
    handed_over,
    say,
)
from hub.sample.stories.story import DayOff, Line, Story, Until, Written, together

_BUILD, _HEALTH = decider(ASSISTED), "dept-weijian"
_CLOSED = together(approved(_BUILD), handed_over(), ARCHIVED)
_ASKED = say(_BUILD, commands.AskOpinion, departments=(_HEALTH,), question=REQUEST)
_THERE: Mapping[str, Any] = {
    "by": "street-xinchang",
    "street": "street-xinchang",
    "place": "xinchang-w1",
}
"""At a counter of a street that keeps its members in the catalogue."""
_CHARGED = together(
    filed(EMPOWERED),
    say(STREET, commands.AcceptCase),
    say(STREET, commands.DemandFee, "FEE-001", code="XX", amount_fen=1, notice=NOTICE),
    say(STREET, commands.DemandFee, code="ZD", amount_fen=30_000, notice=NOTICE),
)

STORIES = (
    Story(
        "heard",
        "听证停钟,延长期限",
        together(
            accepted(),
            say(_BUILD, commands.TellInterestedParties, notice=NOTICE),
            say(STREET, commands.RequestHearing, request=REQUEST),
            say(
                _BUILD,
                commands.StartSpecialProcedure,
                kind=ProcedureKind.HEARING,
                notice=Written("procedure-notice"),
                days=20,
            ),
            say(_BUILD, commands.EndSpecialProcedure, report=REPORT),
            say(_BUILD, commands.ExtendDeadline, approver="zhujian-head", reasons=REASONS),
            say(
                _BUILD,
                commands.ExtendDeadline,
                "EXTEND-002",
                approver="zhujian-head",
                reasons=REASONS,
            ),
            _CLOSED,
        ),
    ),
    Story(
        "joint",
        "并联会签",
        together(
            accepted(),
            _ASKED,
            say(_BUILD, commands.DecideCase, "OPINION-004", decision=Decision.APPROVED),
            say(_HEALTH, commands.GiveOpinion, verdict=Opinion.FAVOURABLE, report=REPORT),
            _CLOSED,
        ),
    ),
    Story(
        "opinion-overridden",
        "会签未回,负责人特批",
        together(
            accepted(),
            _ASKED,
            say(
                _BUILD,
                commands.DecideCase,
                decision=Decision.APPROVED,
                approver="zhujian-head",
                override_reasons=REASONS,
            ),
            approved(_BUILD)[1:],
            handed_over(),
            ARCHIVED,
        ),
    ),
    Story(
        "handed-on",
        "首问责任移交",
        together(
            filed(EMPOWERED),
            say(STREET, commands.HandOver, organisation=STREET, successor="staff-0002"),
            say(STREET, commands.AcceptCase),
            approved(STREET),
            DELIVERED,
            ARCHIVED,
        ),
    ),
    Story(
        "no-member",
        "经办人已不在名册",
        together(
            filed(EMPOWERED, **_THERE, actor="staff-0009"),
            Until(organisation="street-xinchang", message="CardReported"),
            Until(organisation=ADMINISTRATION, message="CardReported"),
            say("street-xinchang", commands.AcceptCase, actor="staff-0009"),
            approved("street-xinchang"),
            say("street-xinchang", commands.DeliverDocument, method=DeliveryMethod.COUNTER),
            say("street-xinchang", commands.ArchiveCase),
        ),
    ),
    Story(
        "stationed",
        "进驻人员在街道窗口审批",
        together(
            forwarded(ASSISTED),
            say(STREET, commands.AcceptCase, "ROLE-001"),
            say(STREET, commands.AcceptCase, actor="zhujian-jz-01"),
            say(STREET, commands.DecideCase, decision=Decision.APPROVED, actor="zhujian-jz-01"),
            Until(organisation=_BUILD, message="DoneInYourName", count=2),
            approved(_BUILD)[1:],
            handed_over(),
            ARCHIVED,
        ),
    ),
    Story(
        "urged",
        "督办并答复",
        together(
            accepted(),
            say(ADMINISTRATION, commands.UrgeCase, reasons=REASONS),
            say(_BUILD, commands.AnswerUrge, number=1, answer=REPORT),
            _CLOSED,
        ),
    ),
    Story(
        "inspected",
        "一人核查记异常,两人重查",
        together(
            accepted(),
            say(_BUILD, commands.RecordInspection, inspectors=("jc-1",), report=REPORT),
            Until(organisation=_BUILD, message="CardReported"),
            say(_BUILD, commands.RecordInspection, inspectors=("jc-1", "jc-2"), report=REPORT),
            _CLOSED,
        ),
    ),
    Story(
        "late",
        "逾期办结,亮红牌,申诉撤牌",
        together(
            filed(EMPOWERED, days_ago=60, hurried=True),
            Line(by=STREET, command=commands.AcceptCase, days_ago=60),
            Until(organisation=STREET, message="CardReported", count=3),
            say(STREET, commands.AppealCard, number=1, request=REQUEST),
            say(ADMINISTRATION, commands.DecideCardAppeal, number=1, upheld=True, reasons=REASONS),
            approved(STREET),
            DELIVERED,
            ARCHIVED,
        ),
    ),
    Story(
        "charged",
        "依法收费",
        together(
            _CHARGED,
            say(STREET, commands.RecordPayment, receipt_number="P-1", amount_fen=30_000),
            approved(STREET),
            DELIVERED,
            ARCHIVED,
        ),
    ),
    Story(
        "refunded",
        "收费退还",
        together(
            _CHARGED,
            say(STREET, commands.RecordPayment, receipt_number="P-1", amount_fen=30_000),
            say(STREET, commands.RefundFee, receipt_number="T-1", amount_fen=30_000),
            denied(STREET),
            DELIVERED,
            ARCHIVED,
        ),
    ),
    Story(
        "demand-withdrawn",
        "缴费通知撤销",
        together(
            _CHARGED,
            say(STREET, commands.WithdrawDemand, reasons=REASONS),
            approved(STREET),
            DELIVERED,
            ARCHIVED,
        ),
    ),
    Story(
        "numbered",
        "取文号",
        together(
            accepted(),
            say(_BUILD, commands.RequestNumber, kind=DocumentKind.ACCEPTANCE),
            Until(organisation=_BUILD, message="NumberGiven"),
            _CLOSED,
        ),
    ),
    Story(
        "days-moved",
        "放假安排调整,期限重算",
        together(
            accepted(),
            say(
                ADMINISTRATION,
                commands.RecomputeTerms,
                year=DayOff("year"),
                holidays=DayOff("holidays"),
                make_up_days=DayOff("make_up_days"),
            ),
            _CLOSED,
        ),
    ),
    Story(
        "mirrored",
        "外部系统镜像",
        together(
            say(
                _BUILD,
                commands.MirrorCase,
                system="jiangxi-bus",
                item="施工图审查",
                department=_BUILD,
                opened_at=datetime(2026, 1, 5, 2, 0, tzinfo=UTC),
            ),
            say(
                _BUILD,
                commands.RecordStep,
                step="受理",
                department=_BUILD,
                occurred_at=datetime(2026, 1, 6, 2, 0, tzinfo=UTC),
            ),
            say(_BUILD, commands.DecideCase, "STATUS-003", decision=Decision.APPROVED),
        ),
    ),
)
