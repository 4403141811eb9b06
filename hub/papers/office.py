"""The office's desk: renders and signs papers as the settings say."""

from functools import cached_property

from asn1crypto import x509

from hub.papers import signing
from hub.papers.code import signed_code
from hub.papers.paper import Paper, statement
from hub.papers.rendering import Renderer
from hub.papers.verifying import certificates
from hub.settings import Settings


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
        return signing.load(said.key, said.passphrase)

    @cached_property
    def renderer(self) -> Renderer:
        """The renderer with the office's font and templates; raises Unfit."""
        said = self._settings.papers
        return Renderer(family=said.font, fonts=said.fonts, templates=said.templates)

    def trusted(self) -> tuple[x509.Certificate, ...]:
        """The certificates trusted here: those that are set, and the office's own if it has one.

        Looking makes no development key where nobody has signed yet.
        """
        trust, development = self._settings.papers.trust, self._settings.development_signature_path
        has_one = self._settings.papers.key is not None or development.exists()
        own = (self.signer.certificate,) if has_one else ()
        return (*(certificates(trust) if trust else ()), *own)

    def make(self, paper: Paper, name: str | None = None) -> bytes:
        """Return the PDF of a paper, signed unless it is a draft; raises Unfit."""
        if paper.is_draft:
            return self.renderer.render(paper, statement(paper), name)
        code = signed_code(statement(paper), self.signer.key)
        return self.signer.sign(self.renderer.render(paper, code, name), paper)
