"""The steps of a guide, each with its owner and its limit (环节)."""

from dataclasses import replace
from datetime import date, timedelta

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AcceptCase,
    DecideCase,
    EndSpecialProcedure,
    ForwardCase,
    RecordStep,
    StartSpecialProcedure,
)
from hub.domain.facts import CaseDeemedAccepted, StepRecorded
from hub.domain.guides import Step
from hub.domain.publicity import PUBLICATION
from hub.domain.refusals import StandingRule
from hub.domain.vocabulary import CardColour, Decision, Leg, ProcedureKind
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    MONDAY,
    PRELIMINARY,
    STREET,
    Story,
    accepted,
    paper,
    submission,
)
from tests.domain.test_correcting import command, told

BODY, OTHER = DECIDER[ASSISTED], "dept-chengguan"
STEPS = (
    Step(name="现场核查", organisation=OTHER, limit_days=2),
    Step(name="拟办", organisation=BODY),
    Step(name="审核", organisation=BODY, limit_days=3),
)


def begun() -> Story:
    """An accepted case with steps of two bodies."""
    item = BOOK.items[ASSISTED]
    guided = replace(item, guide=replace(item.guide, steps=STEPS))
    story = Story(book=replace(BOOK, items={**BOOK.items, ASSISTED: guided}))
    story.when(STREET, submission(ASSISTED)).say(STREET, ForwardCase)
    return story.when(BODY, command(story, AcceptCase))


def step(story: Story, name: str, department: str = BODY) -> object:
    """The record of a step."""
    return command(story, RecordStep, step=name, department=department, occurred_at=MONDAY)


def running(story: Story) -> dict[str, tuple[str, date]]:
    """The steps whose limit runs: who owes them until when."""
    terms = [each.term for each in story.case.terms if each.term.leg is Leg.STEP]
    return {each.about: (each.owner, each.due_on) for each in terms}


def test_acceptance_begins_the_first_step() -> None:
    """Its owner is told, and owes it within the days of the guide."""
    story = begun()
    assert running(story) == {"现场核查": (OTHER, date(2026, 9, 16))}
    assert (OTHER, "StepAssigned") in told(story)


def test_the_end_of_a_step_begins_the_next_that_has_a_limit() -> None:
    """Whoever owes a step records it, or the deciding body does; once, however often it is said."""
    story = begun()
    story.when(OTHER, step(story, "现场核查", OTHER)).then(StepRecorded)
    assert running(story) == {"审核": (BODY, date(2026, 9, 17))}
    story.when(BODY, step(story, "拟办"))
    assert running(story) == {"审核": (BODY, date(2026, 9, 17))}
    story.when(BODY, step(story, "审核")).when(BODY, step(story, "现场核查", OTHER))
    assert running(story) == {}
    story.refuses(OTHER, step(story, "现场核查", OTHER), StandingRule.NOT_THE_DECIDER)


def test_a_late_step_costs_its_owner_a_card() -> None:
    """The card names the step and goes to whom the guide names, not to the lead."""
    story = begun().time_passes_to(end_of_day(date(2026, 9, 16)))
    assert (Leg.STEP, CardColour.RED, OTHER) in story.cards()
    assert next(card.about for card in story.last if card.leg is Leg.STEP) == "现场核查"


def test_a_step_that_begins_while_the_clock_stands_still_has_all_its_days() -> None:
    """Days of a special procedure are no days of a step either (Licensing Law, Art. 45)."""
    story = begun()
    kind, notice = ProcedureKind.TESTING, paper("特殊程序期限告知书", 11)
    story.say(BODY, StartSpecialProcedure, kind=kind, notice=notice, days=5)
    story.now += timedelta(days=2)
    story.when(BODY, step(story, "现场核查", OTHER))
    story.time_passes_to(story.now + timedelta(days=20))
    assert story.cards() == []
    story.say(BODY, EndSpecialProcedure)
    last = BOOK.calendar.add_working_days(story.now.date(), 3).day
    assert running(story) == {"审核": (BODY, last)}


def test_silence_begins_the_first_step_when_it_is_certain() -> None:
    """The steps of a case deemed accepted begin after the fifth day, not on the day of receipt."""
    story = Story().when(STREET, submission(ASSISTED)).say(STREET, ForwardCase)
    story.time_passes_to(end_of_day(date(2026, 9, 20)))
    assert isinstance(story.last[0], CaseDeemedAccepted)
    assert running(story) == {"审核": (BODY, date(2026, 9, 29))}


def test_the_streets_preliminary_review_is_no_step_after_acceptance() -> None:
    """What the street reviewed before it forwarded is not owed again (初审, Art. 43)."""
    assert list(running(accepted(PRELIMINARY))) == ["审核"]


def test_the_decision_ends_every_step() -> None:
    """What was decided needs no step any more but its publication (Art. 40)."""
    story = begun().say(BODY, DecideCase, decision=Decision.APPROVED)
    assert list(running(story)) == [PUBLICATION]
