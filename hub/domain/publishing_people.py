"""What is wrong with mentors, code lists, guide directories and the limits of a catalogue."""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import fields

from hub.domain.catalogue import Catalogue, Thresholds
from hub.domain.faults import Fault, Rows, Severity
from hub.domain.ratings import HIGHEST, LOWEST
from hub.domain.vocabulary import OrganisationKind, RatingScale

MENTOR_DAYS = 30
"""Longest time in which a mentor's answer is still of use to a counter."""

A_YEAR = 366
AT_MOST = {
    "delivery_days": (10, "行政许可法第44条"),
    "issue_days": (10, "行政许可法第44条"),
    "hearing_days": (20, "行政许可法第47条"),
    "publication_days": (20, "政府信息公开条例第26条"),
    "offline_hours": (24 * A_YEAR, "期限参数"),
}
AT_LEAST = {"hearing_request_days": (5, "行政许可法第47条")}
_SCALE = frozenset(str(value) for value in range(LOWEST, HIGHEST + 1))


def people_faults(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Return everything that is wrong with people, code lists, directories and limits."""
    yield from _mentors(book, where)
    yield from _stationed(book, where)
    yield from _codes(book, where)
    yield from _directories(book, where)
    yield from _limits(book.thresholds)


def _mentors(book: Catalogue, where: Rows) -> Iterator[Fault]:
    for code, mentor in book.mentors.items():
        file, row = "mentors.csv", where.of("mentors.csv", code)
        body = book.organisations.get(mentor.department)
        if body is None or body.kind is not OrganisationKind.DEPARTMENT:
            reason = f"业务指导员{code}的单位{mentor.department}不是目录中的部门"
            yield Fault(file=file, row=row, column="department", reason=reason)
        days = mentor.answer_days
        if days is not None and not 0 < days <= MENTOR_DAYS:
            reason = f"业务指导员{code}的答复期限{days}天不合理"
            yield Fault(file=file, row=row, column="answer_days", reason=reason)
        for each in mentor.items:
            item = book.items.get(each)
            if item is None:
                reason = f"业务指导员{code}所负责的事项{each}不在目录中"
                yield Fault(file=file, row=row, column="items", reason=reason)
            elif mentor.department not in (item.department, item.supervising, item.body):
                reason = f"“{item.name}”并非{book.name_of(mentor.department)}的事项"
                warning = Severity.WARNING
                yield Fault(file=file, row=row, column="items", reason=reason, severity=warning)


def _stationed(book: Catalogue, where: Rows) -> Iterator[Fault]:
    for code, person in book.stationed.items():
        file, row = "stationed.csv", where.of("stationed.csv", code)
        body = book.organisations.get(person.department)
        if body is None or body.kind is not OrganisationKind.DEPARTMENT:
            reason = f"进驻人员{code}的单位{person.department}不是目录中的部门"
            yield Fault(file=file, row=row, column="department", reason=reason)
        for street in person.streets:
            if street not in book.streets:
                reason = f"进驻人员{code}所驻的街道{street}不在目录中"
                yield Fault(file=file, row=row, column="streets", reason=reason)
        if not person.streets:
            reason = f"进驻人员{code}没有写明所驻街道"
            yield Fault(file=file, row=row, column="streets", reason=reason)


def _codes(book: Catalogue, where: Rows) -> Iterator[Fault]:
    file, first = "code_lists.csv", dict[tuple[str, str], int]()
    for position, each in enumerate(book.codes):
        row = where.nth(file, position)
        line = first.setdefault((each.system, each.code), row)
        if line != row:
            reason = f"代码表{each.system}的代码{each.code}重复,已见于第{line}行"
            yield Fault(file=file, row=row, column="code", reason=reason)
    for scale in RatingScale:
        codes = {code for system, code in first if system == scale.value}
        if codes and codes != _SCALE:
            reason = f"评价量表{scale.value}应为{LOWEST}至{HIGHEST},不多不少"
            row = min(line for (system, _), line in first.items() if system == scale.value)
            yield Fault(file=file, row=row, column="code", reason=reason)


def _directories(book: Catalogue, where: Rows) -> Iterator[Fault]:
    for code, directory in book.directories.items():
        title = f"《{directory.name}》({directory.edition})"
        if not directory.entries:
            row = where.of("directories.csv", code)
            yield _doubt("directories.csv", row, "code", f"{title}没有条目")
        seen = Tally(entry.basic_code for entry in directory.entries)
        for basic_code in [each for each, count in seen.items() if count > 1]:
            row = where.of("directory_entries.csv", f"{code}/{basic_code}#2")
            reason = f"{title}的条目{basic_code}重复"
            yield _doubt("directory_entries.csv", row, "basic_code", reason)


def _limits(thresholds: Thresholds) -> Iterator[Fault]:
    for field in fields(thresholds):
        days, name = getattr(thresholds, field.name), field.name
        top, upper = AT_MOST.get(name, (A_YEAR, "期限参数"))
        least, lower = AT_LEAST.get(name, (0, "期限参数"))
        if days > top:
            yield _limit(name, f"{name}为{days},不得超过{top}({upper})")
        elif days < least:
            yield _limit(name, f"{name}为{days},不得少于{least}({lower})")


def _limit(column: str, reason: str) -> Fault:
    return Fault(file="catalogue.json", row=None, column=column, reason=reason)


def _doubt(file: str, row: int | None, column: str, reason: str) -> Fault:
    return Fault(file=file, row=row, column=column, reason=reason, severity=Severity.WARNING)
