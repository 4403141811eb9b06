"""The service guide (办事指南) of an item, from the catalogue alone, by one template for all.

An office that wants other words puts templates of the same names into a folder of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    select_autoescape,
)

from hub.catalogue.opening_hours import said
from hub.catalogue.words import word
from hub.domain.catalogue import Catalogue, Row
from hub.domain.guides import DayKind, Fee, Item, MaterialRequirement, Step
from hub.domain.lists import EVERY_STREET, EmpoweredRow, Execution
from hub.domain.places import Counter, Outlet

UNITS = {DayKind.WORKING: "个工作日", DayKind.CALENDAR: "日"}


@dataclass(frozen=True, slots=True)
class GuidePage:
    """What a guide says: name, labelled lines, materials (six cells each), steps, places.

    `edition` names the catalogue, `version` the guide itself with its date.
    """

    name: str
    lines: tuple[tuple[str, str], ...]
    materials: tuple[tuple[str, ...], ...]
    steps: tuple[str, ...]
    places: tuple[str, ...]
    edition: str
    version: str


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
        version=_version(item),
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
    yield "事项类型", word(item.type)
    yield "行使层级", word(item.level) if item.level else ""
    yield "实施主体", _who(book, item.body, f"({word(item.nature)})")
    yield "决定机关", _decider(book, item)
    yield "服务对象", _words(item.applicants)
    yield "办理方式", "、".join(_modes(book, item))
    yield "办理形式", _words(item.channels)
    yield "本人到场", "须申请人本人到场,不得代办" if item.in_person else ""
    yield "业务系统", item.system
    yield "设定依据", item.legal_basis
    yield "办理条件", item.guide.conditions
    yield "办理流程", item.guide.process
    yield "期限起算", _start(item)
    yield "法定期限", _days(item.statutory_days, item)
    yield "期限依据", item.clock.source
    yield "承诺期限", "即时办结" if item.instant else _days(item.clock.promised_days, item)
    yield "延长期限", _extension(item)
    yield "收费", "、".join(map(_fee, item.fees)) or "不收费"
    yield "结果文书", item.result_document or ""
    yield "有效期", f"{item.validity_days}日" if item.validity_days else ""
    yield "送达方式", _words(item.delivery)
    yield "监管单位", _who(book, item.supervising)
    yield "办理时间", item.guide.times
    yield "办理地址", item.guide.place
    yield "咨询电话", item.guide.phone
    yield "救济途径", item.guide.appeal
    yield "保管期限", word(item.retention) if item.retention else ""


def _version(item: Item) -> str:
    dated = f"({item.guide.dated_on.isoformat()})" if item.guide.dated_on else ""
    return item.guide.version + dated


def _decider(book: Catalogue, item: Item) -> str:
    """Say who decides: the street what is empowered to it, otherwise as the item names it."""
    empowered = any(row.item == item.code for row in book.empowered)
    return _who(book, EVERY_STREET if empowered else item.department)


def _who(book: Catalogue, code: str | None, beside: str = "") -> str:
    if not code:
        return ""
    return ("受理街道" if code == EVERY_STREET else book.name_of(code)) + beside


def _words(members: Iterable[StrEnum]) -> str:
    return "、".join([word(each) for each in members])


def _start(item: Item) -> str:
    timed = item.statutory_days is not None or bool(item.clock.promised_days)
    return word(item.clock.starts) if timed and not item.instant else ""


def _extension(item: Item) -> str:
    days = item.extension_days
    return "" if days is None else f"经{word(item.extended_by)}批准可延长{_days(days, item)}"


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
            yield f"依法赋权({_empowerment(book, row)})"
    if any(row.item == item.code for row in book.assisted):
        yield "帮办代办"
    for execution in Execution:
        if any((row.item, row.execution) == (item.code, execution) for row in book.outlet):
            yield f"社区随身办({word(execution)})"


def _empowerment(book: Catalogue, row: EmpoweredRow) -> str:
    name = f"以{_who(book, row.in_name_of)}名义" if row.in_name_of else ""
    seal = f"加盖{row.seal}" if row.seal else ""
    return ",".join(each for each in (word(row.form), row.instrument, name, seal) if each)


def _material(number: int, each: MaterialRequirement) -> tuple[str, ...]:
    asked = word(each.requirement), word(each.form)
    return str(number), each.name, *asked, each.issuer, each.sample


def _step(book: Catalogue, step: Step) -> str:
    who = "受理街道" if step.organisation == EVERY_STREET else book.name_of(step.organisation)
    return step.name + f"({who}" + (f",{step.limit_days}天)" if step.limit_days else ")")


def _places(book: Catalogue, item: Item) -> Iterator[str]:
    """Yield the counters and outlets where the lists let the item be asked for, with hours."""
    listed: list[Row] = [*book.own, *book.empowered, *book.assisted]
    streets = {street for row in listed if row.item == item.code for street in book.streets_of(row)}
    for counter in book.counters.values():
        if counter.street in streets:
            yield _place(counter)
    kinds = {
        (street, row.outlet_kind)
        for row in book.outlet
        if row.item == item.code
        for street in book.streets_of(row)
    }
    for outlet in book.outlets.values():
        if (outlet.street, outlet.kind) in kinds:
            yield _place(outlet)


def _place(place: Counter | Outlet) -> str:
    phone = f"电话{place.phone}" if place.phone else ""
    return ",".join([each for each in (place.name, place.place, said(place.hours), phone) if each])
