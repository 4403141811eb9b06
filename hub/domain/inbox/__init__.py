"""What the hub tells an organisation."""

from typing import TypeAlias, get_args

from hub.domain.inbox.administration import (
    AdministrationMessage,
    CatalogueChanged,
    OutboxIncidentReported,
)
from hub.domain.inbox.answering import (
    AnsweringMessage,
    ComplaintReceived,
    RatingAppealAnswered,
    RatingAppealReported,
    RatingReported,
)
from hub.domain.inbox.answers import Answer, AnswerMessage
from hub.domain.inbox.appraising import (
    AppraisingMessage,
    ConsultationRatingAppealAnswered,
    ConsultationRatingAppealReported,
    ConsultationRatingReplied,
    ConsultationRatingReported,
)
from hub.domain.inbox.bundles import BundleEnded, BundleRegistered, BundlesMessage
from hub.domain.inbox.charging import ChargingMessage, FeeReported
from hub.domain.inbox.consulting import (
    ConsultingMessage,
    OpinionReceived,
    OpinionRequested,
    UrgeReceived,
    UrgeReplied,
    WorkTakenAway,
)
from hub.domain.inbox.conveying import ConveyanceReported, ConveyingMessage
from hub.domain.inbox.correcting import (
    CommitmentChecked,
    CorrectingMessage,
    CorrectionRequested,
    MaterialsForwarded,
)
from hub.domain.inbox.custody import (
    CustodyMessage,
    OriginalsAwaited,
    OriginalsReported,
    OriginalsSent,
)
from hub.domain.inbox.door import DoorMessage, WrittenAnswerRequested
from hub.domain.inbox.executing import ExecutingMessage, ServiceAsked, ServiceReported
from hub.domain.inbox.keeping import DestructionReported, KeepingMessage
from hub.domain.inbox.mandates import AgentDismissed, AgentReported, MandatesMessage
from hub.domain.inbox.numbering import NumberGiven, NumberingMessage
from hub.domain.inbox.outcomes import (
    DecisionReturned,
    DocumentReturned,
    OutcomeMessage,
    ProgressReported,
)
from hub.domain.inbox.overseeing import (
    FindingReported,
    OverseeingMessage,
    OversightAssigned,
    OversightReported,
    RecallProposalReported,
    SampleReported,
)
from hub.domain.inbox.permits import (
    PermitEnded,
    PermitsMessage,
    PublicationReported,
    RenewalAssigned,
    RenewalReported,
    ReviewReported,
)
from hub.domain.inbox.persons import DoneInYourName, PersonsMessage, ResponsibilityReported
from hub.domain.inbox.questions import (
    AnswerDaysReported,
    AnswerGiven,
    QuestionCardReported,
    QuestionMoved,
    QuestionReceived,
    QuestionsMessage,
)
from hub.domain.inbox.supervising import (
    CardAppealAssigned,
    CardReported,
    CardStandingReported,
    LapseReported,
    SupervisingMessage,
    TermsReported,
)
from hub.domain.inbox.suspending import (
    ClockStopped,
    DeadlineMoved,
    HearingAsked,
    HearingOffered,
    SuspendingMessage,
)
from hub.domain.inbox.work import (
    ApplicationResubmitted,
    CaseRegistered,
    StepAssigned,
    WorkAssigned,
    WorkMessage,
    WorkSentBack,
    WorkWithdrawn,
)

InboxMessage: TypeAlias = (
    AdministrationMessage
    | KeepingMessage
    | MandatesMessage
    | CustodyMessage
    | PersonsMessage
    | ChargingMessage
    | AnsweringMessage
    | PermitsMessage
    | DoorMessage
    | ConsultingMessage
    | ConveyingMessage
    | SuspendingMessage
    | CorrectingMessage
    | AnswerMessage
    | WorkMessage
    | OutcomeMessage
    | SupervisingMessage
    | OverseeingMessage
    | NumberingMessage
    | ExecutingMessage
    | QuestionsMessage
    | AppraisingMessage
    | BundlesMessage
)
"""Whatever an organisation may find in its inbox."""

INBOX: tuple[type, ...] = get_args(InboxMessage)
"""Every kind of inbox message there is."""

__all__ = [
    "INBOX",
    "AgentDismissed",
    "AgentReported",
    "Answer",
    "AnswerDaysReported",
    "AnswerGiven",
    "ApplicationResubmitted",
    "BundleEnded",
    "BundleRegistered",
    "CardAppealAssigned",
    "CardReported",
    "CardStandingReported",
    "CaseRegistered",
    "CatalogueChanged",
    "ClockStopped",
    "CommitmentChecked",
    "ComplaintReceived",
    "ConsultationRatingAppealAnswered",
    "ConsultationRatingAppealReported",
    "ConsultationRatingReplied",
    "ConsultationRatingReported",
    "ConveyanceReported",
    "CorrectionRequested",
    "DeadlineMoved",
    "DecisionReturned",
    "DestructionReported",
    "DocumentReturned",
    "DoneInYourName",
    "FeeReported",
    "FindingReported",
    "HearingAsked",
    "HearingOffered",
    "InboxMessage",
    "LapseReported",
    "MaterialsForwarded",
    "NumberGiven",
    "OpinionReceived",
    "OpinionRequested",
    "OriginalsAwaited",
    "OriginalsReported",
    "OriginalsSent",
    "OutboxIncidentReported",
    "OversightAssigned",
    "OversightReported",
    "PermitEnded",
    "ProgressReported",
    "PublicationReported",
    "QuestionCardReported",
    "QuestionMoved",
    "QuestionReceived",
    "RatingAppealAnswered",
    "RatingAppealReported",
    "RatingReported",
    "RecallProposalReported",
    "RenewalAssigned",
    "RenewalReported",
    "ResponsibilityReported",
    "ReviewReported",
    "SampleReported",
    "ServiceAsked",
    "ServiceReported",
    "StepAssigned",
    "TermsReported",
    "UrgeReceived",
    "UrgeReplied",
    "WorkAssigned",
    "WorkSentBack",
    "WorkTakenAway",
    "WorkWithdrawn",
    "WrittenAnswerRequested",
]
