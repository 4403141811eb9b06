"""Destroying the key of a person: first the hub's word for each file, then the key itself.

The hub decides each file in its turn, so that nothing can be said of a case between its word and
the destruction: from then on the case takes nothing more. The key goes last, after another look at
the journal; whatever stops before that is gone on with by the same command.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Final

from hub.documents.errors import DocumentError
from hub.documents.store import DocumentStore
from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.commands import DestroyFile
from hub.domain.documents import DocumentReference
from hub.domain.vocabulary import AnswerKind
from hub.importing.acts import say
from hub.settings import Settings
from hub.unfit import Unfit
from hub.views.erasing import Concerned, Erasure, person_of
from hub.views.reading import read_journal

_REMEMBERED: Final = 1 << 16
"""Of how many documents it is remembered for whom they are sealed: facts of a case repeat them."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who destroys, and who sees it done; staff references."""

    actor: str
    witness: str


async def erasure_of(settings: Settings, store: DocumentStore, subject: str) -> Erasure:
    """Return what the destruction of the key behind a case would mean now.

    `settings` name the broker. Reads the whole journal, and the first bytes of every document that
    it refers to. Raises Unfit: no such case, or one of nobody.
    """
    person = await _person(settings, subject)
    concerned = Concerned(person, lru_cache(_REMEMBERED)(partial(_sealed_for, store)))
    async for told in read_journal(settings):
        concerned.take(told)
    return concerned.found(local_day(datetime.now(UTC)))


async def destroy(
    settings: Settings, store: DocumentStore, subject: str, hands: Hands
) -> tuple[Erasure, bool]:
    """Destroy the key behind a case; return what that meant and whether there still was a key.

    Raises Unfit: something still needs the key, before or after the hub gave its word; the hub
    refused.
    """
    planned = await erasure_of(settings, store, subject)
    must_be_free(planned)
    await _give_up(settings, planned.agreed, hands)
    erasure = await erasure_of(settings, store, subject)
    must_be_free(erasure)
    if erasure.agreed:
        raise Unfit(
            f"The hub has not given its word for {', '.join(erasure.agreed)}.",
            "Give the same command again.",
        )
    return erasure, store.destroy_key(erasure.person)


def must_be_free(erasure: Erasure) -> None:
    """Raise Unfit, with rule, place and remedy of the first, if something still needs the key."""
    if not erasure.holders:
        return
    first, others = erasure.holders[0], len(erasure.holders) - 1
    more = f" ({others} more: see them without --yes)" if others else ""
    raise Unfit(
        f"{first.subject} keeps the key: {first.why.rule.code} {first.why.sentence}{more}",
        first.why.remedy,
    )


async def _person(settings: Settings, subject: str) -> str:
    case = None
    async for told in read_journal(settings, subject):
        case = told.after
    if not isinstance(case, Case):
        raise Unfit(
            f"The journal has no case {subject}.",
            "A business number needs --of with the code of the organisation that submitted it.",
        )
    person = person_of(case)
    if person is None:
        raise Unfit(f"{subject} is a case of nobody.", "There is no key to destroy.")
    return person


async def _give_up(settings: Settings, cases: tuple[str, ...], hands: Hands) -> None:
    """Have the hub give its word for each file; Unfit with the first that it refuses."""
    if not cases:
        return
    commands = [
        DestroyFile(case_id=case, witness=hands.witness, actor=hands.actor) for case in cases
    ]
    answers = await say(settings, commands, "keys")
    for case, answer in zip(cases, answers, strict=True):
        if answer.kind is not AnswerKind.DONE:
            raise Unfit(
                f"The file of {case} was not destroyed: {answer.kind.value} "
                f"{answer.rule or ''} {answer.sentence or ''}".rstrip()
                + ".",
                answer.remedy or "See with `lianban parked list` whether the case waits.",
            )


def _sealed_for(store: DocumentStore, reference: DocumentReference) -> str | None:
    """Return for whom a document is sealed; None for what is not (or is no more) in this store."""
    try:
        return store.data_subject_of(reference)
    except DocumentError:
        return None
