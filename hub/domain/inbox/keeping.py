"""What becomes of the files of cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionReported:
    """To the deciding body and the street: the file may be destroyed, or is `destroyed`."""

    case_id: str
    heading: CaseHeading
    destroyed: bool
    at: datetime


KeepingMessage: TypeAlias = DestructionReported
