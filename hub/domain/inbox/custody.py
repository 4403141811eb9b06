"""Originals that are sent, moved, or due."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading
from hub.domain.vocabulary import CustodyAct


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsSent:
    """To who gets them: originals are under way from `former`; sign for them by a day."""

    case_id: str
    heading: CaseHeading
    originals: tuple[str, ...] = ()
    number: str
    former: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsReported:
    """To the street, and to who sent them: what `organisation` did with originals, or lost."""

    case_id: str
    heading: CaseHeading
    act: CustodyAct
    originals: tuple[str, ...] = ()
    number: str
    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsAwaited:
    """To the holder: the case came to its end, the applicant waits for the originals."""

    case_id: str
    heading: CaseHeading
    originals: tuple[str, ...] = ()
    due_on: date


CustodyMessage: TypeAlias = OriginalsSent | OriginalsReported | OriginalsAwaited
