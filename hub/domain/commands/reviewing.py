"""Accepting and the steps of the review (受理, 审查)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import Opinion, RejectionGround


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCase:
    """受理: the deciding body accepts the application; its clock starts.

    容缺受理: `tolerated` are the codes of materials that may follow until `promised_on`, as the
    applicant promised in writing.
    """

    case_id: str
    tolerated: tuple[str, ...] = ()
    promise: DocumentReference | None = None
    promised_on: date | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectApplication:
    """不予受理: the deciding body does not take the application and names who would."""

    case_id: str
    reasons: DocumentReference
    competent_body: str
    ground: RejectionGround = RejectionGround.NOT_COMPETENT
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStep:
    """承办, 审核, 批准 …: a step of the handling took place."""

    case_id: str
    step: str
    department: str
    occurred_at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivePreliminaryReview:
    """初审: the street reviews before it forwards, where the item asks for that."""

    case_id: str
    verdict: Opinion
    report: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyCommitment:
    """核验: whether what the applicant committed to (告知承诺) was true."""

    case_id: str
    kept: bool
    report: DocumentReference
    actor: str


ReviewingCommand: TypeAlias = (
    GivePreliminaryReview | VerifyCommitment | AcceptCase | RejectApplication | RecordStep
)

SENDERS: Mapping[type, Senders] = {
    GivePreliminaryReview: STREET,
    VerifyCommitment: STREET | DEPARTMENT | OPERATOR,
    AcceptCase: STREET | DEPARTMENT,
    RejectApplication: STREET | DEPARTMENT | ADMINISTRATION,
    RecordStep: STREET | DEPARTMENT | ADMINISTRATION,
}

ACTS: Mapping[type, str] = {
    GivePreliminaryReview: "初审",
    VerifyCommitment: "核验承诺",
    AcceptCase: "受理",
    RejectApplication: "不予受理",
    RecordStep: "登记办理环节",
}
