"""Opening hours as offices write them (错时延时, plan part 4(2))."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.catalogue.opening_hours import UnclearHoursError, opening_hours, said
from hub.domain.places import Opening

WORKDAYS = Opening(first_day=1, last_day=5, opens_min=540, closes_min=1020)
SATURDAY = Opening(first_day=6, last_day=6, opens_min=540, closes_min=720, extended=True)


@pytest.mark.parametrize(
    "text",
    [
        "周一至周五 09:00—17:00;周六 09:00—12:00(错时延时)",
        "周一至周五　９：００－１７：００；周六９：００～１２：００（延时服务）",
        " 工作日 9:00-17:00 ; 星期六 9:00至12:00 (错时) ;",
        "周六 9:00-12:00(错时延时);周一-五 9:00-17:00",
    ],
)
def test_hours_are_read_however_they_are_typed(text: str) -> None:
    """Full-width digits, blanks, dashes of any kind and the order of parts change nothing."""
    assert opening_hours(text) == (WORKDAYS, SATURDAY)


def test_an_office_may_close_at_noon() -> None:
    """Two spans of the same days stand between commas."""
    found = opening_hours("每天 9:00-12:00、13:30-24:00")
    assert [(each.opens_min, each.closes_min) for each in found] == [(540, 720), (810, 1440)]
    assert {(each.first_day, each.last_day) for each in found} == {(1, 7)}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9:00-17:00", "看不懂"),
        ("周一", "看不懂"),
        ("周八 9:00-17:00", "看不懂"),
        ("周五至周一 9:00-17:00", "起止星期颠倒"),
        ("周一 17:00-9:00", "不成立"),
        ("周一 9:00-25:00", "不成立"),
        ("周一 9:60-10:00", "不成立"),
        ("周一至周五 9:00-17:00;周三 16:00-18:00", "重叠"),
    ],
)
def test_doubtful_hours_are_refused_with_the_part(text: str, why: str) -> None:
    """Nobody guesses when a counter is open."""
    with pytest.raises(UnclearHoursError, match=why):
        opening_hours(text)


@given(st.text(alphabet="周一五六日至-—::;、,()错时延09 123", max_size=40))
def test_any_text_is_hours_or_said_to_be_none(text: str) -> None:
    """Whatever is typed is read or refused; what was read is written so that it is read again."""
    try:
        hours = opening_hours(text)
    except UnclearHoursError:
        return
    assert opening_hours(said(hours)) == hours
