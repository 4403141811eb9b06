"""The decision and the result document (办结, 批件)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.terms import Term
from hub.domain.vocabulary import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided:
    """The deciding body approved or denied; `late` when after the last day."""

    heading: CaseHeading
    decision: Decision
    reasons: DocumentReference | None = None
    at: datetime
    late: bool
    terms: tuple[Term, ...] = ()
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIssued:
    """The result document was issued; `licence_id` names its electronic licence (电子证照标识)."""

    heading: CaseHeading
    document: DocumentReference
    number: str
    issued_on: date
    valid_until: date | None = None
    licence_id: str | None = None
    terms: tuple[Term, ...] = ()
    at: datetime
    actor: str


DecidingFact: TypeAlias = CaseDecided | DocumentIssued
