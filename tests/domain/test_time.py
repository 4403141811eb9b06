"""Working days, deemed acceptance, missed decisions."""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from hub.catalogue.calendar_source import published_days, published_years
from hub.catalogue.rows import calendar_of
from hub.domain.calendar import Calendar, end_of_day, local_day
from hub.domain.commands import (
    AcceptCase,
    DecideCase,
    ForwardCase,
    RejectApplication,
    ReturnWork,
)
from hub.domain.deadlines import decision_days
from hub.domain.decide import due_at, elapse
from hub.domain.facts import (
    CaseDecided,
    CaseDeemedAccepted,
    CaseForwarded,
    DeadlineMissed,
    WorkReturned,
)
from hub.domain.refusals import HandlingRule
from hub.domain.vocabulary import CardColour, Decision, Leg, ReturnReason, Status
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    MONDAY,
    REASONS,
    STREET,
    accepted,
    forwarded,
    received,
)

BODY = DECIDER[ASSISTED]
CALENDAR = BOOK.calendar
FIFTH_DAY_ENDS = datetime(2026, 9, 20, 16, tzinfo=UTC)
ADOPTED_FOR_2006 = date(2005, 12, 31)
"""A Saturday worked for New Year 2006 by the State Council's notice; the oracle lacks it."""


def test_twenty_working_days_over_the_national_holiday() -> None:
    """20 working days after 2026-09-18 end on 2026-10-22 (make-up days included)."""
    due = CALENDAR.add_working_days(date(2026, 9, 18), 20)
    assert (due.day, due.provisional) == (date(2026, 10, 22), False)


@pytest.mark.parametrize(("year", "days"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_working_days_per_year(year: int, days: int) -> None:
    """Every year has the working days that the State Council's notice leaves."""
    assert CALENDAR.working_days_in(year) == days


def test_the_calendar_agrees_with_an_independent_one() -> None:
    """Every day of 2004-2026 is what chinesecalendar says it is."""
    day, wrong = date(2004, 1, 1), []
    while day <= date(2026, 12, 31):
        if chinese_calendar.is_workday(day) != CALENDAR.is_working_day(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == [ADOPTED_FOR_2006]


def test_the_sample_calendar_is_what_is_published() -> None:
    """The sample's calendar rows are those of the holidays package."""
    years = range(2004, 2027)
    assert calendar_of(published_years(years), published_days(years)) == CALENDAR


def test_searching_and_walking_agree() -> None:
    """The fast search among published days gives what counting day by day gives."""
    walking = Calendar(holidays=CALENDAR.holidays, make_up_days=CALENDAR.make_up_days)
    for offset in range(0, 700, 3):
        start = date(2024, 12, 1) + timedelta(days=offset)
        for days in (0, 1, 5, 20, 45):
            fast, slow = (
                CALENDAR.add_working_days(start, days),
                walking.add_working_days(start, days),
            )
            assert fast.day == slow.day


def test_days_of_an_unpublished_year_are_provisional() -> None:
    """A due date in a year not yet published is provisional."""
    assert CALENDAR.add_working_days(date(2026, 12, 30), 20).provisional
    assert CALENDAR.add_calendar_days(date(2026, 12, 30), 20).provisional
    assert not CALENDAR.add_working_days(date(2026, 12, 1), 5).provisional


def test_calendar_days_do_not_end_on_a_day_off() -> None:
    """A period in calendar days that ends on a day off ends on the next working day (CC 203)."""
    assert CALENDAR.add_calendar_days(date(2026, 9, 1), 30).day == date(2026, 10, 8)
    assert CALENDAR.add_calendar_days(date(2026, 9, 1), 1).day == date(2026, 9, 2)


def test_calendar_day_items_count_calendar_days() -> None:
    """An item whose law counts calendar days is due after those (MZ-02: 60)."""
    days = decision_days(BOOK.item("MZ-02"), date(2026, 3, 2), CALENDAR)
    assert (days.due_on, days.promised_on) == (date(2026, 5, 6), date(2026, 3, 17))


def test_an_item_without_licensing_limit_goes_by_its_promise() -> None:
    """Without a statutory limit the promised day is the due day."""
    days = decision_days(BOOK.item("CG-02"), date(2026, 9, 14), CALENDAR)
    assert days.due_on == days.promised_on == date(2026, 9, 15)


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    """24:00 in Shanghai is 16:00 UTC, and belongs to the next day."""
    end = end_of_day(date(2026, 9, 20))
    assert end == FIFTH_DAY_ENDS
    assert local_day(end) == date(2026, 9, 21)
    assert local_day(end - timedelta(milliseconds=1)) == date(2026, 9, 20)


def test_silence_is_acceptance_from_the_day_of_receipt() -> None:
    """Nothing said by the end of the fifth day: accepted from the day of receipt (Art. 32)."""
    story = forwarded()
    assert due_at(story.state) == FIFTH_DAY_ENDS
    story.time_passes_to(FIFTH_DAY_ENDS - timedelta(milliseconds=1)).then()
    story.time_passes_to(FIFTH_DAY_ENDS).then(CaseDeemedAccepted, DeadlineMissed)
    deemed, card = story.last
    assert (deemed.effective_on, deemed.due_on) == (date(2026, 9, 14), date(2026, 10, 16))
    assert (card.leg, card.colour, card.owner) == (Leg.ACCEPTANCE, CardColour.RED, BODY)
    assert story.case.status is Status.ACCEPTED
    assert due_at(story.state) == end_of_day(date(2026, 10, 16))


def test_the_streets_receipt_starts_the_five_days() -> None:
    """In assisted mode the five days run from the street's receipt, forwarded or not."""
    story = received().time_passes_to(FIFTH_DAY_ENDS).then(CaseDeemedAccepted, DeadlineMissed)
    assert story.last[1].owner == STREET
    story.say(STREET, ForwardCase).then(CaseForwarded)
    story.say(BODY, DecideCase, decision=Decision.APPROVED).then(CaseDecided)


def test_returning_work_stops_no_clock() -> None:
    """Work sent back to the street leaves the five days and the decision running."""
    story = forwarded().say(BODY, ReturnWork, reason=ReturnReason.OTHER).then(WorkReturned)
    assert due_at(story.state) == FIFTH_DAY_ENDS
    later = accepted().say(BODY, ReturnWork, reason=ReturnReason.OTHER).then(WorkReturned)
    assert later.case.status is Status.ACCEPTED
    assert due_at(later.state) is not None


def test_an_acceptance_said_too_late_changes_nothing() -> None:
    """Accepting after the fifth day records the deemed acceptance, from the day of receipt."""
    story = forwarded()
    story.now = FIFTH_DAY_ENDS + timedelta(minutes=1)
    story.say(BODY, AcceptCase).then(CaseDeemedAccepted, DeadlineMissed)
    accept = AcceptCase(case_id=story.subject, actor="x")
    refused = story.refuses(BODY, accept, HandlingRule.DEEMED_ACCEPTED)
    assert "2026-09-14" in refused.sentence


def test_an_acceptance_made_in_time_counts_though_it_comes_late() -> None:
    """What was made in time is in time, as long as time has not been decided before it."""
    story = forwarded()
    made = FIFTH_DAY_ENDS - timedelta(minutes=1)
    accept = AcceptCase(case_id=story.subject, actor="x")
    assert story.when(BODY, accept, at=made).last[0].effective_on == date(2026, 9, 20)


def test_a_rejection_after_the_fifth_day_is_refused() -> None:
    """What counts as accepted cannot be rejected any more (Art. 32)."""
    for deemed in (False, True):
        story = forwarded()
        late = FIFTH_DAY_ENDS + timedelta(minutes=1)
        if deemed:
            story.time_passes_to(late)
        story.now = late
        reject = RejectApplication(
            case_id=story.subject, reasons=REASONS, competent_body="市住建局", actor="x"
        )
        story.refuses(BODY, reject, HandlingRule.REJECTED_TOO_LATE)


def test_a_missed_decision_gives_one_card() -> None:
    """The end of the due day gives a red card, once; the decision is then recorded as late."""
    story = accepted()
    end = end_of_day(date(2026, 10, 16))
    assert due_at(story.state) == end
    story.time_passes_to(end).then(DeadlineMissed)
    assert (story.last[0].leg, story.last[0].owner) == (Leg.DECISION, BODY)
    assert due_at(story.state) is None
    story.time_passes_to(end + timedelta(days=30)).then()
    assert story.say(BODY, DecideCase, decision=Decision.APPROVED).last[0].late


def test_time_has_nothing_to_say_of_other_subjects() -> None:
    """Only cases come due."""
    assert due_at(None) is None
    assert elapse(None, MONDAY, BOOK) == ()
