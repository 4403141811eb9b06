"""The number that an issuer asked for."""

from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.documents import CaseHeading
from hub.domain.vocabulary import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGiven:
    """To the issuer: the number that its document bears."""

    case_id: str
    heading: CaseHeading
    kind: DocumentKind
    number: str


NumberingMessage: TypeAlias = NumberGiven
