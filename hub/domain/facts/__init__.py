"""What happened: past tense; the facts of a case start with its heading."""

from typing import TypeAlias, get_args

from hub.domain.facts.administration import (
    AdministrationFact,
    CataloguePublished,
    CatalogueSwitched,
    ClockMoved,
    ErrorClassParked,
    LevelRaised,
    MessageRejected,
    OutboxIncidentRecorded,
    OutboxTakenUp,
    TopicAdopted,
)
from hub.domain.facts.answering import (
    AnsweringFact,
    ComplaintAnswered,
    ComplaintFiled,
    RatingAnswered,
    RatingAppealDecided,
    RatingAppealed,
    ServiceRated,
)
from hub.domain.facts.appraising import (
    AppraisingFact,
    ConsultationRated,
    ConsultationRatingAnswered,
    ConsultationRatingAppealDecided,
    ConsultationRatingAppealed,
)
from hub.domain.facts.bundles import (
    BundleCompleted,
    BundledCaseLeftOut,
    BundledCaseMoved,
    BundledCaseNoted,
    BundleOpened,
    BundlesFact,
)
from hub.domain.facts.charging import (
    ChargingFact,
    DemandWithdrawn,
    FeeDemanded,
    FeeRefunded,
    PaymentRecorded,
)
from hub.domain.facts.consulting import (
    CaseUrged,
    ConsultingFact,
    InspectionRecorded,
    OpinionAsked,
    OpinionGiven,
    UrgeAnswered,
    WorkRerouted,
)
from hub.domain.facts.conveying import (
    ConveyingFact,
    MessageExpired,
    MessageReceipted,
    ReceiptMismatched,
)
from hub.domain.facts.correcting import (
    CaseTerminated,
    CorrectedOnTheSpot,
    CorrectingFact,
    CorrectionNoticeIssued,
    MaterialsSupplied,
)
from hub.domain.facts.custody import (
    CustodyFact,
    OriginalsDue,
    OriginalsGivenBack,
    OriginalsLost,
    OriginalsPassedOn,
    OriginalsSignedFor,
    OriginalsTaken,
)
from hub.domain.facts.deciding import CaseDecided, DecidingFact, DocumentIssued
from hub.domain.facts.delivering import (
    ApplicationWithdrawn,
    CaseArchived,
    DeliveringFact,
    DeliveryAttempted,
    DocumentDelivered,
    ReceiptConfirmed,
)
from hub.domain.facts.door import ApplicationInsisted, DoorFact, TurnedAway
from hub.domain.facts.executing import (
    ExecutingFact,
    ServiceExecuted,
    ServiceFailed,
    ServiceRequested,
    ServiceToVerify,
    VerificationResolved,
)
from hub.domain.facts.forwarding import (
    CaseForwarded,
    ForwardingFact,
    WorkAcknowledged,
    WorkReturned,
)
from hub.domain.facts.keeping import (
    ApplicantUnmasked,
    DestructionApproved,
    FileDestroyed,
    KeepingFact,
)
from hub.domain.facts.mandates import MandateRegistered, MandateRevoked, MandatesFact
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
from hub.domain.facts.overseeing import (
    CaseSampled,
    FindingRecorded,
    OverseeingFact,
    OversightConfirmed,
    OversightHandedOver,
    RecallProposed,
)
from hub.domain.facts.parking import (
    ParkedDropped,
    ParkedReleased,
    ParkedReplaced,
    ParkingFact,
)
from hub.domain.facts.permits import (
    DecisionPublished,
    DecisionRevoked,
    DocumentCorrected,
    PermitAmended,
    PermitCancelled,
    PermitExpired,
    PermitRecalled,
    PermitsFact,
    PublicationWithheld,
    RenewalDecided,
    RenewalDeemedGranted,
    RenewalRequested,
    ReviewRecorded,
)
from hub.domain.facts.persons import ActedInItsName, PersonsFact, ResponsibilityHandedOver
from hub.domain.facts.questions import (
    AnswersMoved,
    QuestionAnswered,
    QuestionAsked,
    QuestionCardIssued,
    QuestionForwarded,
    QuestionsFact,
)
from hub.domain.facts.receiving import (
    ApplicationReplaced,
    CaseMirrored,
    CaseReceived,
    ReceivingFact,
)
from hub.domain.facts.reviewing import (
    ApplicationRejected,
    CaseAccepted,
    CaseDeemedAccepted,
    CommitmentVerified,
    PreliminaryReviewGiven,
    ReviewingFact,
    StepRecorded,
)
from hub.domain.facts.settling import (
    RefundConfirmed,
    RefundOpened,
    ServiceReversed,
    SettlingFact,
    StatementDiffers,
    StatementMatched,
)
from hub.domain.facts.supervising import (
    CardAppealDecided,
    CardAppealed,
    CardIssued,
    CardWithdrawn,
    OverrideRecorded,
    SupervisingFact,
    TermLapsed,
    TermsMoved,
)
from hub.domain.facts.suspending import (
    DeadlineExtended,
    HearingRequested,
    InterestedPartiesTold,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    SuspendingFact,
)

Fact: TypeAlias = (
    MandatesFact
    | CustodyFact
    | PersonsFact
    | ChargingFact
    | AnsweringFact
    | PermitsFact
    | DoorFact
    | ConsultingFact
    | ConveyingFact
    | SuspendingFact
    | CorrectingFact
    | NumberingFact
    | ReceivingFact
    | ForwardingFact
    | ReviewingFact
    | DecidingFact
    | DeliveringFact
    | KeepingFact
    | SupervisingFact
    | OverseeingFact
    | ExecutingFact
    | QuestionsFact
    | AppraisingFact
    | BundlesFact
    | SettlingFact
    | AdministrationFact
    | ParkingFact
)
"""Whatever the journal may record."""

FACTS: tuple[type, ...] = get_args(Fact)
"""Every kind of fact there is."""

__all__ = [
    "FACTS",
    "ActedInItsName",
    "AnswersMoved",
    "ApplicantUnmasked",
    "ApplicationInsisted",
    "ApplicationRejected",
    "ApplicationReplaced",
    "ApplicationWithdrawn",
    "BundleCompleted",
    "BundleOpened",
    "BundledCaseLeftOut",
    "BundledCaseMoved",
    "BundledCaseNoted",
    "CardAppealDecided",
    "CardAppealed",
    "CardIssued",
    "CardWithdrawn",
    "CaseAccepted",
    "CaseArchived",
    "CaseDecided",
    "CaseDeemedAccepted",
    "CaseForwarded",
    "CaseMirrored",
    "CaseReceived",
    "CaseSampled",
    "CaseTerminated",
    "CaseUrged",
    "CataloguePublished",
    "CatalogueSwitched",
    "ClockMoved",
    "CommitmentVerified",
    "ComplaintAnswered",
    "ComplaintFiled",
    "ConsultationRated",
    "ConsultationRatingAnswered",
    "ConsultationRatingAppealDecided",
    "ConsultationRatingAppealed",
    "CorrectedOnTheSpot",
    "CorrectionNoticeIssued",
    "DeadlineExtended",
    "DecisionPublished",
    "DecisionRevoked",
    "DeliveryAttempted",
    "DemandWithdrawn",
    "DestructionApproved",
    "DocumentCorrected",
    "DocumentDelivered",
    "DocumentIssued",
    "DocumentNumberVoided",
    "DocumentNumbered",
    "ErrorClassParked",
    "Fact",
    "FeeDemanded",
    "FeeRefunded",
    "FileDestroyed",
    "FindingRecorded",
    "HearingRequested",
    "InspectionRecorded",
    "InterestedPartiesTold",
    "LevelRaised",
    "MandateRegistered",
    "MandateRevoked",
    "MaterialsSupplied",
    "MessageExpired",
    "MessageReceipted",
    "MessageRejected",
    "NumberAssigned",
    "NumberConflicted",
    "NumberRegistered",
    "NumberRequested",
    "NumberVoided",
    "OpinionAsked",
    "OpinionGiven",
    "OriginalsDue",
    "OriginalsGivenBack",
    "OriginalsLost",
    "OriginalsPassedOn",
    "OriginalsSignedFor",
    "OriginalsTaken",
    "OutboxIncidentRecorded",
    "OutboxTakenUp",
    "OverrideRecorded",
    "OversightConfirmed",
    "OversightHandedOver",
    "ParkedDropped",
    "ParkedReleased",
    "ParkedReplaced",
    "ParkingFact",
    "PaymentRecorded",
    "PermitAmended",
    "PermitCancelled",
    "PermitExpired",
    "PermitRecalled",
    "PreliminaryReviewGiven",
    "PublicationWithheld",
    "QuestionAnswered",
    "QuestionAsked",
    "QuestionCardIssued",
    "QuestionForwarded",
    "RatingAnswered",
    "RatingAppealDecided",
    "RatingAppealed",
    "RecallProposed",
    "ReceiptConfirmed",
    "ReceiptMismatched",
    "RefundConfirmed",
    "RefundOpened",
    "RenewalDecided",
    "RenewalDeemedGranted",
    "RenewalRequested",
    "ResponsibilityHandedOver",
    "ReviewRecorded",
    "ServiceExecuted",
    "ServiceFailed",
    "ServiceRated",
    "ServiceRequested",
    "ServiceReversed",
    "ServiceToVerify",
    "SpecialProcedureEnded",
    "SpecialProcedureStarted",
    "StatementDiffers",
    "StatementMatched",
    "StepRecorded",
    "TermLapsed",
    "TermsMoved",
    "TopicAdopted",
    "TurnedAway",
    "UrgeAnswered",
    "VerificationResolved",
    "WorkAcknowledged",
    "WorkRerouted",
    "WorkReturned",
]
