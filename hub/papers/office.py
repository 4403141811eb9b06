"""The office's desk: renders and signs papers as the settings say, and reads a case's story."""

from collections.abc import Iterable
from functools import cached_property

import msgspec
from asn1crypto import x509

from hub.documents.errors import DocumentError
from hub.documents.store import DocumentStore
from hub.papers import signing
from hub.papers.code import signed_code
from hub.papers.occasions import Happening
from hub.papers.paper import Paper, statement
from hub.papers.rendering import Renderer
from hub.papers.verifying import certificates
from hub.settings import Settings
from hub.unfit import Unfit
from hub.views.told import Told


class Office:
    """What it takes to make papers, each thing read when it is first needed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def signer(self) -> signing.Signer:
        """The signer that is set, else the development signer; raises Unfit."""
        said = self._settings.papers
        if said.key is None:
            return signing.development(self._settings.development_signature_path)
        passphrase = said.passphrase.read_bytes().strip() if said.passphrase else None
        return signing.load(said.key, passphrase)

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer with the office's font and templates; raises Unfit."""
        said = self._settings.papers
        return Renderer(family=said.font, fonts=said.fonts, templates=said.templates)

    def trusted(self) -> tuple[x509.Certificate, ...]:
        """The certificates trusted here: those that are set, and the office's own."""
        trust = self._settings.papers.trust
        return (*(certificates(trust) if trust else ()), self.signer.certificate)

    def make(self, paper: Paper, name: str | None = None) -> bytes:
        """Return the PDF of a paper, signed unless it is a draft; raises Unfit."""
        if paper.is_draft:
            return self.renderer.render(paper, statement(paper), name)
        code = signed_code(statement(paper), self.signer.key)
        return self.signer.sign(self.renderer.render(paper, code, name), paper)


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
