"""A paper as PDF/A-3 with embedded fonts: the same paper gives the same bytes.

The canonical form of the paper is attached as `paper.json`. PDF/A forbids characters without a
glyph, so a paper either shows every character or is not made.
"""

import io
import json
import re
import tempfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

import segno
import typst

from hub.papers.paper import Paper, digest, to_bytes
from hub.unfit import Unfit

FAMILY: Final = "Noto Serif CJK SC"
SHIPPED: Final = Path(__file__).parent / "templates"
STANDARD: Final = "a-3b"
ATTACHED: Final = "paper.json"
_PACKAGE = re.compile(r'(?:import|include)\s+"@')


class Renderer:
    """Fonts and templates of an office, read once. Raises Unfit when font or folder is missing.

    A template in `templates` named after the kind (`acceptance.typ`) or for all (`paper.typ`)
    comes before the shipped one; whatever else lies there can be included by it.
    """

    def __init__(
        self, *, family: str = FAMILY, fonts: Path | None = None, templates: Path | None = None
    ) -> None:
        self._family = family
        self._fonts = _fonts(fonts)
        self._templates = templates
        if templates is not None and not templates.is_dir():
            raise Unfit(
                f"There is no folder {templates} with templates of papers.",
                "Correct or unset LIANBAN_PAPERS__TEMPLATES.",
            )
        if family not in self._fonts.families():
            raise Unfit(
                f"The font {family}, in which papers are set, is not installed.",
                "Install it (Debian: apt-get install fonts-noto-cjk), or name a Chinese font with"
                " LIANBAN_PAPERS__FONT and the folder it is in with LIANBAN_PAPERS__FONTS.",
            )

    def render(self, paper: Paper, code: str, name: str | None = None) -> bytes:
        """Return the PDF, unsigned; `code` is for the QR code, `name` the addressee's if shown.

        Raises Unfit when a template has a mistake or a character has no glyph.
        """
        with tempfile.TemporaryDirectory(prefix="lianban-paper-") as folder:
            return self._compile(self._lay_out(Path(folder), paper, code, name), paper)

    def _lay_out(self, folder: Path, paper: Paper, code: str, name: str | None) -> Path:
        for source in (SHIPPED, self._templates):
            for file in _files_of(source):
                target = folder / file.relative_to(source or SHIPPED)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(_checked(file))
        (folder / ATTACHED).write_bytes(to_bytes(paper))
        (folder / "qr.svg").write_bytes(qr_code(code))
        shown = {
            "name": name,
            "draft": paper.is_draft,
            "digest": digest(paper).hex(),
            "family": self._family,
            "date": (paper.issued_on.year, paper.issued_on.month, paper.issued_on.day),
        }
        (folder / "data.json").write_text(json.dumps(shown, ensure_ascii=False), "utf-8")
        own = folder / f"{paper.kind.value.lower()}.typ"
        return own if own.exists() else folder / "paper.typ"

    def _compile(self, template: Path, paper: Paper) -> bytes:
        day = paper.issued_on
        try:
            made = typst.compile(
                template,
                root=template.parent,
                font_paths=self._fonts,
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=STANDARD,
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
        except typst.TypstError as error:
            raise Unfit(
                f"The template {template.name} gives no paper: {error.message}",
                " ".join(error.hints) or "Correct the template.",
            ) from error
        if not isinstance(made, bytes):
            raise TypeError("a PDF is one piece of bytes")
        return made


def qr_code(text: str) -> bytes:
    """Return a QR code (ISO/IEC 18004, level M, UTF-8) as SVG."""
    picture = io.BytesIO()
    code = segno.make(text, error="m", mode="byte", encoding="utf-8", micro=False)
    code.save(picture, kind="svg", xmldecl=False, border=2)
    return picture.getvalue()


@lru_cache(maxsize=4)
def _fonts(folder: Path | None) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=folder is None,
        include_embedded_fonts=False,
        font_paths=[folder] if folder else [],
    )


def _files_of(folder: Path | None) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []


def _checked(file: Path) -> bytes:
    """Return a template; raises Unfit for one that would fetch something from elsewhere."""
    data = file.read_bytes()
    if file.suffix == ".typ" and _PACKAGE.search(data.decode("utf-8", "replace")):
        raise Unfit(
            f"The template {file} loads a package from the network.",
            "Put what it needs into the folder of templates and import it from there.",
        )
    return data
