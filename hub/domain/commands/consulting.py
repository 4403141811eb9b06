"""Several departments and one lead: opinions, inspections, urging, rerouting (会签, 督办)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import Opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinion:
    """会签: the deciding body asks other departments, all at once."""

    case_id: str
    departments: tuple[str, ...] = ()
    question: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """会签意见: a department that was asked answers."""

    case_id: str
    verdict: Opinion
    report: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInspection:
    """现场核查: who inspected on the spot; the law wants two."""

    case_id: str
    inspectors: tuple[str, ...] = ()
    report: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgeCase:
    """督办: administration or street urge whoever has the work."""

    case_id: str
    reasons: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerUrge:
    """督办答复."""

    case_id: str
    number: int
    answer: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RerouteWork:
    """改派: the administration, by a named head, gives what came back to another department."""

    case_id: str
    department: str
    approver: str
    reasons: DocumentReference
    actor: str


ConsultingCommand: TypeAlias = (
    AskOpinion | GiveOpinion | RecordInspection | UrgeCase | AnswerUrge | RerouteWork
)

SENDERS: Mapping[type, Senders] = {
    AskOpinion: STREET | DEPARTMENT,
    GiveOpinion: DEPARTMENT,
    RecordInspection: STREET | DEPARTMENT,
    UrgeCase: STREET | ADMINISTRATION,
    AnswerUrge: STREET | DEPARTMENT | OPERATOR,
    RerouteWork: ADMINISTRATION,
}

ACTS: Mapping[type, str] = {
    AskOpinion: "征求意见",
    GiveOpinion: "出具会签意见",
    RecordInspection: "登记现场核查",
    UrgeCase: "督办",
    AnswerUrge: "答复督办",
    RerouteWork: "改派",
}
