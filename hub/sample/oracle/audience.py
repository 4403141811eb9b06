"""Who hears of what: every kind of fact and the messages that it must put into which inboxes.

Said a second time and sharing no code with the hub's announcements: from the contracts
(`avro/schemas`, what each message is "to"); where they do not say who is left out, the rows follow
the hub. A kind that is not named here is a violation: whoever adds a fact says here who hears of
it, with an empty row if nobody does.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Fields = dict[str, Any]
Condition = Callable[[Fields], bool]


class Say(NamedTuple):
    """One message and its receivers: roles of the heading, or fields of the fact that name them.

    `WAITING` stands for street and submitter while neither decides, `OWNERS` for who owes the
    terms of the fact, `STEPS` for who owes a step to the deciding body.
    """

    message: str
    to: tuple[str, ...]
    but: tuple[str, ...] = ()
    """Who said it itself, and is not told."""
    when: Condition | None = None
    due: str = ""
    """The field of the message that is the last day of the fact's first term."""
    apart: frozenset[str] = frozenset()
    """Fields of one name that mean something else in the fact than in the message."""


WAITING, OWNERS, STEPS = "*waiting", "*owners", "*steps"
STREET, DECIDER, SUBMITTER = ("street",), ("decider",), ("submitter",)
FILERS = (*STREET, *SUBMITTER)
HANDLERS = (*DECIDER, *STREET)
ALL = (*STREET, *DECIDER, *SUBMITTER)
PROGRESS = "ProgressReported"
NOBODY: tuple[Say, ...] = ()


def _with_decider(fact: Fields) -> bool:
    return bool(fact["was_with_decider"])


def _from_outlet(fact: Fields) -> bool:
    """An operator's outlet took it, which does not decide it itself."""
    heading = fact["heading"]
    return heading["submitter"] not in {heading["street"], heading["decider"]}


def _not_own_word(fact: Fields) -> bool:
    return bool(fact["heading"]["submitter"] != fact["heading"]["street"])


def _goes_back(fact: Fields) -> bool:
    """The document has a way back: its issuer is not who took the application."""
    heading = fact["heading"]
    return heading["decider"] not in {heading["street"], heading["submitter"]} and bool(
        fact["document"]
    )


def _street_apart(fact: Fields) -> bool:
    heading = fact["heading"]
    return heading["street"] not in {heading["submitter"], heading["decider"]}


def _delivered_by_outlet(fact: Fields) -> bool:
    heading = fact["heading"]
    return _not_own_word(fact) and heading["decider"] == heading["submitter"]


def _delivered_by_street(fact: Fields) -> bool:
    heading = fact["heading"]
    return _not_own_word(fact) and heading["decider"] != heading["submitter"]


def _in_anothers_name(fact: Fields) -> bool:
    return fact["on_behalf_of"] is not None


def _own_acceptance(fact: Fields) -> bool:
    return fact["on_behalf_of"] is None


def _by_superior(fact: Fields) -> bool:
    return bool(fact["competent_body"])


def _by_decider(fact: Fields) -> bool:
    return not fact["competent_body"]


def _unreported(fact: Fields) -> bool:
    return bool(fact["unreported"])


def _reported(fact: Fields) -> bool:
    return not fact["unreported"]


def _another_asked(fact: Fields) -> bool:
    return bool(fact["asker"] != fact["department"])


def _asker_did_not_forward(fact: Fields) -> bool:
    return fact["asker"] not in {fact["former"], fact["department"]}


def _anothers_message(fact: Fields) -> bool:
    """A report that could not be delivered is not reported in its turn."""
    return bool(fact["administration"] != fact["organisation"])


OWED_STEPS = Say("StepAssigned", (STEPS,))
GIVEN_BACK = Say("DocumentReturned", STREET, when=_goes_back)
FAILED = (Say("ConveyanceReported", ("administration",), when=_anothers_message),)
FEE = (Say("FeeReported", (WAITING,)),)
CARD_STANDING = (Say("CardStandingReported", ("owner", "street")),)
ORIGINALS = (Say("OriginalsReported", STREET, but=("organisation",)),)
GROUND = frozenset({"ground"})

OF_CASES: dict[str, tuple[Say, ...]] = {
    "CaseReceived": (Say("CaseRegistered", STREET, when=_from_outlet, due="accept_by"),),
    "CaseMirrored": NOBODY,
    "ApplicationReplaced": (
        Say("ApplicationResubmitted", HANDLERS, but=SUBMITTER, when=_with_decider),
        Say(
            "ApplicationResubmitted",
            STREET,
            but=SUBMITTER,
            when=lambda fact: not _with_decider(fact),
        ),
    ),
    "TurnedAway": (Say(PROGRESS, HANDLERS, but=SUBMITTER),),
    "ApplicationInsisted": (
        Say("WrittenAnswerRequested", DECIDER, due="due_on"),
        Say(PROGRESS, STREET, when=_street_apart),
    ),
    "CaseForwarded": (Say("WorkAssigned", DECIDER),),
    "WorkAcknowledged": (Say(PROGRESS, STREET),),
    "WorkReturned": (Say("WorkSentBack", STREET),),
    "WorkRerouted": (Say("WorkTakenAway", ("street", "former")),),
    "PreliminaryReviewGiven": (Say(PROGRESS, SUBMITTER, but=STREET),),
    "CaseAccepted": (
        Say(PROGRESS, (WAITING,), when=_own_acceptance),
        Say(PROGRESS, ("on_behalf_of", "submitter"), but=STREET, when=_in_anothers_name),
        OWED_STEPS,
    ),
    "CaseDeemedAccepted": (Say(PROGRESS, ALL), OWED_STEPS),
    "ApplicationRejected": (Say(PROGRESS, (WAITING,)),),
    "StepRecorded": (Say(PROGRESS, STREET, but=DECIDER), OWED_STEPS),
    "CommitmentVerified": (Say("CommitmentChecked", (WAITING, "supervising")),),
    "CaseDecided": (Say("DecisionReturned", (WAITING,)),),
    "DocumentIssued": (GIVEN_BACK,),
    "ReceiptConfirmed": (Say(PROGRESS, DECIDER),),
    "DocumentDelivered": (
        Say(PROGRESS, STREET, when=_delivered_by_outlet),
        Say(PROGRESS, SUBMITTER, when=_delivered_by_street),
    ),
    "ApplicationWithdrawn": (
        Say("WorkWithdrawn", DECIDER, when=_with_decider),
        Say(PROGRESS, FILERS, when=_not_own_word),
    ),
    "CaseArchived": NOBODY,
    "DestructionApproved": (Say("DestructionReported", HANDLERS),),
    "FileDestroyed": (Say("DestructionReported", HANDLERS),),
    "ApplicantUnmasked": NOBODY,
    "DecisionPublished": (Say("PublicationReported", (WAITING,)),),
    "PublicationWithheld": NOBODY,
    "CorrectionNoticeIssued": (Say("CorrectionRequested", FILERS, but=("issuer",), due="due_on"),),
    "MaterialsSupplied": (
        Say("MaterialsForwarded", HANDLERS, but=("supplier",), when=_with_decider),
        Say(
            "MaterialsForwarded",
            STREET,
            but=("supplier",),
            when=lambda fact: not _with_decider(fact),
        ),
    ),
    "CorrectedOnTheSpot": (Say("MaterialsForwarded", STREET, but=("supplier",)),),
    "CaseTerminated": (Say(PROGRESS, (WAITING,)),),
    "InspectionRecorded": NOBODY,
    "DeliveryAttempted": NOBODY,
    "OverrideRecorded": NOBODY,
}
BESIDE_CASES: dict[str, tuple[Say, ...]] = {
    "InterestedPartiesTold": (Say("HearingOffered", (WAITING,), due="due_on"),),
    "HearingRequested": (Say("HearingAsked", HANDLERS, but=("organisation",), due="due_on"),),
    "SpecialProcedureStarted": (Say("ClockStopped", (WAITING,)),),
    "SpecialProcedureEnded": (Say("DeadlineMoved", (WAITING,)),),
    "DeadlineExtended": (Say("DeadlineMoved", (WAITING,)),),
    "OpinionAsked": (Say("OpinionRequested", ("departments",), due="due_on"),),
    "OpinionGiven": (Say("OpinionReceived", DECIDER),),
    "CaseUrged": (Say("UrgeReceived", ("owner",), due="due_on"),),
    "UrgeAnswered": (Say("UrgeReplied", ("urging",)),),
    "CardIssued": (Say("CardReported", ("owner", "street", "administration")),),
    "CardAppealed": (Say("CardAppealAssigned", ("administration",), due="decide_by"),),
    "CardAppealDecided": CARD_STANDING,
    "CardWithdrawn": CARD_STANDING,
    "TermLapsed": (Say("LapseReported", HANDLERS),),
    "TermsMoved": (Say("TermsReported", (OWNERS, "street")),),
    "MandateRegistered": (Say("AgentReported", FILERS, but=("organisation",)),),
    "MandateRevoked": (Say("AgentDismissed", FILERS, but=("organisation",)),),
    "ResponsibilityHandedOver": (
        Say("ResponsibilityReported", ("organisation", "street"), but=("former",)),
    ),
    "ActedInItsName": (Say("DoneInYourName", ("department",)),),
    "FeeDemanded": FEE,
    "DemandWithdrawn": FEE,
    "FeeRefunded": FEE,
    "PaymentRecorded": (Say("FeeReported", ALL, but=("organisation",)),),
    "OriginalsTaken": ORIGINALS,
    "OriginalsGivenBack": ORIGINALS,
    "OriginalsLost": ORIGINALS,
    "OriginalsSignedFor": (Say("OriginalsReported", ("street", "former"), but=("organisation",)),),
    "OriginalsPassedOn": (Say("OriginalsSent", ("organisation",), due="due_on"),),
    "OriginalsDue": (Say("OriginalsAwaited", ("organisation",), due="due_on"),),
    "NumberRequested": NOBODY,
    "DocumentNumbered": (Say("NumberGiven", ("issuer",)),),
    "DocumentNumberVoided": NOBODY,
    "BundledCaseMoved": NOBODY,
}
AFTER_DECISION: dict[str, tuple[Say, ...]] = {
    "DecisionRevoked": (
        Say("PermitEnded", (*ALL, "supervising"), when=_by_superior, apart=GROUND),
        Say("PermitEnded", (WAITING, "supervising"), when=_by_decider, apart=GROUND),
    ),
    "PermitRecalled": (Say("PermitEnded", (WAITING, "supervising"), apart=GROUND),),
    "PermitCancelled": (Say("PermitEnded", (WAITING, "supervising")),),
    "PermitExpired": (Say("PermitEnded", ALL),),
    "PermitAmended": (GIVEN_BACK,),
    "DocumentCorrected": (GIVEN_BACK,),
    "RenewalRequested": (Say("RenewalAssigned", DECIDER, but=STREET, due="due_on"),),
    "RenewalDecided": (Say("RenewalReported", (WAITING,)), GIVEN_BACK),
    "RenewalDeemedGranted": (Say("RenewalReported", ALL),),
    "ReviewRecorded": (Say("ReviewReported", HANDLERS, due="due_on"),),
    "OversightHandedOver": (Say("OversightAssigned", ("supervising",), due="confirm_by"),),
    "OversightConfirmed": (Say("OversightReported", HANDLERS, but=("supervising",)),),
    "FindingRecorded": (Say("FindingReported", HANDLERS, but=("supervising",)),),
    "CaseSampled": (Say("SampleReported", HANDLERS, but=("supervising",)),),
    "RecallProposed": (Say("RecallProposalReported", HANDLERS, but=("supervising",)),),
    "ServiceRated": (Say("RatingReported", ("owner",), due="due_on"),),
    "RatingAnswered": NOBODY,
    "RatingAppealed": (Say("RatingAppealReported", ("owner",), due="due_on"),),
    "RatingAppealDecided": (Say("RatingAppealAnswered", ("owner",)),),
    "ComplaintFiled": (Say("ComplaintReceived", ("owner",), due="due_on"),),
    "ComplaintAnswered": NOBODY,
}
OF_SERVICES: dict[str, tuple[Say, ...]] = {
    "ServiceRequested": (Say("ServiceAsked", DECIDER, but=SUBMITTER, due="report_by"),),
    "ServiceExecuted": (Say("ServiceReported", ("responsible",), but=DECIDER),),
    "ServiceFailed": (Say("ServiceReported", FILERS, but=DECIDER),),
    "ServiceToVerify": (
        Say("ServiceReported", ALL, when=_unreported),
        Say("ServiceReported", FILERS, but=DECIDER, when=_reported),
    ),
    "VerificationResolved": NOBODY,
    "ServiceReversed": (Say("ServiceReported", (*FILERS, "responsible"), but=DECIDER),),
    "RefundOpened": (Say("ServiceReported", (*FILERS, "responsible"), but=DECIDER),),
    "RefundConfirmed": (Say("ServiceReported", (*FILERS, "responsible"), but=DECIDER),),
    "StatementDiffers": (Say("ServiceReported", (*FILERS, "responsible"), but=DECIDER),),
    "StatementMatched": NOBODY,
}
OF_OTHERS: dict[str, tuple[Say, ...]] = {
    "QuestionAsked": (
        Say("QuestionReceived", ("department",), when=_another_asked, due="answer_by"),
    ),
    "QuestionForwarded": (
        Say("QuestionReceived", ("department",), due="answer_by"),
        Say("QuestionMoved", ("asker",), when=_asker_did_not_forward),
    ),
    "QuestionAnswered": (Say("AnswerGiven", ("asker",), when=_another_asked),),
    "AnswersMoved": (Say("AnswerDaysReported", (OWNERS, "asker")),),
    "QuestionCardIssued": (Say("QuestionCardReported", ("owner", "asker", "administration")),),
    "ConsultationRated": (Say("ConsultationRatingReported", ("owner",), due="due_on"),),
    "ConsultationRatingAnswered": (Say("ConsultationRatingReplied", ("rater",), but=("owner",)),),
    "ConsultationRatingAppealed": (
        Say("ConsultationRatingAppealReported", ("administration",), due="due_on"),
    ),
    "ConsultationRatingAppealDecided": (
        Say("ConsultationRatingAppealAnswered", ("owner", "rater")),
    ),
    "BundleOpened": (Say("BundleRegistered", ("street", "lead"), but=SUBMITTER),),
    "BundleCompleted": (Say("BundleEnded", ("submitter", "street", "lead")),),
    "BundledCaseNoted": NOBODY,
    "BundledCaseLeftOut": NOBODY,
    "CataloguePublished": (Say("CatalogueChanged", ("concerned",)),),
    "CatalogueSwitched": NOBODY,
    "MessageRejected": NOBODY,
    "OutboxTakenUp": NOBODY,
    "OutboxIncidentRecorded": (Say("OutboxIncidentReported", ("organisation", "administration")),),
    "ClockMoved": NOBODY,
    "TopicAdopted": NOBODY,
    "ErrorClassParked": NOBODY,
    "ParkedReleased": NOBODY,
    "ParkedReplaced": NOBODY,
    "ParkedDropped": NOBODY,
    "LevelRaised": NOBODY,
    "MessageReceipted": NOBODY,
    "MessageExpired": FAILED,
    "ReceiptMismatched": FAILED,
    "NumberAssigned": NOBODY,
    "NumberVoided": NOBODY,
    "NumberRegistered": NOBODY,
    "NumberConflicted": NOBODY,
}
HEARS: dict[str, tuple[Say, ...]] = (
    OF_CASES | BESIDE_CASES | AFTER_DECISION | OF_SERVICES | OF_OTHERS
)
MESSAGES = frozenset({say.message for says in HEARS.values() for say in says} | {"Answer"})
