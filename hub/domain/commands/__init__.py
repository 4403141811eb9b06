"""What somebody asks: imperative, as it came, free text only as a document."""

from collections.abc import Mapping
from typing import TypeAlias, get_args

from hub.domain.commands import (
    administration,
    answering,
    appraising,
    bundles,
    charging,
    consulting,
    conveying,
    correcting,
    custody,
    deciding,
    delivering,
    door,
    executing,
    forwarding,
    keeping,
    mandates,
    numbering,
    overseeing,
    parking,
    permits,
    persons,
    questions,
    receiving,
    reviewing,
    settling,
    supervising,
    suspending,
)
from hub.domain.commands.administration import (
    AdministrationCommand,
    AdoptTopic,
    ParkErrorClass,
    PublishCatalogue,
    RaiseLevel,
    RecordOutboxIncident,
    RejectMessage,
    SwitchCatalogue,
    TakeUpOutbox,
    Tick,
)
from hub.domain.commands.answering import (
    AnswerComplaint,
    AnsweringCommand,
    AnswerRating,
    AppealRating,
    DecideRatingAppeal,
    FileComplaint,
    RateService,
)
from hub.domain.commands.appraising import (
    AnswerConsultationRating,
    AppealConsultationRating,
    AppraisingCommand,
    DecideConsultationRatingAppeal,
    RateConsultation,
)
from hub.domain.commands.bundles import (
    BundlesCommand,
    LeaveBundle,
    NoteBundledCase,
    OpenBundle,
)
from hub.domain.commands.charging import (
    ChargingCommand,
    DemandFee,
    RecordPayment,
    RefundFee,
    WithdrawDemand,
)
from hub.domain.commands.consulting import (
    AnswerUrge,
    AskOpinion,
    ConsultingCommand,
    GiveOpinion,
    RecordInspection,
    RerouteWork,
    UrgeCase,
)
from hub.domain.commands.conveying import ConveyingCommand, RecordConveyance
from hub.domain.commands.correcting import (
    CorrectingCommand,
    CorrectOnTheSpot,
    IssueCorrectionNotice,
    SupplyMaterials,
    TerminateCase,
)
from hub.domain.commands.custody import (
    CustodyCommand,
    GiveBackOriginals,
    PassOnOriginals,
    ReportOriginalsLost,
    SignForOriginals,
    TakeOriginals,
)
from hub.domain.commands.deciding import DecideCase, DecidingCommand, IssueDocument
from hub.domain.commands.delivering import (
    ArchiveCase,
    ConfirmReceipt,
    DeliverDocument,
    DeliveringCommand,
    RecordDeliveryAttempt,
    WithdrawApplication,
)
from hub.domain.commands.door import DoorCommand, InsistOnApplication, RefuseAtDoor
from hub.domain.commands.executing import (
    ExecutingCommand,
    ReportExecution,
    RequestService,
    ResolveVerification,
)
from hub.domain.commands.forwarding import (
    AcknowledgeWork,
    ForwardCase,
    ForwardingCommand,
    ReturnWork,
)
from hub.domain.commands.keeping import (
    ApproveDestruction,
    DestroyFile,
    KeepingCommand,
    RecordUnmasking,
)
from hub.domain.commands.mandates import MandatesCommand, RegisterMandate, RevokeMandate
from hub.domain.commands.numbering import (
    AssignNumber,
    NoteNumber,
    NoteVoid,
    NumberingCommand,
    RegisterNumber,
    ReportConflict,
    RequestNumber,
    VoidNumber,
)
from hub.domain.commands.overseeing import (
    ConfirmOversight,
    OverseeingCommand,
    ProposeRecall,
    RecordFinding,
    SampleCase,
)
from hub.domain.commands.parking import (
    DropParked,
    ParkingCommand,
    ReleaseParked,
    ReplaceParked,
)
from hub.domain.commands.permits import (
    AmendPermit,
    CancelPermit,
    CorrectDocument,
    DecideRenewal,
    PermitsCommand,
    PublishDecision,
    RecallPermit,
    RecordReview,
    RequestRenewal,
    RevokeDecision,
    WithholdPublication,
)
from hub.domain.commands.persons import HandOver, PersonsCommand
from hub.domain.commands.questions import (
    AnswerQuestion,
    AskMentor,
    ForwardQuestion,
    OpenConsultation,
    QuestionsCommand,
    RecomputeAnswers,
)
from hub.domain.commands.receiving import (
    HandleInstantCase,
    MirrorCase,
    ReceivingCommand,
    SubmitCase,
)
from hub.domain.commands.reviewing import (
    AcceptCase,
    GivePreliminaryReview,
    RecordStep,
    RejectApplication,
    ReviewingCommand,
    VerifyCommitment,
)
from hub.domain.commands.senders import Senders
from hub.domain.commands.settling import (
    ConfirmRefund,
    RefundService,
    ReportStatement,
    ReverseService,
    SettlingCommand,
)
from hub.domain.commands.supervising import (
    AppealCard,
    DecideCardAppeal,
    RecomputeTerms,
    SupervisingCommand,
)
from hub.domain.commands.suspending import (
    EndSpecialProcedure,
    ExtendDeadline,
    RequestHearing,
    StartSpecialProcedure,
    SuspendingCommand,
    TellInterestedParties,
)

Command: TypeAlias = (
    MandatesCommand
    | CustodyCommand
    | PersonsCommand
    | ChargingCommand
    | AnsweringCommand
    | PermitsCommand
    | DoorCommand
    | ConsultingCommand
    | ConveyingCommand
    | SuspendingCommand
    | CorrectingCommand
    | NumberingCommand
    | ReceivingCommand
    | ForwardingCommand
    | ReviewingCommand
    | DecidingCommand
    | DeliveringCommand
    | KeepingCommand
    | SupervisingCommand
    | OverseeingCommand
    | ExecutingCommand
    | QuestionsCommand
    | AppraisingCommand
    | BundlesCommand
    | SettlingCommand
    | AdministrationCommand
    | ParkingCommand
)
"""Whatever a lane may hand to the domain."""

COMMANDS: tuple[type, ...] = get_args(Command)
"""Every kind of command there is."""

SENDERS: Mapping[type, Senders] = {
    **receiving.SENDERS,
    **door.SENDERS,
    **forwarding.SENDERS,
    **mandates.SENDERS,
    **custody.SENDERS,
    **persons.SENDERS,
    **charging.SENDERS,
    **answering.SENDERS,
    **permits.SENDERS,
    **consulting.SENDERS,
    **conveying.SENDERS,
    **suspending.SENDERS,
    **supervising.SENDERS,
    **overseeing.SENDERS,
    **correcting.SENDERS,
    **numbering.SENDERS,
    **reviewing.SENDERS,
    **deciding.SENDERS,
    **delivering.SENDERS,
    **keeping.SENDERS,
    **executing.SENDERS,
    **settling.SENDERS,
    **questions.SENDERS,
    **appraising.SENDERS,
    **bundles.SENDERS,
    **administration.SENDERS,
    **parking.SENDERS,
}
"""Which kind of organisation may say what; rights over a particular case are decided with it."""

INTERNAL: tuple[type, ...] = tuple([kind for kind, senders in SENDERS.items() if not senders])
"""Commands that only the hub itself makes."""

__all__ = [
    "COMMANDS",
    "INTERNAL",
    "SENDERS",
    "AcceptCase",
    "AcknowledgeWork",
    "AdoptTopic",
    "AmendPermit",
    "AnswerComplaint",
    "AnswerConsultationRating",
    "AnswerQuestion",
    "AnswerRating",
    "AnswerUrge",
    "AppealCard",
    "AppealConsultationRating",
    "AppealRating",
    "ApproveDestruction",
    "ArchiveCase",
    "AskMentor",
    "AskOpinion",
    "AssignNumber",
    "CancelPermit",
    "Command",
    "ConfirmOversight",
    "ConfirmReceipt",
    "ConfirmRefund",
    "CorrectDocument",
    "CorrectOnTheSpot",
    "DecideCardAppeal",
    "DecideCase",
    "DecideConsultationRatingAppeal",
    "DecideRatingAppeal",
    "DecideRenewal",
    "DeliverDocument",
    "DemandFee",
    "DestroyFile",
    "DropParked",
    "EndSpecialProcedure",
    "ExtendDeadline",
    "FileComplaint",
    "ForwardCase",
    "ForwardQuestion",
    "GiveBackOriginals",
    "GiveOpinion",
    "GivePreliminaryReview",
    "HandOver",
    "HandleInstantCase",
    "InsistOnApplication",
    "IssueCorrectionNotice",
    "IssueDocument",
    "KeepingCommand",
    "LeaveBundle",
    "MirrorCase",
    "NoteBundledCase",
    "NoteNumber",
    "NoteVoid",
    "OpenBundle",
    "OpenConsultation",
    "ParkErrorClass",
    "ParkingCommand",
    "PassOnOriginals",
    "ProposeRecall",
    "PublishCatalogue",
    "PublishDecision",
    "RaiseLevel",
    "RateConsultation",
    "RateService",
    "RecallPermit",
    "RecomputeAnswers",
    "RecomputeTerms",
    "RecordConveyance",
    "RecordDeliveryAttempt",
    "RecordFinding",
    "RecordInspection",
    "RecordOutboxIncident",
    "RecordPayment",
    "RecordReview",
    "RecordStep",
    "RecordUnmasking",
    "RefundFee",
    "RefundService",
    "RefuseAtDoor",
    "RegisterMandate",
    "RegisterNumber",
    "RejectApplication",
    "RejectMessage",
    "ReleaseParked",
    "ReplaceParked",
    "ReportConflict",
    "ReportExecution",
    "ReportOriginalsLost",
    "ReportStatement",
    "RequestHearing",
    "RequestNumber",
    "RequestRenewal",
    "RequestService",
    "RerouteWork",
    "ResolveVerification",
    "ReturnWork",
    "ReverseService",
    "RevokeDecision",
    "RevokeMandate",
    "SampleCase",
    "SignForOriginals",
    "StartSpecialProcedure",
    "SubmitCase",
    "SupplyMaterials",
    "SwitchCatalogue",
    "TakeOriginals",
    "TakeUpOutbox",
    "TellInterestedParties",
    "TerminateCase",
    "Tick",
    "UrgeCase",
    "VerifyCommitment",
    "VoidNumber",
    "WithdrawApplication",
    "WithdrawDemand",
    "WithholdPublication",
]
