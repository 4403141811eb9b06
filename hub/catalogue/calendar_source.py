"""Working days off and make-up days as published, out of the `holidays` package.

A catalogue carries its calendar as data; this is where a new year's rows come from.
"""

from collections.abc import Iterable
from datetime import date

from holidays import HolidayBase, country_holidays

from hub.catalogue.marks import DayMark
from hub.catalogue.rows import DayRow

_FRIDAY = 4


def published_days(years: Iterable[int]) -> tuple[DayRow, ...]:
    """Return what differs from Monday to Friday in the years the State Council has published."""
    known = published_years(years)
    calendar = _china(known)
    off = [_row(day, DayMark.HOLIDAY) for day in calendar if day.weekday() <= _FRIDAY]
    on = [_row(day, DayMark.MAKE_UP) for day in calendar.weekend_workdays if day.year in known]
    return tuple(sorted([*off, *on], key=lambda row: row.day))


def published_years(years: Iterable[int]) -> tuple[int, ...]:
    """Return the years whose arrangement is known: every one so far has make-up days."""
    return tuple([year for year in sorted(years) if _make_up_days(year)])


def _china(years: tuple[int, ...]) -> HolidayBase:
    return country_holidays("CN", years=years)


def _make_up_days(year: int) -> list[date]:
    return [day for day in _china((year,)).weekend_workdays if day.year == year]


def _row(day: date, mark: DayMark) -> DayRow:
    return DayRow(day=day, mark=mark)
