"""To which subject a command belongs; the subject is its key."""

from collections.abc import Callable, Mapping
from typing import Any

from hub.domain.commands import (
    AnswerConsultationRating,
    AnswerQuestion,
    AppealConsultationRating,
    AskMentor,
    Command,
    DecideConsultationRatingAppeal,
    DropParked,
    ForwardQuestion,
    HandleInstantCase,
    LeaveBundle,
    MirrorCase,
    NoteBundledCase,
    OpenBundle,
    OpenConsultation,
    PublishCatalogue,
    RateConsultation,
    RecomputeAnswers,
    RecordConveyance,
    RecordOutboxIncident,
    RefuseAtDoor,
    RejectMessage,
    ReleaseParked,
    ReplaceParked,
    RequestService,
    SubmitCase,
    TakeUpOutbox,
    VoidNumber,
)
from hub.domain.commands.appraising import AppraisingCommand
from hub.domain.identity import (
    CATALOGUE_REGISTER,
    bundle_subject,
    case_id,
    issuer_subject,
    organisation_subject,
    question_subject,
)

_OPENING = (SubmitCase, HandleInstantCase, RequestService, MirrorCase, RefuseAtDoor)


def subject_of(command: Command, sender: str) -> str:
    """Return the subject a command belongs to, which is its key.

    Raises ValueError for what goes to partitions rather than to a subject of its own.
    """
    address = _ADDRESSES.get(type(command))
    if address is not None:
        return address(command, sender)
    case: str | None = getattr(command, "case_id", None)
    if case is None:
        raise ValueError(f"{type(command).__name__} is addressed to partitions")
    return case


def new_subject(command: Command) -> bool:
    """Return whether a command opens a case: that is when the catalogue in force is pinned."""
    return isinstance(command, _OPENING)


def _numbered(
    command: SubmitCase | HandleInstantCase | MirrorCase | RefuseAtDoor, sender: str
) -> str:
    return case_id(sender, command.business_number)


def _requested(command: RequestService, sender: str) -> str:
    return case_id(sender, command.idempotency_key)


def _published(command: PublishCatalogue, sender: str) -> str:
    del command, sender
    return CATALOGUE_REGISTER


def _of_organisation(
    command: RejectMessage | TakeUpOutbox | RecordOutboxIncident | RecordConveyance, sender: str
) -> str:
    del sender
    return organisation_subject(command.organisation)


def _voided(command: VoidNumber, sender: str) -> str:
    return issuer_subject(sender, command.kind.value, command.year)


def _asked(command: AskMentor | OpenConsultation, sender: str) -> str:
    return question_subject(sender, command.number)


def _of_question(
    command: ForwardQuestion | AnswerQuestion | RecomputeAnswers | AppraisingCommand, sender: str
) -> str:
    del sender
    return command.question_id


def _bundled(command: OpenBundle, sender: str) -> str:
    return bundle_subject(sender, command.number)


def _of_bundle(command: LeaveBundle | NoteBundledCase, sender: str) -> str:
    del sender
    return command.bundle_id


def _parked(command: ReleaseParked | DropParked, sender: str) -> str:
    del sender
    return command.held_at or command.subject


def _replaced(command: ReplaceParked, sender: str) -> str:
    del sender
    return command.subject


_ADDRESSES: Mapping[type, Callable[[Any, str], str]] = {
    SubmitCase: _numbered,
    HandleInstantCase: _numbered,
    MirrorCase: _numbered,
    RefuseAtDoor: _numbered,
    RequestService: _requested,
    PublishCatalogue: _published,
    RejectMessage: _of_organisation,
    TakeUpOutbox: _of_organisation,
    RecordOutboxIncident: _of_organisation,
    RecordConveyance: _of_organisation,
    VoidNumber: _voided,
    AskMentor: _asked,
    OpenConsultation: _asked,
    ForwardQuestion: _of_question,
    AnswerQuestion: _of_question,
    RecomputeAnswers: _of_question,
    RateConsultation: _of_question,
    AnswerConsultationRating: _of_question,
    AppealConsultationRating: _of_question,
    DecideConsultationRatingAppeal: _of_question,
    OpenBundle: _bundled,
    LeaveBundle: _of_bundle,
    NoteBundledCase: _of_bundle,
    ReleaseParked: _parked,
    DropParked: _parked,
    ReplaceParked: _replaced,
}
