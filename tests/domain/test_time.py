"""Working days, deemed acceptance, missed decisions."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest

from hub.catalogue.calendar_source import published_days, published_years
from hub.catalogue.rows import calendar_of
from hub.domain.calendar import Calendar, end_of_day, local_day, start_of_day
from hub.domain.commands import (
    AcceptCase,
    DecideCase,
    ForwardCase,
    RejectApplication,
    ReturnWork,
)
from hub.domain.deadlines import decision_terms, last_day
from hub.domain.decide import due_at, elapse
from hub.domain.facts import (
    CardIssued,
    CaseDecided,
    CaseDeemedAccepted,
    CaseForwarded,
    WorkReturned,
)
from hub.domain.refusals import HandlingRule
from hub.domain.vocabulary import CardColour, Decision, Leg, ReturnReason, Status
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    EMPOWERED,
    MONDAY,
    REASONS,
    STREET,
    Story,
    accepted,
    acknowledged,
    delivered,
    forwarded,
    issued,
    received,
    reviewed,
    submission,
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
    terms = decision_terms(BOOK.item("MZ-02"), BODY, date(2026, 3, 2), BOOK)
    assert [term.due_on for term in terms] == [date(2026, 5, 6), date(2026, 3, 17)]


def test_an_item_without_licensing_limit_goes_by_its_promise() -> None:
    """Without a statutory limit the promised day is the due day."""
    terms = decision_terms(BOOK.item("CG-02"), STREET, date(2026, 9, 14), BOOK)
    assert [term.leg for term in terms] == [Leg.PROMISE]
    assert last_day(terms) == date(2026, 9, 15)


def test_a_day_ends_at_midnight_in_shanghai() -> None:
    """24:00 in Shanghai is 16:00 UTC, and belongs to the next day."""
    end = end_of_day(date(2026, 9, 20))
    assert end == FIFTH_DAY_ENDS
    assert local_day(end) == date(2026, 9, 21)
    assert local_day(end - timedelta(milliseconds=1)) == date(2026, 9, 20)


def test_silence_is_acceptance_from_the_day_of_receipt() -> None:
    """Nothing said by the end of the fifth day: accepted from the day of receipt (Art. 32)."""
    story = acknowledged().time_passes_to(FIFTH_DAY_ENDS - timedelta(milliseconds=1))
    assert story.case.status is Status.ACKNOWLEDGED
    assert due_at(story.state) == FIFTH_DAY_ENDS
    story.time_passes_to(FIFTH_DAY_ENDS)
    assert isinstance(story.last[0], CaseDeemedAccepted)
    assert story.last[0].effective_on == date(2026, 9, 14)
    assert story.due(Leg.DECISION) == date(2026, 10, 16)
    assert story.cards()[0] == (Leg.ACCEPTANCE, CardColour.RED, BODY)
    assert story.case.status is Status.ACCEPTED


def test_the_streets_receipt_starts_the_five_days() -> None:
    """In assisted mode the five days run from the street's receipt, forwarded or not."""
    story = received().time_passes_to(FIFTH_DAY_ENDS)
    assert isinstance(story.last[0], CaseDeemedAccepted)
    assert (Leg.ACCEPTANCE, CardColour.RED, STREET) in story.cards()
    story.say(STREET, ForwardCase).then(CaseForwarded)
    story.say(BODY, DecideCase, decision=Decision.APPROVED).then(CaseDecided)


def test_returning_work_stops_no_clock() -> None:
    """Work sent back to the street leaves the five days and the decision running."""
    story = forwarded().say(BODY, ReturnWork, reason=ReturnReason.OTHER).then(WorkReturned)
    assert story.due(Leg.ACCEPTANCE) == date(2026, 9, 20)
    later = accepted().say(BODY, ReturnWork, reason=ReturnReason.OTHER).then(WorkReturned)
    assert later.case.status is Status.ACCEPTED
    assert due_at(later.state) is not None


def test_an_acceptance_said_too_late_changes_nothing() -> None:
    """Accepting after the fifth day records the deemed acceptance, from the day of receipt."""
    story = forwarded()
    story.now = FIFTH_DAY_ENDS + timedelta(minutes=1)
    story.say(BODY, AcceptCase).then(CaseDeemedAccepted, CardIssued)
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
    end = end_of_day(date(2026, 10, 16))
    story = accepted().time_passes_to(end - timedelta(milliseconds=1))
    assert due_at(story.state) == end
    story.time_passes_to(end).then(CardIssued)
    assert story.cards() == [(Leg.DECISION, CardColour.RED, BODY)]
    assert due_at(story.state) is None
    story.time_passes_to(end + timedelta(days=30)).then()
    story.say(BODY, DecideCase, decision=Decision.APPROVED).then(CaseDecided, CardIssued)
    assert (story.last[0].late, story.last[1].rule) == (True, "IRREGULAR-001")


def test_a_term_prompts_then_warns_then_is_missed() -> None:
    """One working day before, on the last day, and after it: prompt, yellow, red (电子监察)."""
    story = reviewed()
    days = {
        date(2026, 9, 21): (Leg.PROMISE, CardColour.PROMPT, BODY),
        date(2026, 9, 22): (Leg.PROMISE, CardColour.YELLOW, BODY),
        date(2026, 9, 23): (Leg.PROMISE, CardColour.RED, BODY),
        date(2026, 10, 15): (Leg.DECISION, CardColour.PROMPT, BODY),
        date(2026, 10, 16): (Leg.DECISION, CardColour.YELLOW, BODY),
        date(2026, 10, 17): (Leg.DECISION, CardColour.RED, BODY),
    }
    for day, card in days.items():
        assert due_at(story.state) == start_of_day(day)
        assert story.time_passes_to(start_of_day(day)).cards() == [card]
    assert [card.number for card in story.case.cards] == [1, 2, 3, 4, 5, 6]


def test_the_catalogue_says_how_long_before_the_end_cards_warn() -> None:
    """Thresholds are the district's own: here three days before, and one (电子监察)."""
    thresholds = replace(BOOK.thresholds, prompt_days=3, yellow_days=1)
    story = Story(book=replace(BOOK, thresholds=thresholds)).when(STREET, submission(EMPOWERED))
    assert story.due(Leg.ACCEPTANCE) == date(2026, 9, 20)
    for day, colour in ((16, CardColour.PROMPT), (18, CardColour.YELLOW), (21, CardColour.RED)):
        assert due_at(story.state) == start_of_day(date(2026, 9, day))
        story.time_passes_to(start_of_day(date(2026, 9, day)))
        assert (Leg.ACCEPTANCE, colour, STREET) in story.cards()


def test_after_an_outage_only_the_gravest_card_is_given() -> None:
    """Of the cards that one term has earned while nobody looked only the last one is given."""
    story = accepted().time_passes_to(datetime(2026, 12, 1, tzinfo=UTC))
    red = CardColour.RED
    assert story.cards() == [(leg, red, BODY) for leg in (Leg.DECISION, Leg.PROMISE, Leg.STEP)]


def test_what_an_outage_makes_due_at_once_is_said_at_once() -> None:
    """A case deemed accepted long ago is past its decision, too: all in one entry."""
    story = received("CG-02").time_passes_to(datetime(2026, 12, 1, tzinfo=UTC))
    assert story.cards() == [
        (Leg.ACCEPTANCE, CardColour.RED, STREET),
        (Leg.PROMISE, CardColour.RED, STREET),
        (Leg.STEP, CardColour.RED, STREET),
    ]
    assert due_at(story.state) is None


def test_forwarding_and_signing_for_work_have_limits() -> None:
    """The street forwards on the same day, the department signs for it within one (转报, 签收)."""
    story = received().time_passes_to(end_of_day(date(2026, 9, 14)))
    assert story.cards() == [(Leg.FORWARDING, CardColour.RED, STREET)]
    story = forwarded().time_passes_to(end_of_day(date(2026, 9, 15)))
    assert (Leg.ACKNOWLEDGEMENT, CardColour.RED, BODY) in story.cards()
    assert acknowledged().due(Leg.ACKNOWLEDGEMENT) is None


def test_the_outcome_reaches_the_applicant_within_ten_working_days() -> None:
    """Delivery is due ten working days after the decision, the way back included (Art. 44)."""
    story = issued()
    assert story.due(Leg.DELIVERY) == date(2026, 9, 28)
    assert story.due(Leg.RECEIPT) == date(2026, 9, 15)
    assert delivered().case.terms == ()


def test_time_has_nothing_to_say_of_other_subjects() -> None:
    """Only cases come due."""
    assert due_at(None) is None
    assert elapse(None, MONDAY, BOOK) == ()
