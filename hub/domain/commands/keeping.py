"""How long what is personal is kept, and who sees it (销毁鉴定, 销毁, 查看明文)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, Senders
from hub.domain.documents import DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveDestruction:
    """销毁鉴定: the archive agrees that a file, whose retention has ended, is destroyed."""

    case_id: str
    appraisal: DocumentReference
    approver: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyFile:
    """销毁: the file is destroyed as the archive agreed; `witness` sees it done (监销)."""

    case_id: str
    witness: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordUnmasking:
    """查看明文: somebody is about to see the applicant unmasked, for a reason."""

    case_id: str
    reason: str
    actor: str


KeepingCommand: TypeAlias = ApproveDestruction | DestroyFile | RecordUnmasking

SENDERS: Mapping[type, Senders] = {
    ApproveDestruction: ADMINISTRATION,
    DestroyFile: ADMINISTRATION,
    RecordUnmasking: ADMINISTRATION,
}

ACTS: Mapping[type, str] = {
    ApproveDestruction: "批准销毁案卷",
    DestroyFile: "销毁案卷",
    RecordUnmasking: "查看明文",
}
