"""Supervision after the approval: confirmed, sampled, found wanting (审管联动, 抽查)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, STREET, Senders
from hub.domain.documents import DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmOversight:
    """监管确认: the supervising body has taken the approval over."""

    case_id: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinding:
    """监管发现: what the supervising body found, as a code, with its report."""

    case_id: str
    code: str
    report: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCase:
    """抽查: a department samples what a street decided under empowerment."""

    case_id: str
    reason: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRecall:
    """建议撤回: the approval should be taken back; the deciding body answers for that."""

    case_id: str
    reasons: DocumentReference
    actor: str


OverseeingCommand: TypeAlias = ConfirmOversight | RecordFinding | SampleCase | ProposeRecall

_SUPERVISING = DEPARTMENT | STREET | ADMINISTRATION

SENDERS: Mapping[type, Senders] = {
    ConfirmOversight: _SUPERVISING,
    RecordFinding: _SUPERVISING,
    SampleCase: DEPARTMENT,
    ProposeRecall: _SUPERVISING,
}

ACTS: Mapping[type, str] = {
    ConfirmOversight: "确认监管",
    RecordFinding: "登记监管发现",
    SampleCase: "抽查",
    ProposeRecall: "建议撤回",
}
