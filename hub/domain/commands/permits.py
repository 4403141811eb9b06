"""After the decision: taken back, amended, renewed, struck off, corrected, reviewed (办结之后)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, STREET, Senders
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import (
    CancellationGround,
    Decision,
    RecallGround,
    ReviewForum,
    ReviewOutcome,
    RevocationGround,
    SecrecyGround,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDecision:
    """撤销: an approval that should not have been given is taken back.

    By the deciding body; or by `competent_body` above it, and the administration records it.
    """

    case_id: str
    ground: RevocationGround
    compensation: bool = False
    competent_body: str | None = None
    reasons: DocumentReference
    approver: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPermit:
    """撤回: a lawful approval is taken back for the public interest; losses are made good."""

    case_id: str
    ground: RecallGround
    compensation: bool
    reasons: DocumentReference
    approver: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPermit:
    """注销: a permit is struck off, on grounds that the law lists."""

    case_id: str
    ground: CancellationGround
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendPermit:
    """变更: the holder asked for a change; a new document follows."""

    case_id: str
    document: DocumentReference
    number: str
    valid_until: date | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectDocument:
    """更正: a clerical error in the document; its number stays."""

    case_id: str
    document: DocumentReference
    reasons: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRenewal:
    """延续: the holder asks for more time before the permit expires."""

    case_id: str
    request: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRenewal:
    """延续决定: granted with a new last day, or denied with reasons."""

    case_id: str
    granted: bool
    valid_until: date | None = None
    document: DocumentReference | None = None
    number: str | None = None
    reasons: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReview:
    """复议、诉讼结果: what a reconsideration or a court said of the decision.

    `decision` is what the decision was altered to, `days` the time to decide anew.
    """

    case_id: str
    forum: ReviewForum
    outcome: ReviewOutcome
    ruling: DocumentReference
    decision: Decision | None = None
    days: int = 0
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishDecision:
    """公开: the approval is made public."""

    case_id: str
    publication: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithholdPublication:
    """不予公开: an approval that must not be made public; a head says so, with reasons."""

    case_id: str
    ground: SecrecyGround
    reasons: DocumentReference
    approver: str
    actor: str


PermitsCommand: TypeAlias = (
    RevokeDecision
    | RecallPermit
    | CancelPermit
    | AmendPermit
    | CorrectDocument
    | RequestRenewal
    | DecideRenewal
    | RecordReview
    | PublishDecision
    | WithholdPublication
)

SENDERS: Mapping[type, Senders] = {
    RevokeDecision: STREET | DEPARTMENT | ADMINISTRATION,
    RecallPermit: STREET | DEPARTMENT,
    CancelPermit: STREET | DEPARTMENT,
    AmendPermit: STREET | DEPARTMENT,
    CorrectDocument: STREET | DEPARTMENT,
    RequestRenewal: STREET | DEPARTMENT,
    DecideRenewal: STREET | DEPARTMENT,
    RecordReview: STREET | DEPARTMENT,
    PublishDecision: STREET | DEPARTMENT,
    WithholdPublication: STREET | DEPARTMENT,
}

ACTS: Mapping[type, str] = {
    RevokeDecision: "撤销决定",
    RecallPermit: "撤回许可",
    CancelPermit: "注销许可",
    AmendPermit: "变更许可",
    CorrectDocument: "更正文书",
    RequestRenewal: "申请延续",
    DecideRenewal: "决定延续",
    RecordReview: "登记复议诉讼结果",
    PublishDecision: "公开决定",
    WithholdPublication: "决定不予公开",
}
