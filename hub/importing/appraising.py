"""The archive's word that a file is destroyed (销毁鉴定), with the appraisal that it rests on."""

from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import Final

from hub.documents.store import DocumentStore
from hub.domain.commands import ApproveDestruction
from hub.domain.vocabulary import AnswerKind
from hub.importing.acts import say
from hub.settings import Settings
from hub.unfit import Unfit

KIND: Final = "鉴定意见"
UNKNOWN_TYPE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """The case, the file of the appraisal, the head who agrees, who says it (staff references)."""

    case: str
    appraisal: Path
    approver: str
    actor: str


async def agree(settings: Settings, store: DocumentStore, word: Word) -> str:
    """Seal the appraisal, have the hub take the word, and return the journal entry that has it.

    It is sealed for the administration: it stays readable when the applicant's key is gone.
    `settings` name the broker. Raises Unfit: the hub refuses, with its rule and remedy, or is not
    reached; OSError: the file cannot be read.
    """
    with word.appraisal.open("rb") as file:
        reference = store.put(
            file,
            kind=KIND,
            media_type=guess_type(word.appraisal.name)[0] or UNKNOWN_TYPE,
            data_subject=settings.administration,
        )
    command = ApproveDestruction(
        case_id=word.case, appraisal=reference, approver=word.approver, actor=word.actor
    )
    (answer,) = await say(settings, [command], "archive")
    if answer.kind is not AnswerKind.DONE:
        said = f"{answer.rule or ''} {answer.sentence or ''}".strip() or answer.kind.value
        raise Unfit(f"The hub has not taken the word: {said}", answer.remedy or "")
    return answer.entry
