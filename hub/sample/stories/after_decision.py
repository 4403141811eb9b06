"""Stories after the decision: served, supervised, reviewed, revoked, renewed, expired."""

from hub.domain import commands
from hub.domain.vocabulary import (
    CancellationGround,
    DeliveryMethod,
    DeliveryObstacle,
    RatingScale,
    RecallGround,
    ReviewForum,
    ReviewOutcome,
    RevocationGround,
    SecrecyGround,
)
from hub.sample.stories.scenes import (
    ADMINISTRATION,
    ARCHIVED,
    ASSISTED,
    CITY_LAW,
    DELIVERED,
    EMPOWERED,
    REASONS,
    REPORT,
    REQUEST,
    STREET,
    accepted,
    approved,
    decider,
    denied,
    empowered_in_force,
    filed,
    handed_over,
    in_force,
    long_ago,
    say,
)
from hub.sample.stories.story import (
    DayOf,
    DigestOf,
    Numbered,
    Story,
    Until,
    Written,
    together,
)

_BUILD = decider(ASSISTED)
_AMENDED = Written("amended", "变更后的批件")
_CORRECTED = Written("corrected", "更正后的批件")
_RENEWED = Written("renewed", "延续后的批件")
_REVIEW = Written("ruling", "复议决定书")
_BAD = {"visit": "visit-1", "scale": RatingScale.NATIONAL_CODE, "value": 5}
_SUPERVISED = together(filed(EMPOWERED), say(STREET, commands.AcceptCase), approved(STREET))
_RATED = together(in_force(), say(STREET, commands.RateService, **_BAD))

STORIES = (
    Story("approved", "准予,送达归档", together(in_force(), ARCHIVED)),
    Story(
        "kept",
        "归档,查看明文留痕,保管期未满不得销毁",
        together(
            in_force(),
            ARCHIVED,
            say(ADMINISTRATION, commands.RecordUnmasking, reason="AUDIT"),
            say(
                ADMINISTRATION,
                commands.ApproveDestruction,
                "KEEP-003",
                appraisal=REPORT,
                approver="head-1",
            ),
            say(ADMINISTRATION, commands.DestroyFile, "KEEP-003", witness="staff-2"),
        ),
    ),
    Story(
        "denied",
        "不予许可,一次未能送达,再送达归档",
        together(
            accepted(),
            denied(_BUILD),
            say(STREET, commands.ConfirmReceipt, digest=DigestOf(REASONS)),
            say(
                STREET,
                commands.RecordDeliveryAttempt,
                method=DeliveryMethod.POST,
                obstacle=DeliveryObstacle.NOBODY_THERE,
            ),
            say(STREET, commands.DeliverDocument, method=DeliveryMethod.POST),
            ARCHIVED,
        ),
    ),
    Story(
        "redone",
        "复议责令重作,改为准予",
        together(
            accepted(),
            denied(_BUILD),
            handed_over(REASONS),
            say(
                _BUILD,
                commands.RecordReview,
                forum=ReviewForum.RECONSIDERATION,
                outcome=ReviewOutcome.REDO,
                ruling=_REVIEW,
                days=10,
            ),
            approved(_BUILD),
            handed_over(),
            ARCHIVED,
        ),
    ),
    Story(
        "upheld",
        "诉讼维持",
        together(
            accepted(),
            denied(_BUILD),
            handed_over(REASONS),
            say(
                STREET,
                commands.RecordReview,
                forum=ReviewForum.LAWSUIT,
                outcome=ReviewOutcome.UPHELD,
                ruling=_REVIEW,
            ),
            ARCHIVED,
        ),
    ),
    Story(
        "published",
        "决定公开",
        together(in_force(), say(_BUILD, commands.PublishDecision, publication="gk-2026-1")),
    ),
    Story(
        "withheld",
        "商业秘密,不予公开",
        together(
            in_force(),
            say(
                _BUILD,
                commands.WithholdPublication,
                ground=SecrecyGround.TRADE,
                reasons=REASONS,
                approver="head-1",
            ),
        ),
    ),
    Story(
        "published-late",
        "逾期未公开,红牌后公开",
        together(
            empowered_in_force(days_ago=30, valid_days=300),
            Until(organisation=ADMINISTRATION, message="CardReported"),
            say(STREET, commands.PublishDecision, publication="gk-2026-2"),
            say(STREET, commands.PublishDecision, "PERMIT-010", publication="gk-2026-2"),
        ),
    ),
    Story(
        "revoked",
        "撤销",
        together(
            in_force(),
            say(
                _BUILD,
                commands.RevokeDecision,
                ground=RevocationGround.FRAUD,
                reasons=REASONS,
                approver="zhujian-head",
            ),
        ),
    ),
    Story(
        "recalled",
        "撤回",
        together(
            in_force(),
            say(
                _BUILD,
                commands.RecallPermit,
                ground=RecallGround.LAW_CHANGED,
                compensation=True,
                reasons=REASONS,
                approver="zhujian-head",
            ),
        ),
    ),
    Story(
        "amended",
        "变更",
        together(
            in_force(),
            say(_BUILD, commands.AmendPermit, document=_AMENDED, number=Numbered("-2")),
        ),
    ),
    Story(
        "document-corrected",
        "更正",
        together(
            in_force(),
            say(_BUILD, commands.CorrectDocument, document=_CORRECTED, reasons=REASONS),
        ),
    ),
    Story(
        "renewed",
        "准予延续",
        together(
            in_force(valid_until=DayOf(60)),
            say(STREET, commands.RequestRenewal, request=REQUEST),
            say(
                _BUILD,
                commands.DecideRenewal,
                granted=True,
                valid_until=DayOf(400),
                document=_RENEWED,
                number=Numbered("-2"),
            ),
        ),
    ),
    Story(
        "renewed-by-silence",
        "逾期未决定,视为准予延续",
        together(
            empowered_in_force(days_ago=90, valid_days=-1),
            long_ago(say(STREET, commands.RequestRenewal, request=REQUEST), 60),
            Until(organisation=STREET, message="RenewalReported"),
        ),
    ),
    Story(
        "expired",
        "期满未延续,注销",
        together(
            empowered_in_force(days_ago=90, valid_days=-1),
            Until(organisation=STREET, message="PermitEnded"),
            say(STREET, commands.CancelPermit, ground=CancellationGround.EXPIRED),
        ),
    ),
    Story(
        "supervised",
        "审管联动,抽查建议撤回",
        together(
            _SUPERVISED,
            say(CITY_LAW, commands.ConfirmOversight),
            say(CITY_LAW, commands.SampleCase, reason="quarterly"),
            say(CITY_LAW, commands.RecordFinding, code="NOT-AS-APPROVED", report=REPORT),
            say(CITY_LAW, commands.ProposeRecall, reasons=REASONS),
            DELIVERED,
        ),
    ),
    Story(
        "rated-badly",
        "差评,按期答复",
        together(_RATED, say(STREET, commands.AnswerRating, number=1, answer=REPORT)),
    ),
    Story(
        "rating-appealed",
        "差评申诉",
        together(
            _RATED,
            say(STREET, commands.AppealRating, number=1, request=REQUEST),
            say(ADMINISTRATION, commands.DecideRatingAppeal, number=1, upheld=True),
        ),
    ),
    Story(
        "complained",
        "投诉并答复",
        together(
            in_force(),
            say(
                ADMINISTRATION,
                commands.FileComplaint,
                against=_BUILD,
                reason="attitude",
                complaint=REQUEST,
            ),
            say(_BUILD, commands.AnswerComplaint, number=1, answer=REPORT),
        ),
    ),
)
