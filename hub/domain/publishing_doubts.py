"""What is lawful in a catalogue and yet suspicious: warnings for whoever keeps the lists."""

import re
from collections.abc import Iterable, Iterator

from hub.domain.catalogue import Catalogue, Row
from hub.domain.faults import Fault, Rows, Severity
from hub.domain.guides import Item
from hub.domain.lists import EVERY_STREET, EmpoweredRow, EmpowermentForm
from hub.domain.places import Counter, Outlet
from hub.domain.vocabulary import OrganisationKind

PHONE = re.compile(r"[0-9+][0-9\-,、 ()转]{2,39}")


def doubts(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Return every warning about items, guides, places and lists."""
    rows: tuple[Row, ...] = (*book.own, *book.empowered, *book.assisted, *book.outlet)
    listed = {row.item for row in rows}
    for code, item in book.items.items():
        line = where.of("items.csv", code)
        if code not in listed:
            yield _doubt("items.csv", line, "list", f"“{item.name}”不在任何清单上")
        else:
            yield from _guide(item, line)
        yield from _steps(item, where)
        yield from _system(book, item, line)
    yield from _places(book, where)
    yield from _same_names(book, where)
    yield from _nobody_to_ask(book, where, listed)
    yield from _nowhere(book, where)
    yield from _mappings(book, where)


def _guide(item: Item, row: int | None) -> Iterator[Fault]:
    """Doubt a guide that leaves the applicant without an answer (plan, part 3(3))."""
    title, guide = f"“{item.name}”的办事指南", item.guide
    missing = [
        ("phone", guide.phone, "没有咨询电话"),
        ("applicants", item.applicants, "没有服务对象"),
        ("guide_version", guide.version, "没有版本"),
        ("delivery", item.delivery or not item.result_document, "没有送达方式"),
        ("retention", item.retention, "没有保管期限,案卷按永久保管"),
        ("delivery", item.result_document or not item.delivery, "有送达方式而无批件"),
    ]
    for column, there, what in missing:
        if not there:
            yield _doubt("items.csv", row, column, title + what)
    if guide.version and guide.dated_on is None:
        yield _doubt("items.csv", row, "guide_dated_on", f"{title}版本{guide.version}没有日期")
    if guide.phone and not PHONE.fullmatch(guide.phone):
        yield _doubt("items.csv", row, "phone", f"{title}的电话{guide.phone}似有误")


def _steps(item: Item, where: Rows) -> Iterator[Fault]:
    """Doubt steps that, one after the other, take longer than was promised."""
    promised = item.clock.promised_days
    after = [each for each in item.guide.steps if not _is_preliminary(item, each.organisation)]
    total = sum(each.limit_days or 0 for each in after)
    if promised is not None and total > promised:
        row = where.of("steps.csv", f"{item.code}/{after[-1].name}")
        reason = f"“{item.name}”各环节共{total}天,超过承诺的{promised}天"
        yield _doubt("steps.csv", row, "limit_days", reason)


def _is_preliminary(item: Item, organisation: str) -> bool:
    return item.preliminary_review and organisation == EVERY_STREET


def _system(book: Catalogue, item: Item, row: int | None) -> Iterator[Fault]:
    if item.system and item.system not in {each.system for each in book.codes}:
        reason = f"“{item.name}”的业务系统{item.system}没有代码表"
        yield _doubt("items.csv", row, "system", reason)


def _places(book: Catalogue, where: Rows) -> Iterator[Fault]:
    files: tuple[tuple[str, Iterable[Counter | Outlet]], ...] = (
        ("counters.csv", book.counters.values()),
        ("outlets.csv", book.outlets.values()),
    )
    for file, places in files:
        for place in places:
            row = where.of(file, place.code)
            if not place.hours:
                yield _doubt(file, row, "hours", f"“{place.name}”没有开放时间")
            if place.phone and not PHONE.fullmatch(place.phone):
                yield _doubt(file, row, "phone", f"“{place.name}”的电话{place.phone}似有误")
    for code, community in book.communities.items():
        street = book.streets.get(community.street)
        if street and not community.area_code.startswith(street.area_code):
            row = where.of("communities.csv", code)
            reason = f"“{community.name}”的区划代码与{street.name}的不相连"
            yield _doubt("communities.csv", row, "area_code", reason)


def _same_names(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Doubt two things of one name: two items of one body, two places of one street."""
    named = [
        *[("items.csv", c, (i.name, i.department or "")) for c, i in book.items.items()],
        *[("organisations.csv", c, (o.name, "")) for c, o in book.organisations.items()],
        *[("counters.csv", c, (p.name, p.street)) for c, p in book.counters.items()],
        *[("outlets.csv", c, (p.name, p.street)) for c, p in book.outlets.items()],
    ]
    first: dict[tuple[str, tuple[str, str]], str] = {}
    for file, code, name in named:
        before = first.setdefault((file, name), code)
        if before != code:
            reason = f"“{name[0]}”与{before}同名"
            yield _doubt(file, where.of(file, code), "name", reason)


def _nobody_to_ask(book: Catalogue, where: Rows, listed: set[str]) -> Iterator[Fault]:
    """Doubt a department whose listed items no mentor answers for (plan, part 3(1)2)."""
    mentored = {mentor.department for mentor in book.mentors.values()}
    bodies = {book.items[code].department for code in listed if code in book.items} - {None}
    for code, organisation in book.organisations.items():
        is_department = organisation.kind is OrganisationKind.DEPARTMENT
        if is_department and code in bodies and code not in mentored:
            row = where.of("organisations.csv", code)
            yield _doubt("organisations.csv", row, "mentor", f"{organisation.name}没有业务指导员")


def _nowhere(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Doubt an item that is on a list of streets of which none has a counter."""
    open_at = {counter.street for counter in book.counters.values()}
    lists: tuple[tuple[str, tuple[Row, ...]], ...] = (
        ("own.csv", book.own),
        ("empowered.csv", book.empowered),
        ("assisted.csv", book.assisted),
    )
    for file, rows in lists:
        for position, row in enumerate(rows):
            if open_at.isdisjoint(book.streets_of(row)):
                reason = f"没有窗口可以办理事项{row.item}"
                yield _doubt(file, where.nth(file, position), "street", reason)


def _mappings(book: Catalogue, where: Rows) -> Iterator[Fault]:
    for position, row in enumerate(book.empowered):
        line = where.nth("empowered.csv", position)
        yield from _empowerment(book, row, line)


def _empowerment(book: Catalogue, row: EmpoweredRow, line: int) -> Iterator[Fault]:
    name = book.items[row.item].name if row.item in book.items else row.item
    body = book.organisations.get(row.in_name_of)
    transferred = row.form is EmpowermentForm.TRANSFERRED
    if transferred and body and body.kind is OrganisationKind.DEPARTMENT:
        reason = f"“{name}”为下放,却以{body.name}名义作出"
        yield _doubt("empowered.csv", line, "in_name_of", reason)
    if row.mapping_approved_by and not row.directory_code:
        reason = f"“{name}”有对应关系批准人而无目录内编码"
        yield _doubt("empowered.csv", line, "mapping_approved_by", reason)


def _doubt(file: str, row: int | None, column: str, reason: str) -> Fault:
    return Fault(file=file, row=row, column=column, reason=reason, severity=Severity.WARNING)
