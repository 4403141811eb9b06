"""Who is responsible for a case now."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityReported:
    """To the office of who takes over, and to the street: who is responsible now."""

    case_id: str
    heading: CaseHeading
    organisation: str
    successor: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneInYourName:
    """To a department: what its person stationed at the street said in its name (进驻)."""

    case_id: str
    heading: CaseHeading
    act: str
    actor: str
    at: datetime


PersonsMessage: TypeAlias = ResponsibilityReported | DoneInYourName
