"""What happened: past tense; the facts of a case start with its heading."""

from typing import TypeAlias, get_args

from hub.domain.facts.administration import (
    AdministrationFact,
    CataloguePublished,
    CatalogueSwitched,
    ClockMoved,
    ErrorClassParked,
    MessageRejected,
    ParkedDropped,
    ParkedReleased,
    TopicAdopted,
)
from hub.domain.facts.correcting import (
    CaseTerminated,
    CorrectedOnTheSpot,
    CorrectingFact,
    CorrectionNoticeIssued,
    MaterialsSupplied,
)
from hub.domain.facts.deciding import CaseDecided, DecidingFact, DocumentIssued, ServiceExecuted
from hub.domain.facts.delivering import (
    ApplicationWithdrawn,
    CaseArchived,
    DeliveringFact,
    DocumentDelivered,
    ReceiptConfirmed,
)
from hub.domain.facts.forwarding import (
    CaseForwarded,
    ForwardingFact,
    WorkAcknowledged,
    WorkReturned,
)
from hub.domain.facts.numbering import (
    DocumentNumbered,
    DocumentNumberVoided,
    NumberAssigned,
    NumberConflicted,
    NumberingFact,
    NumberRegistered,
    NumberRequested,
    NumberVoided,
)
from hub.domain.facts.receiving import CaseMirrored, CaseReceived, ReceivingFact
from hub.domain.facts.reviewing import (
    ApplicationRejected,
    CaseAccepted,
    CaseDeemedAccepted,
    CommitmentVerified,
    PreliminaryReviewGiven,
    ReviewingFact,
    StepRecorded,
)
from hub.domain.facts.supervising import CardIssued, OverrideRecorded, SupervisingFact, TermLapsed

Fact: TypeAlias = (
    CorrectingFact
    | NumberingFact
    | ReceivingFact
    | ForwardingFact
    | ReviewingFact
    | DecidingFact
    | DeliveringFact
    | SupervisingFact
    | AdministrationFact
)
"""Whatever the journal may record."""

FACTS: tuple[type, ...] = get_args(Fact)
"""Every kind of fact there is."""

__all__ = [
    "FACTS",
    "ApplicationRejected",
    "ApplicationWithdrawn",
    "CardIssued",
    "CaseAccepted",
    "CaseArchived",
    "CaseDecided",
    "CaseDeemedAccepted",
    "CaseForwarded",
    "CaseMirrored",
    "CaseReceived",
    "CaseTerminated",
    "CataloguePublished",
    "CatalogueSwitched",
    "ClockMoved",
    "CommitmentVerified",
    "CorrectedOnTheSpot",
    "CorrectionNoticeIssued",
    "DocumentDelivered",
    "DocumentIssued",
    "DocumentNumberVoided",
    "DocumentNumbered",
    "ErrorClassParked",
    "Fact",
    "MaterialsSupplied",
    "MessageRejected",
    "NumberAssigned",
    "NumberConflicted",
    "NumberRegistered",
    "NumberRequested",
    "NumberVoided",
    "OverrideRecorded",
    "ParkedDropped",
    "ParkedReleased",
    "PreliminaryReviewGiven",
    "ReceiptConfirmed",
    "ServiceExecuted",
    "StepRecorded",
    "TermLapsed",
    "TopicAdopted",
    "WorkAcknowledged",
    "WorkReturned",
]
