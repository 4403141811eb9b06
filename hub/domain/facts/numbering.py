"""Numbers of documents: requested, assigned, borne, voided, registered (文号)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading
from hub.domain.vocabulary import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRequested:
    """A party of the case wants a number for a document; `prefix` begins it."""

    heading: CaseHeading
    issuer: str
    kind: DocumentKind
    year: int
    prefix: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAssigned:
    """The register gave the next serial of its kind and year, never again to anybody else."""

    issuer: str
    kind: DocumentKind
    year: int
    serial: int
    number: str
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumbered:
    """The document of this kind bears this number."""

    heading: CaseHeading
    issuer: str
    kind: DocumentKind
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberVoided:
    """A number is not used, for a reason: so the gap is explained."""

    issuer: str
    kind: DocumentKind
    year: int
    serial: int
    number: str
    case_id: str
    reason: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumberVoided:
    """The number of this kind was voided; another may be asked for."""

    heading: CaseHeading
    kind: DocumentKind
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRegistered:
    """The number of a body's own document is taken by this case from now on."""

    issuer: str
    number: str
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberConflicted:
    """Another case wants to bear a number that `first_case` has."""

    issuer: str
    number: str
    case_id: str
    first_case: str


NumberingFact: TypeAlias = (
    NumberRequested
    | NumberAssigned
    | DocumentNumbered
    | NumberVoided
    | DocumentNumberVoided
    | NumberRegistered
    | NumberConflicted
)
