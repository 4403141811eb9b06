"""A calendar that changes moves last days as new facts, and proves red cards wrong."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AcceptCase,
    AnswerQuestion,
    AppealCard,
    AskMentor,
    DecideCase,
    EndSpecialProcedure,
    ExtendDeadline,
    ForwardCase,
    RecomputeAnswers,
    RecomputeTerms,
    StartSpecialProcedure,
)
from hub.domain.decide import due_at
from hub.domain.facts import AnswersMoved, CardIssued, CardWithdrawn, CaseDecided, TermsMoved
from hub.domain.inbox import AnswerDaysReported
from hub.domain.question import Question
from hub.domain.refusals import MessageRule, StandingRule, SupervisingRule
from hub.domain.terms import Term
from hub.domain.vocabulary import CardColour, CardStanding, Decision, Leg, ProcedureKind
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    REASONS,
    STREET,
    Story,
    accepted,
    paper,
    reviewed,
    submission,
)

BODY = DECIDER[ASSISTED]
DECEMBER = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
OFF_2027 = (date(2027, 1, 1), date(2027, 2, 8), date(2027, 2, 9), date(2027, 2, 10))
ON_2027 = (date(2027, 1, 9),)
OF_2027 = {"year": 2027, "holidays": OFF_2027, "make_up_days": ON_2027}
CALENDAR = BOOK.calendar


def of_2026(*more: date) -> dict[str, object]:
    """The arrangement of 2026 with further days off, as after an emergency."""
    return {
        "year": 2026,
        "holidays": (*[day for day in CALENDAR.holidays if day.year == 2026], *more),
        "make_up_days": tuple(day for day in CALENDAR.make_up_days if day.year == 2026),
    }


def recompute(story: Story, **arranged: object) -> RecomputeTerms:
    """The administration's command for a story's case."""
    return RecomputeTerms(case_id=story.subject, actor="x", **arranged)


def over_new_year(item: str = ASSISTED) -> Story:
    """A case whose last days lie in a year that is not published yet."""
    story = Story(now=DECEMBER).when(STREET, submission(item)).say(STREET, ForwardCase)
    return story.say(BOOK.items[item].department, AcceptCase)


def days(story: Story) -> dict[Leg, date]:
    """The last days of the open terms."""
    return {each.term.leg: each.term.due_on for each in story.case.terms}


def test_provisional_days_are_counted_anew_when_the_year_is_published() -> None:
    """Days of an unpublished year are provisional; published, they move as a new fact (4)."""
    story = over_new_year()
    before = story.case.term(Leg.DECISION)
    assert before is not None
    assert before.provisional
    story.when("admin", recompute(story, **OF_2027)).then(TermsMoved)
    after = story.case.term(Leg.DECISION)
    expected = CALENDAR.rearranged(2027, OFF_2027, ON_2027).add_working_days(date(2026, 12, 21), 20)
    assert after is not None
    assert (after.due_on, after.provisional) == (expected.day, False)
    assert story.last[0].formerly[0] == before
    story.refuses("admin", recompute(story, **OF_2027), SupervisingRule.NOTHING_MOVES)


def test_owner_and_street_are_told_old_and_new_days() -> None:
    """Each owner hears of its own last days, the street of all."""
    story = over_new_year()
    story.when("admin", recompute(story, **OF_2027))
    said = announce(story.subject, story.last[0])
    assert [each.to for each in said] == [BODY, STREET]
    assert all(term.owner == BODY for term in said[0].message.terms)
    assert len(said[1].message.terms) == len(said[1].message.formerly)


def test_a_red_card_that_came_too_soon_is_withdrawn() -> None:
    """A new day off moves the last day past the card; the next end of time gives a new one (4)."""
    story = reviewed()
    story.time_passes_to(end_of_day(date(2026, 9, 22)))
    assert story.cards() == [(Leg.PROMISE, CardColour.RED, BODY)]
    story.when("admin", recompute(story, **of_2026(date(2026, 9, 21))))
    story.then(TermsMoved, CardWithdrawn)
    assert story.due(Leg.PROMISE) == date(2026, 9, 23)
    assert story.case.cards[0].standing is CardStanding.WITHDRAWN
    said = announce(story.subject, story.last[1])
    assert {each.to for each in said} == {BODY, STREET}
    story.time_passes_to(end_of_day(date(2026, 9, 23))).then(CardIssued)
    assert story.case.cards[1].standing is CardStanding.GIVEN


def test_an_appeal_ends_with_the_card_that_is_withdrawn() -> None:
    """What the calendar settles is not to be decided any more."""
    story = accepted().time_passes_to(end_of_day(date(2026, 9, 22)))
    story.say(BODY, AppealCard, number=1, request=paper())
    story.when("admin", recompute(story, **of_2026(date(2026, 9, 21))))
    assert story.case.term(Leg.APPEAL, "card-1") is None


def test_a_day_that_comes_sooner_leaves_cards_as_they_are() -> None:
    """A day off less may make a term end at once; only time gives its card."""
    story = reviewed()
    fewer = of_2026()
    fewer["make_up_days"] = (*fewer["make_up_days"], date(2026, 9, 19))
    story.now = datetime(2026, 9, 22, 2, tzinfo=UTC)
    story.when("admin", recompute(story, **fewer)).then(TermsMoved)
    assert story.due(Leg.PROMISE) == date(2026, 9, 21)
    assert due_at(story.state) is not None
    story.time_passes_to(story.now)
    assert story.cards() == [(Leg.PROMISE, CardColour.RED, BODY)]


def test_only_what_was_counted_moves() -> None:
    """A case without open terms, or whose days the year does not touch, has nothing to move."""
    story = accepted()
    story.refuses("admin", recompute(story, **OF_2027), SupervisingRule.NOTHING_MOVES)


def test_only_the_administration_says_so() -> None:
    """The leading administration brings the notice of the State Council, and nobody else."""
    story = over_new_year()
    story.refuses(STREET, recompute(story, **OF_2027), StandingRule.NOT_THE_DECIDER)


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": 1},
        {"year": 2_000_000},
        {"holidays": (date(2026, 1, 1),)},
        {"holidays": (date(2027, 1, 2),)},
        {"make_up_days": (date(2027, 1, 4),)},
    ],
)
def test_an_arrangement_is_of_its_year_and_its_days(wrong: dict[str, object]) -> None:
    """Days off are Monday to Friday, make-up days Saturday and Sunday, all of that year."""
    story = over_new_year()
    unsound = recompute(story, **{**OF_2027, **wrong})
    story.refuses("admin", unsound, SupervisingRule.CALENDAR_UNSOUND)


def test_calendar_days_roll_past_new_days_off() -> None:
    """A period in calendar days ends after a day off that was arranged later (CC 203)."""
    story = over_new_year("MZ-02")
    last = date(2026, 12, 21) + timedelta(days=60)
    assert story.due(Leg.DECISION) == last
    off = {**OF_2027, "holidays": (*OFF_2027, last)}
    story.when("admin", recompute(story, **off)).then(TermsMoved)
    assert story.due(Leg.DECISION) == date(2027, 2, 22)
    assert all(not each.term.provisional for each in story.case.terms)


def test_extended_and_resumed_terms_move_too() -> None:
    """What was extended or stood still is counted anew as it was counted (Art. 42, 45)."""
    story = over_new_year()
    story.say(BODY, ExtendDeadline, approver="head-1", reasons=REASONS)
    story.when("admin", recompute(story, **OF_2027))
    arranged = CALENDAR.rearranged(2027, OFF_2027, ON_2027)
    assert story.due(Leg.DECISION) == arranged.add_working_days(date(2026, 12, 21), 30).day
    stopped = over_new_year()
    hearing = ProcedureKind.HEARING
    stopped.say(BODY, StartSpecialProcedure, kind=hearing, notice=REASONS, days=10)
    stopped.now = datetime(2026, 12, 28, 2, tzinfo=UTC)
    stopped.say(BODY, EndSpecialProcedure, report=REASONS)
    stopped.when("admin", recompute(stopped, **OF_2027))
    assert stopped.due(Leg.DECISION) == arranged.add_working_days(date(2026, 12, 28), 20).day


def over_new_year_asked() -> Story:
    """A question whose answer is due in a year that is not published yet."""
    thirtieth = datetime(2026, 12, 30, 2, 0, tzinfo=UTC)
    asking = AskMentor(number="Z-1", department=BODY, question=paper(), actor="clerk-1")
    return Story(now=thirtieth).when(STREET, asking)


def recompute_answers(story: Story, **arranged: object) -> RecomputeAnswers:
    """The administration's command for a story's question."""
    return RecomputeAnswers(question_id=story.subject, actor="x", **arranged)


def owed(story: Story) -> Term:
    """What is owed about a question."""
    assert isinstance(story.state, Question)
    (running,) = story.state.terms
    return running.term


def test_the_answer_to_a_question_is_due_by_the_new_days() -> None:
    """A mentor's days are counted anew like those of a case, once; asker and owner are told."""
    story = over_new_year_asked()
    before = owed(story)
    assert before.provisional
    story.when("admin", recompute_answers(story, **OF_2027)).then(AnswersMoved)
    after = owed(story)
    arranged = CALENDAR.rearranged(2027, OFF_2027, ON_2027)
    days = BOOK.question_days(BODY, None)
    expected = arranged.add_working_days(date(2026, 12, 30), days)
    assert (after.due_on, after.provisional) == (expected.day, False)
    assert story.last[0].formerly == (before,)
    said = announce(story.subject, story.last[0])
    assert [(each.to, type(each.message)) for each in said] == [
        (BODY, AnswerDaysReported),
        (STREET, AnswerDaysReported),
    ]
    story.refuses("admin", recompute_answers(story, **OF_2027), SupervisingRule.NOTHING_MOVES)


def test_a_question_with_nothing_owed_has_nothing_to_move() -> None:
    """An answered question waits for nobody; a case is no question, and only one body leads."""
    story = over_new_year_asked()
    story.refuses(STREET, recompute_answers(story, **OF_2027), StandingRule.NOT_THE_DECIDER)
    answer = AnswerQuestion(
        question_id=story.subject, mentor="mentor-1", answer=paper(), actor="d-1"
    )
    story.when(BODY, answer)
    story.refuses("admin", recompute_answers(story, **OF_2027), SupervisingRule.NOTHING_MOVES)
    case = over_new_year()
    case.refuses("admin", recompute_answers(case, **OF_2027), MessageRule.WRONG_SUBJECT)


def test_a_decision_in_time_by_the_new_calendar_is_in_time() -> None:
    """Whether a decision is late follows the days as they are when it is made (Art. 42)."""
    story = accepted()
    story.now = datetime(2026, 10, 17, 2, tzinfo=UTC)
    story.when("admin", recompute(story, **of_2026(date(2026, 10, 15))))
    decided = story.say(BODY, DecideCase, decision=Decision.APPROVED)
    assert decided.then(CaseDecided).last[0].late is False
