"""Papers without a number: the summary of a case (案件摘要) and the guide of an item (办事指南)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from hub.catalogue.guide_page import guide_page
from hub.domain.calendar import local_day
from hub.domain.case import Case
from hub.domain.catalogue import Catalogue
from hub.domain.evolution import evolve
from hub.domain.speech import STATUSES
from hub.domain.subjects import State
from hub.domain.vocabulary import CardColour, Mode, OrganisationKind
from hub.papers.drafting import APPLICATIONS
from hub.papers.occasions import Happening
from hub.papers.paper import Paper, PaperKind, Table
from hub.papers.wording import APPEAL_OF_CONDUCT, DECISIONS, day, own_basis
from hub.views.timeline import TERM_MARK, details_of
from hub.views.words import LEGS, fact_word, local

MODES: Final[Mapping[Mode, str]] = {
    Mode.OWN: "街道本级",
    Mode.EMPOWERED: "依法赋权",
    Mode.ASSISTED: "帮办代办",
    Mode.OUTLET: "社区随身办",
}
_APART = frozenset({"设定依据", "救济途径"})


def summary_of(subject: str, story: Sequence[Happening], book: Catalogue) -> Paper | None:
    """Return the summary of a case up to the last of its facts; None for what is no case."""
    case = _folded(subject, story)
    if not isinstance(case, Case):
        return None
    heading, last = case.heading, story[-1]
    item = book.items.get(heading.item_code)
    issuer = _administration(book) or heading.street
    return Paper(
        kind=PaperKind.SUMMARY,
        title=PaperKind.SUMMARY.words,
        nth=1,
        number=None,
        issued_on=local_day(last.at),
        issuer=issuer,
        issuer_name=book.name_of(issuer),
        addressee=_applicant(story),
        subject=subject,
        business_number=heading.business_number,
        item_code=heading.item_code,
        item_name=item.name if item else heading.item_code,
        basis=own_basis(item),
        lines=_standing(case, book),
        paragraphs=(f"以下为台账记载的办理经过，截至条目{last.entry}。",),
        tables=(_timeline(story), *_open_terms(case, book)),
        appeal=APPEAL_OF_CONDUCT,
        entry=last.entry,
        catalogue=last.catalogue.hex(),
    )


def guide_of(book: Catalogue, code: str, on: date, catalogue: bytes = b"") -> Paper:
    """Return the guide of an item, dated as it says, else `on`; raises Refused (ITEM_UNKNOWN)."""
    page, item = guide_page(book, code), book.item(code)
    issuer = item.department or _administration(book)
    materials = ("序号", "材料名称", "要求", "形式", "出具单位", "样表")
    return Paper(
        kind=PaperKind.GUIDE,
        title=f"{page.name}办事指南",
        nth=1,
        number=None,
        issued_on=item.guide.dated_on or on,
        issuer=issuer,
        issuer_name=book.name_of(issuer),
        addressee="",
        subject="",
        business_number="",
        item_code=item.code,
        item_name=item.name,
        basis=own_basis(item),
        lines=(
            *[(label, value) for label, value in page.lines if label not in _APART],
            *((("指南版本", page.version),) if page.version else ()),
            ("目录版本", page.edition),
        ),
        tables=(
            Table(title="申请材料", header=materials, rows=page.materials),
            _listed("办理流程", page.steps),
            _listed("办理地点", page.places),
        ),
        appeal=item.guide.appeal,
        catalogue=catalogue.hex(),
    )


def _folded(subject: str, story: Sequence[Happening]) -> State | None:
    state: State | None = None
    for each in story:
        state = evolve(state, each.fact, subject)
    return state


def _standing(case: Case, book: Catalogue) -> tuple[tuple[str, str], ...]:
    heading = case.heading
    red = sum(card.colour is CardColour.RED for card in case.cards)
    said = (
        ("办理状态", STATUSES[case.status]),
        ("办理方式", MODES[heading.mode]),
        ("收件街道", book.name_of(heading.street) if heading.street else ""),
        ("决定机关", book.name_of(heading.decider)),
        ("受理日", day(case.acceptance.effective_on) if case.acceptance else ""),
        ("决定", DECISIONS[case.decision] if case.decision else ""),
        ("文号", "、".join(each.number for each in case.numbers if each.number)),
        ("红牌", str(red)),
    )
    return tuple([(label, value) for label, value in said if value])


def _timeline(story: Sequence[Happening]) -> Table:
    rows = [
        (
            local(each.at),
            each.who,
            fact_word(type(each.fact).__name__),
            "；".join(line.replace(TERM_MARK, "期限 ") for line in details_of(each.fact)),
            each.entry,
        )
        for each in story
    ]
    return Table(
        title="办理经过", header=("时间", "单位", "事项", "内容", "条目"), rows=tuple(rows)
    )


def _open_terms(case: Case, book: Catalogue) -> tuple[Table, ...]:
    rows = [
        (LEGS[each.term.leg], book.name_of(each.term.owner), day(each.term.due_on))
        for each in case.terms
    ]
    header = ("期限", "责任单位", "截止")
    return (Table(title="未结期限", header=header, rows=tuple(rows)),) if rows else ()


def _listed(title: str, lines: Sequence[str]) -> Table:
    rows = [(str(number), line) for number, line in enumerate(lines, 1)]
    return Table(title=title, header=("序号", "内容"), rows=tuple(rows))


def _applicant(story: Sequence[Happening]) -> str:
    found = (each.fact for each in reversed(story) if isinstance(each.fact, APPLICATIONS))
    return getattr(next(found, None), "applicant", "")


def _administration(book: Catalogue) -> str:
    leading = [
        code
        for code, each in book.organisations.items()
        if each.kind is OrganisationKind.ADMINISTRATION
    ]
    return min(leading, default="")
