"""How long the file of a case is kept (保管期限), and what became of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Retention(StrEnum):
    """保管期限 of an item's files: for good, or so many years.

    永久, 30年 and 10年 are those of the documents of an office
    (《机关文件材料归档范围和文书档案保管期限规定》); files of social insurance have 100年 and 50年
    beside them (《社会保险业务档案管理规定(试行)》).
    """

    PERMANENT = "PERMANENT"
    HUNDRED_YEARS = "100"
    FIFTY_YEARS = "50"
    THIRTY_YEARS = "30"
    TEN_YEARS = "10"


YEARS: Final = {each: int(each.value) for each in Retention if each is not Retention.PERMANENT}
"""Years of those that end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An archived file: the last day on which it must be kept, and what became of it.

    `until` is None for a file that is kept for good. `agreed`: the archive agreed that it is
    destroyed, and nothing has happened to the case since.
    """

    until: date | None = None
    agreed: bool = False
    destroyed: bool = False


def kept_until(archived_on: date, retention: Retention | None) -> date | None:
    """Return the last day of a retention, None for one that never ends.

    It counts from 1 January of the year after the file was closed, as the rules on files of social
    insurance have it (《社会保险业务档案管理规定(试行)》: 自形成之日的次年1月1日开始计算). A file
    whose catalogue does not say how long is kept: what is gone never comes back.
    """
    if retention is None or retention not in YEARS:
        return None
    return date(archived_on.year + YEARS[retention], 12, 31)


def at_least_for_remedies(until: date | None, served_on: date) -> date | None:
    """Return the last day of a retention after a later paper was served, or a ruling came.

    Six months are open to sue against it (Administrative Litigation Law, Art. 46) or to ask for a
    retrial; the file is kept to the end of the next year at least.
    """
    return None if until is None else max(until, date(served_on.year + 1, 12, 31))
