"""Opening hours as offices write them: 周一至周五 9:00-12:00;周六 9:00-12:00(错时延时)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from hub.domain.places import Opening

DAYS = "一二三四五六日"
EXTENDED = "错时延时"
_MINUTES_OF_DAY = 24 * 60
_DASH = "[-—–~至到]+"
_PART = re.compile(
    rf"(?:(?:周|星期)(?P<first>[{DAYS}天])(?:{_DASH}(?:周|星期)?(?P<last>[{DAYS}天]))?)"
    rf"(?P<times>.*?)(?P<extended>\((?:错时|延时|错时延时)(?:服务)?\))?"
)
_SPAN = re.compile(rf"(\d{{1,2}}):(\d\d){_DASH}(\d{{1,2}}):(\d\d)")
_EVERY_DAY = (("每天", "周一至周日"), ("每日", "周一至周日"), ("工作日", "周一至周五"))


class UnclearHoursError(ValueError):
    """Hours that nobody can be sure of; says in Chinese which part."""


def opening_hours(text: str) -> tuple[Opening, ...]:
    """Return the hours that a text says, in order, each span once; blanks and widths do not matter.

    Raises UnclearHoursError: no weekday, no times, times that end before they begin, an overlap.
    """
    narrow = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for word, days in _EVERY_DAY:
        narrow = narrow.replace(word, days)
    spans = [each for part in re.split("[;。]", narrow) if part for each in _part(part)]
    found = sorted(spans, key=lambda each: (each.first_day, each.opens_min, each.last_day))
    _must_not_overlap(found)
    return tuple(found)


def said(hours: Iterable[Opening]) -> str:
    """Return hours in words, as `opening_hours` reads them."""
    return ";".join([_said(each) for each in hours])


def _part(part: str) -> Iterator[Opening]:
    match = _PART.fullmatch(part)
    if match is None:
        raise UnclearHoursError(f"看不懂开放时间“{part}”")
    first, last = _day(match["first"]), _day(match["last"] or match["first"])
    if last < first:
        raise UnclearHoursError(f"开放时间“{part}”的起止星期颠倒")
    for times in match["times"].split("、"):
        span = _SPAN.fullmatch(times.removeprefix(","))
        if span is None:
            raise UnclearHoursError(f"看不懂开放时间“{part}”")
        opens, closes = _minutes(span[1], span[2]), _minutes(span[3], span[4])
        if opens >= closes or closes > _MINUTES_OF_DAY:
            raise UnclearHoursError(f"开放时间“{times}”不成立")
        yield Opening(
            first_day=first,
            last_day=last,
            opens_min=opens,
            closes_min=closes,
            extended=match["extended"] is not None,
        )


def _day(character: str) -> int:
    return DAYS.index(character.replace("天", "日")) + 1


def _minutes(hour: str, minute: str) -> int:
    if int(minute) > 59:  # noqa: PLR2004 - the last minute of an hour
        raise UnclearHoursError(f"时刻{hour}:{minute}不成立")
    return int(hour) * 60 + int(minute)


def _must_not_overlap(hours: list[Opening]) -> None:
    for number, each in enumerate(hours):
        for other in hours[number + 1 :]:
            same_days = each.first_day <= other.last_day and other.first_day <= each.last_day
            if (
                same_days
                and each.opens_min < other.closes_min
                and other.opens_min < each.closes_min
            ):
                raise UnclearHoursError(f"开放时间“{_said(each)}”与“{_said(other)}”重叠")


def _said(each: Opening) -> str:
    days = f"周{DAYS[each.first_day - 1]}"
    if each.last_day != each.first_day:
        days += f"至周{DAYS[each.last_day - 1]}"
    mark = f"({EXTENDED})" if each.extended else ""
    return f"{days} {_clock(each.opens_min)}-{_clock(each.closes_min)}{mark}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
