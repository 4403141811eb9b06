"""Papers as PDF: all words are there, the same bytes each time, an office's own templates."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from hub.papers.code import signed_code
from hub.papers.making import paper_of
from hub.papers.occasions import occasions
from hub.papers.paper import Paper, PaperKind, digest, statement, to_bytes
from hub.papers.rendering import SHIPPED, Renderer
from hub.papers.telling import guide_of, summary_of
from hub.unfit import Unfit
from tests.domain import scenes
from tests.domain.scenes import ASSISTED, BOOK, MONDAY
from tests.papers.desk import attached, codes_in, folder_of, paper, text_of, told

ACCEPTANCE = paper(scenes.accepted(), PaperKind.ACCEPTANCE)

AGAIN = """
import hashlib
from tests.papers.test_rendering import ACCEPTANCE, rendered
print(hashlib.sha256(rendered(ACCEPTANCE)).hexdigest())
"""


def rendered(made: Paper, templates: Path | None = None, name: str | None = None) -> bytes:
    """The PDF of a paper."""
    return Renderer(templates=templates).render(made, statement(made), name)


def summary() -> Paper:
    """The summary of a delivered case."""
    made = summary_of("case-x", told(scenes.delivered()), BOOK)
    assert made is not None
    return made


def everything() -> list[Paper]:
    """Some paper of each kind that an ordinary case has, a summary and a guide."""
    found = occasions("case-x", told(scenes.delivered()))
    guide = guide_of(BOOK, ASSISTED, MONDAY.date())
    return [*[paper_of(each, BOOK) for each in found], summary(), guide]


@pytest.mark.parametrize("made", everything(), ids=lambda made: str(made.kind))
def test_all_that_a_paper_says_can_be_read(made: Paper) -> None:
    """Another reader finds every word of the content in the text of the PDF."""
    text = text_of(rendered(made))
    cells = [cell for table in made.tables for row in table.rows for cell in row]
    wanted = [made.title, made.issuer_name, made.appeal, *made.basis, *made.paragraphs, *cells]
    wanted += [value for _, value in made.lines]
    missing = [each for each in wanted if "".join(each.split()) not in text]
    assert not missing


def test_the_same_paper_is_the_same_bytes() -> None:
    """Rendered twice, and by another process, a paper is byte for byte the same."""
    again = subprocess.run(
        [sys.executable, "-c", AGAIN], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    once = rendered(ACCEPTANCE)
    assert once == rendered(ACCEPTANCE)
    assert again.stdout.strip() == hashlib.sha256(once).hexdigest()


def test_the_code_on_the_page_names_the_paper() -> None:
    """The QR code of the drawn page, read by another library, is the statement."""
    (code,) = codes_in(rendered(ACCEPTANCE))
    assert code == statement(ACCEPTANCE)
    assert f"摘要 {digest(ACCEPTANCE).hex()}" in code


def test_the_content_is_attached() -> None:
    """The canonical content lies in the PDF byte for byte."""
    assert attached(rendered(ACCEPTANCE)) == {"paper.json": to_bytes(ACCEPTANCE)}


def test_a_draft_is_marked() -> None:
    """Without a number the page itself says that it is no paper."""
    bare = paper(scenes.accepted(), PaperKind.ACCEPTANCE, number=None)
    text = text_of(rendered(bare))
    assert "草稿" in text
    assert "未编号，不具效力" in text
    assert "草稿" not in text_of(rendered(ACCEPTANCE))


def test_a_name_is_shown_only_when_given() -> None:
    """The addressee is a reference unless somebody who holds the key gives the name."""
    assert "申请人（代号p-0001）" in text_of(rendered(ACCEPTANCE))
    named = text_of(rendered(ACCEPTANCE, name="赵晓岚"))
    assert "赵晓岚：" in named
    assert "p-0001" not in named


def test_an_office_has_its_own_template(tmp_path: Path) -> None:
    """A template of the kind's name comes before the shipped one; other kinds keep theirs."""
    words = '#let paper = json("/paper.json")\n#set document(date: datetime(year: 2026, month: 9,'
    words += ' day: 14))\n#set text(font: "Noto Serif CJK SC", lang: "zh")\n本局版式 #paper.number'
    own = folder_of(tmp_path / "own", acceptance=words)
    assert text_of(rendered(ACCEPTANCE, own)) == "本局版式文〔2026〕1号"
    receipt = paper(scenes.received(), PaperKind.RECEIPT)
    assert rendered(receipt, own) == rendered(receipt)


def test_an_office_changes_the_shipped_template(tmp_path: Path) -> None:
    """A changed copy of the shipped template is used for all kinds."""
    changed = (SHIPPED / "paper.typ").read_text("utf-8").replace("救济途径：", "权利告知：")
    text = text_of(rendered(ACCEPTANCE, folder_of(tmp_path / "own", paper=changed)))
    assert "权利告知：" in text
    assert "救济途径：" not in text


def test_a_folder_of_templates_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A mistyped folder does not silently mean the shipped templates."""
    with pytest.raises(Unfit, match="no folder") as missing:
        Renderer(templates=tmp_path / "typo")
    assert "LIANBAN_PAPERS__TEMPLATES" in missing.value.remedy


def test_a_mistake_in_a_template_is_named(tmp_path: Path) -> None:
    """What is wrong with a template is said with the file's name."""
    own = folder_of(tmp_path / "own", acceptance="#unknown")
    with pytest.raises(Unfit, match=r"^The template acceptance\.typ gives no paper: unknown var"):
        rendered(ACCEPTANCE, own)


def test_a_template_fetches_nothing(tmp_path: Path) -> None:
    """A template that would load a package from the network is refused before it is run."""
    own = folder_of(tmp_path / "own", acceptance='#import "@preview/tiaoma:0.3.0": *')
    with pytest.raises(Unfit, match="loads a package from the network"):
        rendered(ACCEPTANCE, own)


def test_a_missing_font_is_said_with_its_remedy(tmp_path: Path) -> None:
    """Without a Chinese font there is a sentence and what to install, no page of boxes."""
    with pytest.raises(Unfit, match=r"^The font Noto Serif CJK SC.* not installed") as missing:
        Renderer(fonts=tmp_path)
    assert "apt-get install fonts-noto-cjk" in missing.value.remedy


def test_a_character_without_a_glyph_is_refused() -> None:
    """A character that the font lacks stops the paper; it is never left out or drawn as a box."""
    with pytest.raises(Unfit, match="could not be displayed"):
        rendered(ACCEPTANCE, name="赵\ue000")


def test_the_summary_tells_the_whole_case() -> None:
    """案件摘要: each fact has a row, in order, with its entry in the journal."""
    made = summary()
    timeline = made.tables[0]
    assert [row[2] for row in timeline.rows][:3] == ["收件", "转报", "受理"]
    assert timeline.rows[-1][2] == "送达"
    assert ("办理状态", "已送达") in made.lines
    assert not made.is_draft


def test_the_guide_is_that_of_the_catalogue() -> None:
    """办事指南: materials, steps, places and the edition, as in text and HTML."""
    made = guide_of(BOOK, ASSISTED, MONDAY.date())
    assert made.title == "排水许可办事指南"
    assert [row[1] for row in made.tables[0].rows] == ["申请表", "管网图", "水质报告"]
    assert ("目录版本", BOOK.edition) in made.lines


def test_a_code_without_a_key_is_the_bare_statement() -> None:
    """Where nobody can sign, the code claims nothing."""
    assert signed_code(statement(ACCEPTANCE), None) == statement(ACCEPTANCE)
