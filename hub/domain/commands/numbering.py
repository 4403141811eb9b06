"""Numbers of documents: asked for, assigned once, voided with a reason (文号)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.commands.senders import DEPARTMENT, HUB, STREET, Senders
from hub.domain.vocabulary import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestNumber:
    """取号: a party of the case wants a number for a document that it issues."""

    case_id: str
    kind: DocumentKind
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignNumber:
    """The issuer's register of this kind and year is to give the next number to a case."""

    issuer: str
    kind: DocumentKind
    year: int
    case_id: str
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteNumber:
    """The case is to bear the number that was assigned."""

    case_id: str
    kind: DocumentKind
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidNumber:
    """作废: the issuer explains why a number it was given is not used."""

    kind: DocumentKind
    year: int
    serial: int
    case_id: str
    reason: str
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVoid:
    """The case is to know that its number of this kind was voided."""

    case_id: str
    kind: DocumentKind
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterNumber:
    """A body's own document bears this number: it may be used for one case only."""

    issuer: str
    number: str
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportConflict:
    """The number on the document of this case was used for another before."""

    case_id: str
    number: str
    first_case: str


NumberingCommand: TypeAlias = (
    RequestNumber
    | AssignNumber
    | NoteNumber
    | VoidNumber
    | NoteVoid
    | RegisterNumber
    | ReportConflict
)

SENDERS: Mapping[type, Senders] = {
    RequestNumber: STREET | DEPARTMENT,
    AssignNumber: HUB,
    NoteNumber: HUB,
    VoidNumber: STREET | DEPARTMENT,
    NoteVoid: HUB,
    RegisterNumber: HUB,
    ReportConflict: HUB,
}

ACTS: Mapping[type, str] = {RequestNumber: "取文号"}
