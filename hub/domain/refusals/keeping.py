"""How long files are kept, and who sees whose they are."""

from hub.domain.refusals.rule import Rule
from hub.domain.refusals.sources import HUB

_RETENTION = "《机关文件材料归档范围和文书档案保管期限规定》"
_DESTRUCTION = "《档案法》第二十一条"
_WITNESS = "《社会保险业务档案管理规定(试行)》"


class KeepingRule(Rule):
    """How long files are kept, and who sees whose they are."""

    NOT_ARCHIVED = (
        "KEEP-001",
        "本件案卷尚未归档,不能{act}。",
        "请先办结并归档。",
        _RETENTION,
    )
    KEPT_FOR_GOOD = (
        "KEEP-002",
        "本件案卷永久保管,或者目录没有载明保管期限,不得销毁。",
        "请核对事项目录中的保管期限;没有载明的按永久保管。",
        _RETENTION,
    )
    RETENTION_RUNS = (
        "KEEP-003",
        "本件案卷须保管至{until},期满前不得销毁。",
        "请在{until}之后再行鉴定。",
        _RETENTION,
    )
    STILL_NEEDED = (
        "KEEP-004",
        "本件还有{count}项期限未了,最迟至{due},案卷不得销毁。",
        "请先办结未了的事项(如复议诉讼后的重作、延续、投诉、退费),许可有效的请待期满。",
        _DESTRUCTION,
    )
    AGREED_ALREADY = (
        "KEEP-005",
        "本件案卷已经鉴定同意销毁。",
        "无需重复鉴定,请办理销毁。",
        HUB,
    )
    HEAD_MISSING = (
        "KEEP-006",
        "{act}须由负责人批准。",
        "请填写批准人,批准人不能是经办人本人。",
        _DESTRUCTION,
    )
    NOT_AGREED = (
        "KEEP-007",
        "本件案卷没有经鉴定同意销毁,或者同意之后案件又有变动。",
        "请先由档案部门鉴定并经负责人批准。",
        _DESTRUCTION,
    )
    WITNESS_MISSING = (
        "KEEP-008",
        "销毁案卷须有另一人监销。",
        "请填写监销人,监销人不能是经办人本人。",
        _WITNESS,
    )
    FILE_DESTROYED = (
        "KEEP-009",
        "本件案卷已依法销毁,不能{act}。",
        "案卷不能恢复;需要的请重新申请。",
        _DESTRUCTION,
    )
    REASON_MISSING = (
        "KEEP-010",
        "查看明文须写明原因。",
        "请填写原因代码。",
        HUB,
    )
    BUNDLE_OPEN = (
        "KEEP-011",
        "申请人的一件事尚未办结,其资料不得销毁。",
        "请待一件事各项办结,或者退出未提交的事项。",
        HUB,
    )
    NAMED_ELSEWHERE = (
        "KEEP-012",
        "其他事项仍引用该申请人的资料,其资料不得销毁。",
        "请核对该事项;仍需要的,资料继续保管。",
        HUB,
    )
