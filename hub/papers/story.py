"""The story of a case as the journal tells it, and the documents that lie sealed behind it."""

from collections.abc import Iterable

import msgspec

from hub.documents.errors import DocumentAltered, DocumentError, DocumentMissing
from hub.documents.store import DocumentStore
from hub.domain.documents import DocumentReference
from hub.papers.occasions import Happening
from hub.unfit import Unfit
from hub.views.mentioned import documents_in
from hub.views.told import Told


def story_of(entries: Iterable[Told]) -> tuple[Happening, ...]:
    """Return what happened to a subject, from its journal entries in order."""
    return tuple(
        [
            Happening(
                fact=fact,
                at=told.at,
                who="时钟" if told.by_time else told.entry.command.sender,
                entry=f"{told.partition}-{told.entry.number}",
                catalogue=told.entry.catalogue,
            )
            for told in entries
            for fact in told.facts
        ]
    )


def documents_of(story: Iterable[Happening]) -> tuple[tuple[str, DocumentReference], ...]:
    """Return every document that the facts refer to, once, with the entry that says it first."""
    first: dict[bytes, tuple[str, DocumentReference]] = {}
    for each in story:
        for reference in documents_in(each.fact):
            first.setdefault(reference.digest, (each.entry, reference))
    return tuple(first.values())


def finding_of(reference: DocumentReference, store: DocumentStore) -> str:
    """Return in words whether what is stored is what the reference says; empty when it is.

    The digest is of the sealed bytes, so no key is needed, nor one that still exists.
    """
    try:
        store.verify(reference)
    except DocumentMissing:
        return "不在文书库中"
    except DocumentAltered:
        return "与登记的摘要不符"
    return ""


def name_on_form(story: Iterable[Happening], store: DocumentStore) -> str:
    """Return the applicant's name from the latest sealed form.

    Raises Unfit without the key, and for a form that is no JSON object with a name (申请人).
    """
    forms = [form for each in story if (form := getattr(each.fact, "form", None)) is not None]
    if not forms:
        raise Unfit("The case has no form with a name.", "Leave out --with-name.")
    try:
        return msgspec.json.decode(store.read(forms[-1]), type=_Form).name
    except DocumentError as error:
        raise Unfit(f"{error.sentence}.", f"{error.remedy}.") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unfit(f"The form says no name: {error}.", "Leave out --with-name.") from error


class _Form(msgspec.Struct):
    name: str = msgspec.field(name="申请人")
