"""Who became responsible for a case (首问负责), and who acted for a body elsewhere (进驻)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityHandedOver:
    """From here on `successor` of `organisation` is responsible, not `predecessor` of `former`."""

    heading: CaseHeading
    former: str
    predecessor: str
    organisation: str
    successor: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActedInItsName:
    """A person of `department`, stationed at the street, said `act` in its name (进驻)."""

    heading: CaseHeading
    department: str
    act: str
    at: datetime
    actor: str


PersonsFact: TypeAlias = ResponsibilityHandedOver | ActedInItsName
