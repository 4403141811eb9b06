"""Seeing an applicant: masked, or by name for a reason once the journal has who looks."""

from typing import TYPE_CHECKING, NamedTuple

from hub.settings import load
from hub.unfit import Unfit

if TYPE_CHECKING:
    from hub.domain.inbox import Answer
    from hub.papers.occasions import Happening


class Look(NamedTuple):
    """Who looks (a staff reference), and why (a code)."""

    actor: str
    reason: str


def name_of(subject: str, story: "tuple[Happening, ...]", look: Look) -> str:
    """Return the applicant's name, unsealed, after the hub has recorded who looks and why.

    Raises Unfit: the hub does not record it, there is no key, there is no name.
    """
    from hub.documents.store import DocumentStore
    from hub.domain.vocabulary import AnswerKind
    from hub.papers.story import name_on_form

    answer = _recorded(subject, look)
    if answer.kind is not AnswerKind.DONE:
        said = f"{answer.rule or ''} {answer.sentence or ''}".strip() or answer.kind.value
        raise Unfit(f"The look is not recorded, so nothing is shown: {said}", answer.remedy or "")
    settings = load()
    with DocumentStore(settings.document_url, settings.keys_path) as store:
        return name_on_form(story, store)


def masked_name_of(story: "tuple[Happening, ...]") -> str:
    """Return the applicant's name masked (张*), "" where there is no form, or no key to it here."""
    from hub.documents.errors import DocumentError
    from hub.documents.store import DocumentStore
    from hub.papers.masking import masked
    from hub.papers.story import name_on_form

    settings = load()
    if not settings.keys_path.exists():
        return ""
    try:
        with DocumentStore(settings.document_url, settings.keys_path) as store:
            return masked(name_on_form(story, store))
    except (DocumentError, Unfit):
        return ""


def _recorded(subject: str, look: Look) -> "Answer":
    from hub.cli.interrupt import run
    from hub.cli.reach import reach_hub
    from hub.cli.steps import Steps
    from hub.domain.commands import RecordUnmasking
    from hub.importing.acts import say

    settings = load()
    word = RecordUnmasking(case_id=subject, reason=look.reason, actor=look.actor)

    async def record() -> "Answer":
        with Steps("Recording the look") as steps:
            async with reach_hub(settings, None, steps) as bootstrap:
                kafka = settings.kafka.model_copy(update={"bootstrap": bootstrap})
                at = settings.model_copy(update={"kafka": kafka})
                (answer,) = await say(at, [word], "unmask")
                return answer

    return run(record())
