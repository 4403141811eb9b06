"""Papers of stories of the domain, and readers that share no code with what made them."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp

from hub.domain import commands
from hub.domain.vocabulary import DocumentKind
from hub.papers.making import paper_of
from hub.papers.occasions import Happening, Occasion, occasions
from hub.papers.paper import Paper, PaperKind
from tests.domain.scenes import MONDAY, Story

SNAPSHOT = bytes(range(32))


def told(story: Story) -> tuple[Happening, ...]:
    """What happened in a story, an entry for each fact."""
    return tuple(
        [
            Happening(fact, getattr(fact, "at", MONDAY), "somebody", f"0-{number}", SNAPSHOT)
            for number, fact in enumerate(story.facts)
        ]
    )


def occasion(story: Story, kind: PaperKind, number: str | None = "文〔2026〕1号") -> Occasion:
    """The last occasion of a kind in a story, with a number of its issuer."""
    (*_, found) = [each for each in occasions("case-x", told(story)) if each.kind is kind]
    return replace(found, number=number)


def paper(story: Story, kind: PaperKind, number: str | None = "文〔2026〕1号") -> Paper:
    """The last paper of a kind in a story."""
    return paper_of(occasion(story, kind, number), story.book)


def numbered(story: Story, sender: str, kind: DocumentKind, number: str) -> Story:
    """Let an issuer ask for a number, and its register give one."""
    story.say(sender, commands.RequestNumber, kind=kind)
    note = commands.NoteNumber(case_id=story.subject, kind=kind, number=number)
    return story.when("hub", note)


def text_of(pdf: bytes) -> str:
    """All text of a PDF, without blanks and line breaks, read by pdfium."""
    document = pdfium.PdfDocument(pdf)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    # pdfium has a mark of its own for a hyphen at the end of a line.
    return "".join(words.replace("\u200b", "").replace("\x02", "-").split())


def codes_in(pdf: bytes) -> list[str]:
    """What the QR codes on the first page say, drawn by pdfium and read by ZXing."""
    picture = pdfium.PdfDocument(pdf)[0].render(scale=4).to_pil()
    return [each.text for each in zxingcpp.read_barcodes(picture)]


def attached(pdf: bytes) -> dict[str, bytes]:
    """The files attached to a PDF, by name, read by pdfium."""
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    found = [document.get_attachment(index) for index in range(document.count_attachments())]
    return {each.get_name(): bytes(each.get_data()) for each in found}


def folder_of(path: Path, **files: str) -> Path:
    """A folder of templates."""
    path.mkdir(exist_ok=True)
    for name, words in files.items():
        (path / f"{name}.typ").write_text(words, "utf-8")
    return path
