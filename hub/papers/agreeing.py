"""Whether a paper says what the journal says: it is made anew from the facts and compared."""

from collections.abc import Sequence
from dataclasses import fields

from hub.domain.catalogue import Catalogue
from hub.papers.making import ForeignNumber, paper_of
from hub.papers.occasions import Happening, occasions
from hub.papers.paper import Paper, PaperKind
from hub.papers.telling import summary_of

FIELDS = {
    "title": "标题",
    "number": "文号",
    "issued_on": "日期",
    "issuer": "机关",
    "issuer_name": "机关名称",
    "addressee": "申请人",
    "business_number": "业务编号",
    "item_code": "事项编码",
    "item_name": "事项",
    "basis": "依据",
    "lines": "记载事项",
    "paragraphs": "正文",
    "tables": "附表",
    "appeal": "救济途径",
    "entry": "台账条目",
    "catalogue": "目录版本",
}


def disagreements(paper: Paper, story: Sequence[Happening], book: Catalogue) -> tuple[str, ...]:
    """Return in words what the facts of its case say otherwise; nothing when they agree."""
    anew = _made_anew(paper, story, book)
    if anew is None:
        return (f"台账中没有这份{paper.kind.words}所依据的记载",)
    different = [
        field.name
        for field in fields(Paper)
        if getattr(paper, field.name) != getattr(anew, field.name)
    ]
    return tuple([_word(name, paper, anew) for name in different])


def _made_anew(paper: Paper, story: Sequence[Happening], book: Catalogue) -> Paper | None:
    if paper.kind is PaperKind.SUMMARY:
        places = [index for index, each in enumerate(story, 1) if each.entry == paper.entry]
        return summary_of(paper.subject, story[: places[-1]], book) if places else None
    for occasion in occasions(paper.subject, story):
        if (occasion.kind, occasion.nth) == (paper.kind, paper.nth):
            try:
                return paper_of(occasion, book)
            except ForeignNumber:
                return None
    return None


def _word(name: str, paper: Paper, anew: Paper) -> str:
    said, known = getattr(paper, name), getattr(anew, name)
    label = FIELDS.get(name, name)
    if isinstance(said, tuple):
        return f"{label}与台账不同"
    return f"{label}：文书为“{said or '无'}”，台账为“{known or '无'}”"
