"""The service guide (办事指南) of an item, from the catalogue alone, by one template for all.

An office that wants other words puts templates of the same names into a folder of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    select_autoescape,
)

from hub.domain.catalogue import Catalogue, Row
from hub.domain.guides import DayKind, Fee, Item, MaterialRequirement, Requirement, Step
from hub.domain.lists import EVERY_STREET, EmpowermentForm, Execution
from hub.domain.vocabulary import MaterialForm

REQUIREMENTS = {
    Requirement.REQUIRED: "必须",
    Requirement.TOLERABLE: "可容缺后补",
    Requirement.COMMITMENT: "可告知承诺",
    Requirement.OPTIONAL: "可选",
}
FORMS = {
    MaterialForm.ORIGINAL: "原件",
    MaterialForm.COPY: "复印件",
    MaterialForm.ELECTRONIC: "电子件",
    MaterialForm.COMMITMENT: "承诺书",
}
EXECUTIONS = {Execution.INSTANT: "即时办结", Execution.RELAYED: "代收转办"}
EMPOWERMENTS = {EmpowermentForm.TRANSFERRED: "下放", EmpowermentForm.ENTRUSTED: "委托"}
UNITS = {DayKind.WORKING: "个工作日", DayKind.CALENDAR: "日"}


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What a guide says: name, labelled lines, materials (five cells each), steps, places."""

    name: str
    lines: tuple[tuple[str, str], ...]
    materials: tuple[tuple[str, ...], ...]
    steps: tuple[str, ...]
    places: tuple[str, ...]
    edition: str


def guide_page(book: Catalogue, code: str) -> GuidePage:
    """Return the guide of an item; raises Refused (ITEM_UNKNOWN)."""
    item = book.item(code)
    return GuidePage(
        name=item.name,
        lines=tuple((label, value) for label, value in _lines(book, item) if value),
        materials=tuple(
            _material(number, each) for number, each in enumerate(item.guide.materials, 1)
        ),
        steps=tuple(_step(book, each) for each in item.guide.steps),
        places=tuple(_places(book, item)),
        edition=book.edition,
    )


def render(page: GuidePage, form: str = "txt", templates: Path | None = None) -> str:
    """Return the page as `txt` or `html`; templates of an office's own folder come first."""
    own = [FileSystemLoader(templates)] if templates else []
    environment = Environment(
        loader=ChoiceLoader([*own, PackageLoader("hub.catalogue", "templates")]),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template(f"guide.{form}.j2").render(guide=page)


def _lines(book: Catalogue, item: Item) -> Iterator[tuple[str, str]]:
    yield "事项编码", item.implementation_code or item.code
    yield "决定机关", book.name_of(item.department) if item.department else ""
    yield "办理方式", "、".join(_modes(book, item))
    yield "设定依据", item.legal_basis
    yield "办理条件", item.guide.conditions
    yield "法定期限", _days(item.statutory_days, item)
    yield "承诺期限", "即时办结" if item.instant else _days(item.clock.promised_days, item)
    yield "收费", "、".join(map(_fee, item.fees)) or "不收费"
    yield "结果文书", item.result_document or ""
    yield "有效期", f"{item.validity_days}日" if item.validity_days else ""
    yield "监管单位", book.name_of(item.supervising) if item.supervising else ""
    yield "救济途径", item.guide.appeal


def _days(days: int | None, item: Item) -> str:
    return "" if days is None else f"{days}{UNITS[item.clock.unit]}"


def _fee(fee: Fee) -> str:
    amount = "按标准" if fee.amount_fen is None else f"{Decimal(fee.amount_fen) / 100:.2f}元"
    return f"{fee.name}{amount}({fee.legal_basis})"


def _modes(book: Catalogue, item: Item) -> Iterator[str]:
    if any(row.item == item.code for row in book.own):
        yield "街道本级"
    for row in book.empowered:
        if row.item == item.code:
            yield f"依法赋权({EMPOWERMENTS[row.form]},{row.instrument})"
    if any(row.item == item.code for row in book.assisted):
        yield "帮办代办"
    for execution in Execution:
        if any((row.item, row.execution) == (item.code, execution) for row in book.outlet):
            yield f"社区随身办({EXECUTIONS[execution]})"


def _material(number: int, each: MaterialRequirement) -> tuple[str, ...]:
    return str(number), each.name, REQUIREMENTS[each.requirement], FORMS[each.form], each.issuer


def _step(book: Catalogue, step: Step) -> str:
    who = "受理街道" if step.organisation == EVERY_STREET else book.name_of(step.organisation)
    return step.name + f"({who}" + (f",{step.limit_days}天)" if step.limit_days else ")")


def _places(book: Catalogue, item: Item) -> Iterator[str]:
    """Yield the counters and outlets where the lists let the item be asked for, with hours."""
    listed: list[Row] = [*book.own, *book.empowered, *book.assisted]
    streets = {street for row in listed if row.item == item.code for street in book.streets_of(row)}
    for counter in book.counters.values():
        if counter.street in streets:
            yield counter.name + (f",{counter.hours}" if counter.hours else "")
    kinds = {
        (street, row.outlet_kind)
        for row in book.outlet
        if row.item == item.code
        for street in book.streets_of(row)
    }
    for outlet in book.outlets.values():
        if (outlet.street, outlet.kind) in kinds:
            yield outlet.name
