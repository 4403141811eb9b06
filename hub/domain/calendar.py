"""Days in Asia/Shanghai and the working days of the People's Republic, make-up days included.

The day of the act is not counted, the last day ends at 24:00 (Civil Code, Art. 201 and 203).
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one offset and no summer time since 1992."""

_FRIDAY = 4
_ONE_DAY = timedelta(days=1)
_END_HOUR_UTC = 16


def local_day(instant: datetime) -> date:
    """Return the day in Asia/Shanghai on which `instant` falls."""
    return instant.astimezone(SHANGHAI).date()


@lru_cache(maxsize=4096)
def end_of_day(day: date) -> datetime:
    """Return the instant (UTC) at which `day` ends in Asia/Shanghai, 24:00."""
    return datetime(day.year, day.month, day.day, _END_HOUR_UTC, tzinfo=UTC)


@lru_cache(maxsize=4096)
def start_of_day(day: date) -> datetime:
    """Return the instant (UTC) at which `day` begins in Asia/Shanghai, 0:00."""
    return end_of_day(day) - _ONE_DAY


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period; `provisional` when an unpublished year was needed."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working days as data: years the State Council has published, days off, make-up days.

    `holidays` are days off from Monday to Friday, `make_up_days` working Saturdays and Sundays.
    In years that are not `published` Monday to Friday are taken for working days, provisionally.
    """

    published: tuple[int, ...] = ()
    holidays: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()
    _off: frozenset[date] = field(init=False, repr=False, compare=False)
    _on: frozenset[date] = field(init=False, repr=False, compare=False)
    _years: frozenset[int] = field(init=False, repr=False, compare=False)
    _working: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Lay out the working days of the published years once, for searching."""
        object.__setattr__(self, "_off", frozenset(self.holidays))
        object.__setattr__(self, "_on", frozenset(self.make_up_days))
        object.__setattr__(self, "_years", frozenset(self.published))
        object.__setattr__(self, "_working", tuple(self._unbroken_run()))
        spoken = (self.published, self.holidays, self.make_up_days)
        object.__setattr__(self, "_hash", hash(spoken))

    def __hash__(self) -> int:
        """Return the hash of what is said of the years, taken once: terms are looked up by it."""
        return self._hash

    def rearranged(
        self, year: int, holidays: tuple[date, ...], make_up_days: tuple[date, ...]
    ) -> "Calendar":
        """Return this calendar with another arrangement of one year, which is published with it."""
        return _rearranged(self, year, holidays, make_up_days)

    def is_working_day(self, day: date) -> bool:
        """Return whether offices work on `day`."""
        if day in self._on:
            return True
        return day.weekday() <= _FRIDAY and day not in self._off

    def is_published(self, day: date) -> bool:
        """Return whether the State Council has published the year of `day`."""
        return day.year in self._years

    def working_days_in(self, year: int) -> int:
        """Return how many working days `year` has."""
        return sum(map(self.is_working_day, _days_of(year)))

    def add_working_days(self, start: date, days: int) -> Due:
        """Return the last of `days` working days after `start`, which itself is not counted.

        0 days end on `start` itself.
        """
        if days <= 0:
            return Due(start, not self.is_published(start))
        working = self._working
        if working and working[0] <= start:
            index = bisect_right(working, start) + days - 1
            if index < len(working):
                return Due(working[index], provisional=False)
        return self._walk(start, days)

    def add_calendar_days(self, start: date, days: int) -> Due:
        """Return the last of `days` calendar days after `start`.

        A period whose last day is a day off ends on the next working day (Civil Code, Art. 203).
        """
        day = start + timedelta(days=days)
        provisional = not self.is_published(day)
        while days > 0 and not self.is_working_day(day):
            day += _ONE_DAY
            provisional = provisional or not self.is_published(day)
        return Due(day, provisional)

    def working_days_before(self, day: date, days: int) -> date:
        """Return the working day that lies `days` working days before `day`; 0 is `day` itself."""
        working = self._working
        index = bisect_left(working, day) - days
        if days and working and index >= 0 and day <= working[-1]:
            return working[index]
        while days:
            day -= _ONE_DAY
            days -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, last: date) -> int:
        """Return how many working days lie after `start` up to `last`, which is counted."""
        return sum(
            self.is_working_day(start + timedelta(days=n))
            for n in range(1, (last - start).days + 1)
        )

    def _walk(self, start: date, days: int) -> Due:
        day, left = start, days
        provisional = False
        while left:
            day += _ONE_DAY
            provisional = provisional or not self.is_published(day)
            left -= self.is_working_day(day)
        return Due(day, provisional)

    def _unbroken_run(self) -> list[date]:
        """List the working days of the latest run of published years without a gap."""
        years = sorted(self._years)
        first = len(years) - 1
        while first > 0 and years[first - 1] == years[first] - 1:
            first -= 1
        run = years[max(first, 0) :]
        return [day for year in run for day in _days_of(year) if self.is_working_day(day)]


@lru_cache(maxsize=16)
def _rearranged(
    calendar: Calendar, year: int, holidays: tuple[date, ...], make_up_days: tuple[date, ...]
) -> Calendar:
    """Many cases are counted anew by the same arrangement: it is laid out once."""
    kept_off = tuple([day for day in calendar.holidays if day.year != year])
    kept_on = tuple([day for day in calendar.make_up_days if day.year != year])
    return Calendar(
        published=tuple(sorted({*calendar.published, year})),
        holidays=(*kept_off, *holidays),
        make_up_days=(*kept_on, *make_up_days),
    )


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]
