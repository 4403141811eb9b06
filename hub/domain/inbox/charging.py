"""Fees that a counter must know of."""

from dataclasses import dataclass
from typing import TypeAlias

from hub.domain.documents import CaseHeading, DocumentReference
from hub.domain.vocabulary import ChargeStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReported:
    """To who serves the applicant, and to the deciding body: how it stands with a fee."""

    case_id: str
    heading: CaseHeading
    number: str
    code: str
    amount_fen: int
    standing: ChargeStanding
    notice: DocumentReference | None = None
    receipt_number: str | None = None


ChargingMessage: TypeAlias = FeeReported
