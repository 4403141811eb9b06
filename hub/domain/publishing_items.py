"""What is wrong with an item: its codes, bodies, times and fees."""

import re
from collections import Counter as Tally
from collections.abc import Iterator, Mapping

from hub.domain.catalogue import Catalogue
from hub.domain.credit_codes import is_credit_code
from hub.domain.faults import Fault, Rows, Severity
from hub.domain.guides import Fee, Item, ItemType
from hub.domain.lists import EVERY_STREET

A_YEAR = 366
PRELIMINARY_DAYS = 20
ITEM_CODE = re.compile(r"\S{1,64}")
IMPLEMENTATION_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9A-Z]{12}")
"""实施编码: unified social credit code, level, basic code."""

LAW_OR_REGULATION = re.compile("法》|条例》|规定》|国务院")
"""What the name of a law or administrative regulation ends with, as a rule."""


def items_faults(book: Catalogue, where: Rows) -> Iterator[Fault]:
    """Return everything that is wrong with the items, their materials and fees."""
    numbers = Tally(i.implementation_code for i in book.items.values() if i.implementation_code)
    for code, item in book.items.items():
        row = where.of("items.csv", code)
        yield from _item_codes(item, row, numbers)
        yield from _item_bodies(book, item, row, where)
        yield from _item_clock(item, row)
        yield from _step_limits(item, where)
        yield from _item_fees(item, where)
        yield from _twice(
            item, where, "materials.csv", [each.code for each in item.guide.materials]
        )
        yield from _twice(item, where, "steps.csv", [each.name for each in item.guide.steps])


def _twice(item: Item, where: Rows, file: str, keys: list[str]) -> Iterator[Fault]:
    column, called = ("code", "材料代码") if file == "materials.csv" else ("name", "环节")
    for key in [key for key, count in Tally(keys).items() if count > 1]:
        reason = f"“{item.name}”的{called}{key}重复"
        row = where.of(file, f"{item.code}/{key}#2")
        yield Fault(file=file, row=row, column=column, reason=reason)


def _item_codes(item: Item, row: int | None, numbers: Mapping[str, int]) -> Iterator[Fault]:
    if not ITEM_CODE.fullmatch(item.code):
        yield Fault(file="items.csv", row=row, column="code", reason=f"事项代码{item.code}不合规")
    if not item.name:
        yield Fault(file="items.csv", row=row, column="name", reason="事项没有名称")
    number = item.implementation_code
    if number and not IMPLEMENTATION_CODE.fullmatch(number):
        yield Fault(
            file="items.csv",
            row=row,
            column="implementation_code",
            reason=f"实施编码{number}不合标准,按本地编码保留",
            severity=Severity.WARNING,
        )
    elif number:
        yield from _code_parts(item, row, number)
    if number and numbers[number] > 1:
        reason = f"实施编码{number}重复"
        yield Fault(file="items.csv", row=row, column="implementation_code", reason=reason)


def _code_parts(item: Item, row: int | None, number: str) -> Iterator[Fault]:
    """Doubt a standard code that says otherwise than the fields beside it (GB/T 39046)."""
    said = {
        "implementation_code": (is_credit_code(number[:18]), "前18位的校验码不符(GB 32100)"),
        "level": (item.level in (None, number[18]), f"所载层级{number[18]}与行使层级不符"),
        "basic_code": (item.basic_code in ("", number[19:]), "末12位与基本编码不符"),
    }
    for column, (sound, what) in said.items():
        if not sound:
            reason = f"“{item.name}”的实施编码{what}"
            warning = Severity.WARNING
            yield Fault(file="items.csv", row=row, column=column, reason=reason, severity=warning)


def _item_bodies(book: Catalogue, item: Item, row: int | None, where: Rows) -> Iterator[Fault]:
    bodies = {
        "body": None if item.body == EVERY_STREET else item.body,
        "department": item.department,
        "supervising": item.supervising,
        "responsible": item.responsible,
    }
    for column, code in bodies.items():
        if code and code not in book.organisations:
            reason = f"“{item.name}”所载单位{code}不在目录中"
            yield Fault(file="items.csv", row=row, column=column, reason=reason)
    for step in item.guide.steps:
        if step.organisation not in book.organisations and step.organisation != EVERY_STREET:
            reason = f"“{item.name}”环节“{step.name}”的单位{step.organisation}不在目录中"
            line = where.of("steps.csv", f"{item.code}/{step.name}")
            yield Fault(file="steps.csv", row=line, column="organisation", reason=reason)


def _item_clock(item: Item, row: int | None) -> Iterator[Fault]:
    clock = item.clock
    for column in ("statutory_days", "promised_days", "extension_days"):
        days = getattr(clock, column)
        if days is not None and not 0 <= days <= A_YEAR:
            reason = f"“{item.name}”的时限{days}天不合理"
            yield Fault(file="items.csv", row=row, column=column, reason=reason)
    for column, days in (("validity", item.validity_days), ("renewal", item.renewal_days)):
        if days is not None and not 0 < days <= 36_600:  # noqa: PLR2004 - a hundred years
            reason = f"“{item.name}”的有效期或延续天数{days}不合理"
            yield Fault(file="items.csv", row=row, column=f"{column}_days", reason=reason)
    statutory, promised = item.statutory_days, clock.promised_days
    if statutory is not None and promised is not None and promised > statutory:
        reason = f"“{item.name}”承诺{promised}天长于法定{statutory}天"
        yield Fault(file="items.csv", row=row, column="promised_days", reason=reason)
    if clock.extension_days is not None and not clock.source:
        reason = f"“{item.name}”可延长{clock.extension_days}天而未载依据"
        yield Fault(file="items.csv", row=row, column="extension_days", reason=reason)
    if clock.extension_approver is not None and item.extension_days is None:
        reason = f"“{item.name}”有延长批准人而无可延长的天数"
        yield Fault(file="items.csv", row=row, column="extension_approver", reason=reason)
    over = statutory is not None and statutory > item.general_days and not clock.source
    if item.type is ItemType.LICENCE and over:
        reason = f"“{item.name}”为许可,法定{statutory}天超过{item.general_days}天而未载依据"
        yield Fault(file="items.csv", row=row, column="statutory_days", reason=reason)


def _step_limits(item: Item, where: Rows) -> Iterator[Fault]:
    """Check the days of each step; a street's review of a licence has 20 (Art. 43)."""
    for step in item.guide.steps:
        days = step.limit_days
        if days is None:
            continue
        row = where.of("steps.csv", f"{item.code}/{step.name}")
        reviewed = item.preliminary_review and step.organisation == EVERY_STREET
        if not 0 <= days <= A_YEAR:
            reason = f"“{item.name}”的时限{days}天不合理"
            yield Fault(file="steps.csv", row=row, column="limit_days", reason=reason)
        elif item.type is ItemType.LICENCE and reviewed and days > PRELIMINARY_DAYS:
            reason = f"“{item.name}”初审{days}天,不得超过20天(行政许可法第43条)"
            yield Fault(file="steps.csv", row=row, column="limit_days", reason=reason)


def _item_fees(item: Item, where: Rows) -> Iterator[Fault]:
    """Refuse a fee without a law or administrative regulation (Licensing Law, Art. 58)."""
    codes = Tally(fee.code for fee in item.fees)
    for fee in item.fees:
        row = where.of("fees.csv", f"{item.code}/{fee.code}")
        title = f"“{item.name}”的“{fee.name}”"
        if codes[fee.code] > 1:
            yield Fault(file="fees.csv", row=row, column="code", reason=f"{title}代码重复")
        if fee.amount_fen == 0:
            reason = f"{title}金额为零,不收费的不应列入"
            yield Fault(file="fees.csv", row=row, column="amount_fen", reason=reason)
        yield from _fee_basis(fee, title, row)


def _fee_basis(fee: Fee, title: str, row: int | None) -> Iterator[Fault]:
    if not fee.legal_basis.strip():
        reason = f"{title}没有法律、行政法规依据,不得收费(行政许可法第58条)"
        yield Fault(file="fees.csv", row=row, column="legal_basis", reason=reason)
    elif not LAW_OR_REGULATION.search(fee.legal_basis):
        yield Fault(
            file="fees.csv",
            row=row,
            column="legal_basis",
            reason=f"{title}的依据{fee.legal_basis}似非法律或行政法规,请核对",
            severity=Severity.WARNING,
        )
