"""Who may come for the applicant, and who no more."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from hub.domain.documents import CaseHeading
from hub.domain.vocabulary import MandatePower


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentReported:
    """To where the applicant is served: this agent may do that until a day."""

    case_id: str
    heading: CaseHeading
    agent: str
    powers: tuple[MandatePower, ...] = ()
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentDismissed:
    """To where the applicant is served: this agent acts for the applicant no more."""

    case_id: str
    heading: CaseHeading
    agent: str


MandatesMessage: TypeAlias = AgentReported | AgentDismissed
