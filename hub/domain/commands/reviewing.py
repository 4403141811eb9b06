"""Accepting and the steps of the review (受理, 审查)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, STREET, Senders
from hub.domain.documents import DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCase:
    """受理: the deciding body accepts the application; its clock starts."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectApplication:
    """不予受理: the deciding body does not take the application and names who would."""

    case_id: str
    reasons: DocumentReference
    competent_body: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStep:
    """承办, 审核, 批准 …: a step of the handling took place."""

    case_id: str
    step: str
    department: str
    occurred_at: datetime
    actor: str


ReviewingCommand: TypeAlias = AcceptCase | RejectApplication | RecordStep

SENDERS: Mapping[type, Senders] = {
    AcceptCase: STREET | DEPARTMENT,
    RejectApplication: STREET | DEPARTMENT,
    RecordStep: STREET | DEPARTMENT | ADMINISTRATION,
}

ACTS: Mapping[type, str] = {
    AcceptCase: "受理",
    RejectApplication: "不予受理",
    RecordStep: "登记办理环节",
}
