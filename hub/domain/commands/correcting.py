"""What is missing is told at once, supplied, corrected on the spot, or ends the case (补正)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference, Material


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCorrectionNotice:
    """一次性告知: all that is missing or wrong is told at once, by the material's codes.

    A second notice about what the first could have told needs `reasons`.
    """

    case_id: str
    missing: tuple[str, ...] = ()
    notice: DocumentReference
    reasons: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyMaterials:
    """补正: the applicant hands in what was missing, or an `agent` with a mandate."""

    case_id: str
    materials: tuple[Material, ...] = ()
    agent: str | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectOnTheSpot:
    """当场更正: errors that can be corrected at once are corrected; that is no notice."""

    case_id: str
    materials: tuple[Material, ...] = ()
    agent: str | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminateCase:
    """终止: the applicant let the day for a correction or a promise pass."""

    case_id: str
    reasons: DocumentReference
    actor: str


CorrectingCommand: TypeAlias = (
    IssueCorrectionNotice | SupplyMaterials | CorrectOnTheSpot | TerminateCase
)

SENDERS: Mapping[type, Senders] = {
    IssueCorrectionNotice: STREET | DEPARTMENT,
    SupplyMaterials: STREET | OPERATOR,
    CorrectOnTheSpot: STREET | OPERATOR,
    TerminateCase: STREET | DEPARTMENT,
}

ACTS: Mapping[type, str] = {
    IssueCorrectionNotice: "告知补正",
    SupplyMaterials: "补交材料",
    CorrectOnTheSpot: "当场更正",
    TerminateCase: "终止办理",
}
