"""The clock stands still or gets longer, by law only (特殊程序, 延长, 听证)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import DEPARTMENT, STREET, Senders
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import ApproverRole, ProcedureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSpecialProcedure:
    """特殊程序: a hearing, an appraisal or the like begins; the clock of the decision stops.

    The applicant is told in writing; a kind by another law names that law.
    """

    case_id: str
    kind: ProcedureKind
    notice: DocumentReference
    days: int
    legal_basis: str | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSpecialProcedure:
    """The special procedure has ended; the clock goes on where it stood."""

    case_id: str
    report: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDeadline:
    """延长: the head of the deciding body, or of the government, gives more time, with reasons."""

    case_id: str
    approver: str
    role: ApproverRole = ApproverRole.BODY_HEAD
    reasons: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellInterestedParties:
    """告知利害关系人: they have five working days to ask for a hearing."""

    case_id: str
    notice: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHearing:
    """申请听证: applicant or interested parties ask for a hearing."""

    case_id: str
    request: DocumentReference
    actor: str


SuspendingCommand: TypeAlias = (
    StartSpecialProcedure
    | EndSpecialProcedure
    | ExtendDeadline
    | TellInterestedParties
    | RequestHearing
)

SENDERS: Mapping[type, Senders] = {
    StartSpecialProcedure: STREET | DEPARTMENT,
    EndSpecialProcedure: STREET | DEPARTMENT,
    ExtendDeadline: STREET | DEPARTMENT,
    TellInterestedParties: STREET | DEPARTMENT,
    RequestHearing: STREET | DEPARTMENT,
}

ACTS: Mapping[type, str] = {
    StartSpecialProcedure: "启动特殊程序",
    EndSpecialProcedure: "结束特殊程序",
    ExtendDeadline: "延长期限",
    TellInterestedParties: "告知利害关系人",
    RequestHearing: "申请听证",
}
