"""What makes a catalogue unlawful or unusable: every fault at once, with file, row and reason."""

import re
from collections.abc import Iterator, Mapping

from hub.domain.catalogue import Catalogue, Row
from hub.domain.faults import Fault, Rows, Severity
from hub.domain.guides import NEVER_APPLIED_FOR, BodyNature, Item
from hub.domain.lists import (
    EVERY_STREET,
    Audience,
    EmpoweredRow,
    EmpowermentForm,
    Execution,
    GuideDirectory,
    OutletRow,
    OwnRow,
)
from hub.domain.publishing_bundles import bundles_faults
from hub.domain.publishing_doubts import doubts
from hub.domain.publishing_items import items_faults
from hub.domain.publishing_keys import keys_faults
from hub.domain.publishing_members import members_faults
from hub.domain.publishing_people import people_faults
from hub.domain.vocabulary import OrganisationKind

ORGANISATION_CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")

ACCEPTANCE_DAYS = 5
"""Licensing Law, Art. 32; a catalogue may not give more."""

_LIST_FILES = ("own", "empowered", "assisted", "outlet_list")


def validate(catalogue: Catalogue, rows: Rows | None = None) -> tuple[Fault, ...]:
    """Return everything that is wrong with a catalogue; without an ERROR it may be published."""
    where = rows or Rows()
    return (
        *_organisations(catalogue, where),
        *_places(catalogue, where),
        *items_faults(catalogue, where),
        *_lists(catalogue, where),
        *_empowerments(catalogue, where),
        *_handed_over(catalogue, where),
        *_outlet_list(catalogue, where),
        *bundles_faults(catalogue, where),
        *_settings(catalogue),
        *people_faults(catalogue, where),
        *keys_faults(catalogue, where),
        *members_faults(catalogue, where),
        *doubts(catalogue, where),
    )


def errors(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return the faults that keep a catalogue from being published."""
    return tuple([fault for fault in faults if fault.severity is Severity.ERROR])


def _organisations(book: Catalogue, where: Rows) -> Iterator[Fault]:
    for code, organisation in book.organisations.items():
        row = where.of("organisations.csv", code)
        if not ORGANISATION_CODE.fullmatch(code):
            yield Fault(
                file="organisations.csv", row=row, column="code", reason=f"单位代码{code}不合规"
            )
        if not organisation.name:
            yield Fault(file="organisations.csv", row=row, column="name", reason="单位没有名称")


def _places(book: Catalogue, where: Rows) -> Iterator[Fault]:
    for code, street in book.streets.items():
        row = where.of("streets.csv", code)
        if not _is_kind(book, code, OrganisationKind.STREET):
            yield Fault(
                file="streets.csv", row=row, column="code", reason=f"{code}不是目录中的街道单位"
            )
        if not re.fullmatch(r"\d{9}", street.area_code):
            reason = f"街道区划代码{street.area_code}应为9位数字"
            yield Fault(file="streets.csv", row=row, column="area_code", reason=reason)
    for code, community in book.communities.items():
        row = where.of("communities.csv", code)
        yield from _on_a_street(book, "communities.csv", row, community.street)
        if not re.fullmatch(r"\d{12}", community.area_code):
            reason = f"社区区划代码{community.area_code}应为12位数字"
            yield Fault(file="communities.csv", row=row, column="area_code", reason=reason)
    for code, counter in book.counters.items():
        yield from _on_a_street(
            book, "counters.csv", where.of("counters.csv", code), counter.street
        )
    yield from _outlets(book, where)


def _outlets(book: Catalogue, where: Rows) -> Iterator[Fault]:
    for code, outlet in book.outlets.items():
        file, row = "outlets.csv", where.of("outlets.csv", code)
        yield from _on_a_street(book, file, row, outlet.street)
        runs_outlets = (OrganisationKind.OPERATOR, OrganisationKind.STREET)
        if not _is_kind(book, outlet.operator, *runs_outlets):
            reason = f"运营单位{outlet.operator}不在目录中或不能运营服务点"
            yield Fault(file=file, row=row, column="operator", reason=reason)
        if code in book.counters:
            yield Fault(file=file, row=row, column="code", reason=f"{code}已用作窗口代码")
        community = book.communities.get(outlet.community or "")
        if outlet.community and (community is None or community.street != outlet.street):
            reason = f"社区{outlet.community}不属于该街道"
            yield Fault(file=file, row=row, column="community", reason=reason)


def _lists(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Check what every list must keep: known items and streets, no twin, never a penalty."""
    lists: Mapping[str, tuple[Row, ...]] = dict(
        zip(_LIST_FILES, (book.own, book.empowered, book.assisted, book.outlet), strict=True)
    )
    at_counter: dict[tuple[str, str], str] = {}
    for name, rows in lists.items():
        for position, row in enumerate(rows):
            file, line = f"{name}.csv", where.nth(f"{name}.csv", position)
            yield from _row(book, file, line, row)
            if not isinstance(row, OutletRow):
                yield from _twins(book, file, line, row, at_counter)
    yield from _outlet_twins(book, where)
    for position, own in enumerate(book.own):
        reason = _not_the_streets(book, own)
        if reason:
            line = where.nth("own.csv", position)
            yield Fault(file="own.csv", row=line, column="item", reason=reason)


def _not_the_streets(book: Catalogue, row: OwnRow) -> str:
    """Say why an item is neither a street's own nor reviewed by it for a department."""
    item = book.items.get(row.item)
    if item is None:
        return ""
    body = item.department
    if item.preliminary_review:
        if body is None:
            return f"“{item.name}”由街道初审,但没有载明决定机关"
        if not _is_kind(book, body, OrganisationKind.DEPARTMENT):
            return f"“{item.name}”由街道初审,但决定机关{body}不是部门"
        return ""
    if body is None or all(body == street for street in book.streets_of(row)):
        return ""
    return f"“{item.name}”由{book.name_of(body)}决定,街道又无初审,不是本级事项"


def _row(book: Catalogue, file: str, line: int, row: Row) -> Iterator[Fault]:
    item = book.items.get(row.item)
    if item is None:
        yield Fault(file=file, row=line, column="item", reason=f"目录中没有事项{row.item}")
    elif item.type in NEVER_APPLIED_FOR:
        reason = (
            f"“{item.name}”属类型{item.type.value}(处罚、强制、征收、检查),不依申请,不得列入清单"
        )
        yield Fault(file=file, row=line, column="item", reason=reason)
    if row.street != EVERY_STREET:
        yield from _on_a_street(book, file, line, row.street)


def _twins(
    book: Catalogue, file: str, line: int, row: Row, seen: dict[tuple[str, str], str]
) -> Iterator[Fault]:
    for street in book.streets_of(row):
        first = seen.setdefault((row.item, street), f"{file}:{line}")
        if first != f"{file}:{line}":
            reason = f"事项{row.item}在{book.name_of(street)}已见于{first},方式不能并存"
            yield Fault(file=file, row=line, column="item", reason=reason)
            return


def _outlet_twins(book: Catalogue, where: Rows) -> Iterator[Fault]:
    seen: dict[tuple[str, str, str], int] = {}
    for position, row in enumerate(book.outlet):
        line = where.nth("outlet_list.csv", position)
        for street in book.streets_of(row):
            first = seen.setdefault((row.item, street, row.outlet_kind), line)
            if first != line:
                reason = (
                    f"事项{row.item}在{book.name_of(street)}的{row.outlet_kind}已见于第{first}行"
                )
                yield Fault(file="outlet_list.csv", row=line, column="item", reason=reason)
                break


def _empowerments(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Check that the provincial guide directory has every empowerment (plan 3(1)1)."""
    for position, row in enumerate(book.empowered):
        line = where.nth("empowered.csv", position)
        item = book.items.get(row.item)
        directory = book.directories.get(row.directory)
        if item is None:
            continue
        if directory is None:
            reason = f"“{item.name}”所引赋权指导目录{row.directory}不存在,不得赋权"
            yield Fault(file="empowered.csv", row=line, column="directory", reason=reason)
            continue
        yield from _in_directory(book, row, item, directory, line)
        yield from _instrument(book, row, item, line)


def _in_directory(
    book: Catalogue, row: EmpoweredRow, item: Item, directory: GuideDirectory, line: int
) -> Iterator[Fault]:
    file, name = "empowered.csv", f"《{directory.name}》({directory.edition})"
    if row.edition != directory.edition:
        reason = f"“{item.name}”所引版本{row.edition}与{name}不符"
        yield Fault(file=file, row=line, column="edition", reason=reason)
    if not directory.has(row.directory_code or item.basic_code):
        reason = f"“{item.name}”不在{name}内,不得赋权街道实施"
        yield Fault(file=file, row=line, column="item", reason=reason)
    if row.directory_code and not row.mapping_approved_by:
        reason = f"“{item.name}”与{name}的对应关系没有批准人"
        yield Fault(file=file, row=line, column="mapping_approved_by", reason=reason)
    if row.directory_code and row.mapping_approved_on is None:
        reason = f"“{item.name}”与{name}的对应关系没有批准日期"
        yield Fault(file=file, row=line, column="mapping_approved_on", reason=reason)
    if directory.audience is Audience.DESIGNATED_TOWN:
        for street in book.streets_of(row):
            found = book.streets.get(street)
            if found and not found.is_designated_town:
                reason = f"{name}只适用于经济发达镇,不能作为{found.name}办理“{item.name}”的依据"
                yield Fault(file=file, row=line, column="directory", reason=reason)
                return


def _instrument(book: Catalogue, row: EmpoweredRow, item: Item, line: int) -> Iterator[Fault]:
    file = "empowered.csv"
    if not row.instrument.strip():
        reason = f"“{item.name}”没有赋权文书"
        yield Fault(file=file, row=line, column="instrument", reason=reason)
    if not row.in_name_of.strip():
        reason = f"“{item.name}”没有载明以谁的名义作出决定"
        yield Fault(file=file, row=line, column="in_name_of", reason=reason)
    elif row.in_name_of != EVERY_STREET and row.in_name_of not in book.organisations:
        reason = f"“{item.name}”所载名义{row.in_name_of}不在目录中"
        yield Fault(file=file, row=line, column="in_name_of", reason=reason)
    entrusted = row.form is EmpowermentForm.ENTRUSTED
    if entrusted and not _is_kind(book, row.in_name_of, OrganisationKind.DEPARTMENT):
        reason = f"“{item.name}”为委托,须以委托机关名义作出(行政许可法第24条)"
        yield Fault(file=file, row=line, column="in_name_of", reason=reason)
    elif entrusted and item.nature is BodyNature.ENTRUSTED:
        reason = f"“{item.name}”的实施主体本身受委托,不得再委托(行政许可法第24条)"
        yield Fault(file=file, row=line, column="form", reason=reason)
    elif entrusted and item.department and row.in_name_of != item.department:
        reason = f"“{item.name}”由{book.name_of(item.department)}委托,却以他人名义作出"
        yield Fault(file=file, row=line, column="in_name_of", reason=reason)
    if row.filed_on < row.claimed_on:
        reason = f"“{item.name}”备案日期早于认领日期"
        yield Fault(
            file=file, row=line, column="filed_on", reason=reason, severity=Severity.WARNING
        )


def _handed_over(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Check that what is decided elsewhere names who decides and what comes back (plan 3(1)2)."""
    for position, row in enumerate(book.assisted):
        line = where.nth("assisted.csv", position)
        yield from _decided_elsewhere(book, "assisted.csv", line, row.item)
    for position, relayed in enumerate(book.outlet):
        if relayed.execution is Execution.RELAYED:
            line = where.nth("outlet_list.csv", position)
            yield from _decided_elsewhere(book, "outlet_list.csv", line, relayed.item)


def _decided_elsewhere(book: Catalogue, file: str, line: int, code: str) -> Iterator[Fault]:
    item = book.items.get(code)
    if item is None:
        return
    if item.department is None:
        reason = f"“{item.name}”没有载明决定机关"
        yield Fault(file=file, row=line, column="item", reason=reason)
    elif not _is_kind(book, item.department, OrganisationKind.DEPARTMENT):
        reason = f"“{item.name}”的决定机关{item.department}不是部门;街道不得决定代办事项"
        yield Fault(file=file, row=line, column="item", reason=reason)
    if item.result_document is None:
        reason = f"“{item.name}”没有载明回传的批件"
        yield Fault(file=file, row=line, column="item", reason=reason)


def _outlet_list(book: Catalogue, where: Rows) -> Iterator[Fault]:
    present = {(outlet.street, outlet.kind) for outlet in book.outlets.values()}
    for position, row in enumerate(book.outlet):
        file, line = "outlet_list.csv", where.nth("outlet_list.csv", position)
        item = book.items.get(row.item)
        if item is None:
            continue
        if row.executor and not _is_kind(book, row.executor, OrganisationKind.OPERATOR):
            reason = f"执行单位{row.executor}不在目录中或不是运营单位"
            yield Fault(file=file, row=line, column="executor", reason=reason)
        if row.execution is Execution.INSTANT and not item.answerable:
            reason = f"“{item.name}”由运营单位即办,但没有载明责任机关"
            yield Fault(file=file, row=line, column="item", reason=reason)
        if row.execution is Execution.INSTANT and not item.instant:
            reason = f"“{item.name}”不是即办件,服务点不能当场办结"
            yield Fault(file=file, row=line, column="execution", reason=reason)
        if not any((street, row.outlet_kind) in present for street in book.streets_of(row)):
            reason = f"没有{row.outlet_kind}类服务点可以办理“{item.name}”"
            yield Fault(
                file=file,
                row=line,
                column="outlet_kind",
                reason=reason,
                severity=Severity.WARNING,
            )


def _settings(book: Catalogue) -> Iterator[Fault]:
    if not book.edition:
        yield Fault(file="catalogue.json", row=None, column="edition", reason="目录没有版本")
    if not 0 < book.thresholds.acceptance_days <= ACCEPTANCE_DAYS:
        reason = f"受理期限不得超过{ACCEPTANCE_DAYS}个工作日(行政许可法第32条)"
        yield Fault(file="catalogue.json", row=None, column="acceptance_days", reason=reason)
    calendar = book.calendar
    if not calendar.published:
        yield Fault(file="calendar.csv", row=None, column="day", reason="没有已公布的工作日历")
    for day in sorted({*calendar.holidays} & {*calendar.make_up_days}):
        reason = f"{day}既是节假日又是调休上班日"
        yield Fault(file="calendar.csv", row=None, column="day", reason=reason)


def _on_a_street(book: Catalogue, file: str, row: int | None, street: str) -> Iterator[Fault]:
    if street not in book.streets:
        yield Fault(file=file, row=row, column="street", reason=f"目录中没有街道{street}")


def _is_kind(book: Catalogue, code: str, *kinds: OrganisationKind) -> bool:
    found = book.organisations.get(code)
    return found is not None and found.kind in kinds
