"""Special procedures, extensions and hearings."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import law


class SuspendingRule(Rule):
    """Special procedures, extensions and hearings."""

    ALREADY_STOPPED = (
        "SUSPEND-001",
        "本件已在特殊程序中,不能{act}。",
        "请先结束正在进行的特殊程序。",
        law("四十五"),
    )
    NOT_STOPPED = (
        "SUSPEND-002",
        "本件没有正在进行的特殊程序。",
        "请核对办理进度。",
        law("四十五"),
    )
    LAW_MISSING = (
        "SUSPEND-003",
        "法律未列明的特殊程序须载明法律依据。",
        "请填写所依据的法律条款;现场勘查、公示、缴费不停止计时。",
        law("四十五"),
    )
    DAYS_UNREASONABLE = (
        "SUSPEND-004",
        "特殊程序所需时间{days}天不合理。",
        "请按书面告知申请人的时间填写,一天以上,一年以内。",
        law("四十五"),
    )
    NOTHING_TO_EXTEND = (
        "EXTEND-001",
        "“{item}”没有可以延长的法定期限。",
        "请在期限内办结。",
        law("四十二"),
    )
    EXTENDED_BEFORE = (
        "EXTEND-002",
        "本件已延长一次。",
        "法律只允许延长一次,请在期限内办结。",
        law("四十二"),
    )
    TOO_LATE_TO_EXTEND = (
        "EXTEND-003",
        "期限已于{day}届满,不能再延长。",
        "请尽快作出决定。",
        law("四十二"),
    )
    APPROVER_MISSING = (
        "EXTEND-004",
        "延长期限须由行政机关负责人批准。",
        "请填写批准人,批准人不能是经办人本人。",
        law("四十二"),
    )
    WRONG_APPROVER = (
        "EXTEND-005",
        "本件延长期限须经{role}批准。",
        "请报{role}批准后再延长。",
        law("四十二"),
    )
    NO_HEARING_RUNS = (
        "HEARING-001",
        "没有在告知期内,不能申请听证。",
        "申请听证须在被告知之日起五个工作日内提出。",
        law("四十七"),
    )
    HEARING_PENDING = (
        "HEARING-002",
        "听证权利告知期未满或听证尚未举行,不能作出决定。",
        "请等待期满,或组织听证后再作决定。",
        law("四十七"),
    )
    TOLD_BEFORE = (
        "HEARING-003",
        "已告知利害关系人。",
        "无需重复告知。",
        law("四十七"),
    )
