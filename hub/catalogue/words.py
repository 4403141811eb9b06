"""What the closed sets of a catalogue are called: in cells (beside codes), guides and sentences.

Departments write 自然人 where the contract says NATURAL_PERSON; both are read.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from hub.catalogue.marks import DayMark
from hub.domain.guides import (
    ApplicantKind,
    BodyNature,
    Channel,
    ClockStart,
    DayKind,
    Handling,
    ItemType,
    Level,
    Requirement,
)
from hub.domain.lists import Audience, EmpowermentForm, Execution
from hub.domain.members import Duty
from hub.domain.places import OutletKind
from hub.domain.retention import Retention
from hub.domain.signing_keys import KeyAlgorithm
from hub.domain.vocabulary import ApproverRole, DeliveryMethod, MaterialForm, OrganisationKind

_NAMES: Mapping[type[StrEnum], tuple[str, ...]] = {
    ApplicantKind: ("自然人", "法人", "非法人组织"),
    ApproverRole: ("行政机关负责人", "本级人民政府负责人"),
    Audience: ("乡镇(街道)", "经济发达镇"),
    BodyNature: ("法定机关", "授权组织", "受委托组织", "其他"),
    Channel: ("窗口办理", "网上办理", "移动端办理", "快递申请", "其他"),
    ClockStart: ("自受理之日起", "自收件之日起"),
    DayKind: ("工作日", "自然日"),
    DayMark: ("放假", "调休上班"),
    DeliveryMethod: ("窗口领取", "邮寄送达", "电子送达", "公告送达", "服务点领取"),
    Duty: ("窗口人员", "帮办代办员", "经办人", "审批人", "负责人"),
    EmpowermentForm: ("下放", "委托"),
    Execution: ("即时办结", "代收转办"),
    Handling: ("单独办理", "统一办理", "联合办理", "集中办理"),
    ItemType: (
        "行政许可", "行政处罚", "行政强制", "行政征收", "行政给付", "行政检查",
        "行政确认", "行政奖励", "行政裁决", "其他行政权力", "公共服务",
    ),
    KeyAlgorithm: ("Ed25519",),
    Level: ("国家级", "省级", "市级", "县级", "镇(乡、街道)级", "村(社区)级"),
    MaterialForm: ("原件", "复印件", "电子件", "承诺书"),
    OrganisationKind: ("区级部门", "街道", "运营单位", "区政务服务管理部门", "审计单位"),
    OutletKind: ("银行", "邮政", "便利店", "自助终端", "党群服务中心", "新时代文明实践站"),
    Retention: ("永久", "100年", "50年", "30年", "10年"),
    Requirement: ("必须", "可容缺后补", "可告知承诺", "可选"),
}  # fmt: skip

_WORDS = {
    (kind, member.value): word
    for kind, words in _NAMES.items()
    for member, word in zip(kind, words, strict=True)
}


def word(member: StrEnum) -> str:
    """Return what people call a member of a closed set; its code where it has no name."""
    return _WORDS.get((type(member), member.value), member.value)


def member(kind: type[Any], cell: str) -> StrEnum:
    """Return the member that a cell names by code or word; raises ValueError."""
    for each in kind:
        if cell == word(each):
            return each  # type: ignore[no-any-return]  # kind is an enumeration
    return kind(cell.upper())  # type: ignore[no-any-return]  # likewise
