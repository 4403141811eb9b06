"""Cards are appealed, and their days counted anew when the calendar changes (电子监察)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.commands.senders import ADMINISTRATION, DEPARTMENT, OPERATOR, STREET, Senders
from hub.domain.documents import DocumentReference


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCard:
    """申诉: who got a card says that it is wrong."""

    case_id: str
    number: int
    request: DocumentReference
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCardAppeal:
    """申诉复核: the card stands or is withdrawn."""

    case_id: str
    number: int
    upheld: bool
    reasons: DocumentReference | None = None
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecomputeTerms:
    """重算期限: the days off of a year were arranged by notice, for the first time or anew."""

    case_id: str
    year: int
    holidays: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()
    actor: str


SupervisingCommand: TypeAlias = AppealCard | DecideCardAppeal | RecomputeTerms

SENDERS: Mapping[type, Senders] = {
    AppealCard: STREET | DEPARTMENT | OPERATOR,
    DecideCardAppeal: ADMINISTRATION,
    RecomputeTerms: ADMINISTRATION,
}

ACTS: Mapping[type, str] = {
    AppealCard: "申诉监察牌",
    DecideCardAppeal: "复核监察牌",
    RecomputeTerms: "重算期限",
}
