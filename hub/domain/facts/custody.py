"""Originals and in whose hands they are (物料流转凭证)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsTaken:
    """`organisation` keeps originals of the applicant, under the slip `number`."""

    heading: CaseHeading
    originals: tuple[str, ...] = ()
    number: str
    organisation: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsPassedOn:
    """`former` sent originals to `organisation`, and holds them until that has signed for them."""

    heading: CaseHeading
    originals: tuple[str, ...] = ()
    number: str
    former: str
    organisation: str
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsSignedFor:
    """`organisation` holds the originals that `former` held, and gives them back in its stead."""

    heading: CaseHeading
    originals: tuple[str, ...] = ()
    number: str
    former: str
    organisation: str
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsGivenBack:
    """The applicant has the originals back from `organisation`, or what settles their loss."""

    heading: CaseHeading
    originals: tuple[str, ...] = ()
    number: str
    organisation: str
    settlement: DocumentReference | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsLost:
    """`organisation` held the originals and cannot find them."""

    heading: CaseHeading
    originals: tuple[str, ...] = ()
    number: str
    organisation: str
    report: DocumentReference | None = None
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalsDue:
    """The case came to its end: `organisation` must give back what it holds."""

    heading: CaseHeading
    originals: tuple[str, ...] = ()
    organisation: str
    terms: tuple[Term, ...] = ()


CustodyFact: TypeAlias = (
    OriginalsTaken
    | OriginalsPassedOn
    | OriginalsSignedFor
    | OriginalsGivenBack
    | OriginalsLost
    | OriginalsDue
)
