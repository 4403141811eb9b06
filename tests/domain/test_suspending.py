"""Special procedures, extension, interested parties and hearings (Licensing Law, Art. 42-47)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AcceptCase,
    DecideCase,
    EndSpecialProcedure,
    ExtendDeadline,
    ForwardCase,
    RecordInspection,
    RequestHearing,
    StartSpecialProcedure,
    TellInterestedParties,
)
from hub.domain.decide import due_at
from hub.domain.facts import (
    CaseDecided,
    DeadlineExtended,
    HearingRequested,
    InspectionRecorded,
    InterestedPartiesTold,
    SpecialProcedureEnded,
    SpecialProcedureStarted,
    TermLapsed,
)
from hub.domain.guides import ClockProfile, DayKind, Handling
from hub.domain.refusals import HandlingRule, PaperRule, StandingRule, SuspendingRule
from hub.domain.vocabulary import ApproverRole, CardColour, Decision, Leg, ProcedureKind
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    EMPOWERED,
    OTHER_STREET,
    REASONS,
    STREET,
    Story,
    accepted,
    forwarded,
    paper,
    submission,
)
from tests.domain.test_correcting import command, told

BODY = DECIDER[ASSISTED]
NOTICE = paper("特殊程序期限告知书", 11)
DAY = timedelta(days=1)
HEARING = ProcedureKind.HEARING


def stopped(kind: ProcedureKind = ProcedureKind.APPRAISAL) -> Story:
    """An accepted case whose clock stands still."""
    return accepted().say(BODY, StartSpecialProcedure, kind=kind, notice=NOTICE, days=10)


def test_the_clock_stands_still_and_goes_on_with_what_was_left() -> None:
    """Ten days of appraisal move the last day by the working days that went by (Art. 45)."""
    story = stopped().then(SpecialProcedureStarted)
    assert told(story) == {(STREET, "ClockStopped")}
    story.now += 7 * DAY
    story.say(BODY, EndSpecialProcedure).then(SpecialProcedureEnded)
    assert story.due(Leg.DECISION) == date(2026, 10, 26)
    assert story.due(Leg.PROMISE) == date(2026, 10, 8)
    assert told(story) == {(STREET, "DeadlineMoved")}


def test_no_card_is_given_while_the_clock_stands_still() -> None:
    """Stopped legs come due for nobody; after the end they do again."""
    story = stopped().time_passes_to(end_of_day(date(2026, 12, 1)))
    assert story.cards() == []
    assert due_at(story.state) is None
    story.say(BODY, EndSpecialProcedure)
    assert due_at(story.state) is not None


def test_what_was_over_before_the_stop_stays_over() -> None:
    """A promise that was broken before is not mended by a hearing."""
    story = accepted().time_passes_to(end_of_day(date(2026, 9, 22)))
    assert (Leg.PROMISE, CardColour.RED, BODY) in story.cards()
    story.say(BODY, StartSpecialProcedure, kind=HEARING, notice=NOTICE, days=1)
    story.now += 3 * DAY
    story.say(BODY, EndSpecialProcedure)
    assert story.due(Leg.PROMISE) == date(2026, 9, 22)
    assert [term.leg for term in story.last[0].terms] == [Leg.DECISION]


def test_calendar_days_go_on_in_calendar_days() -> None:
    """Where the law counts calendar days, calendar days are left."""
    item = BOOK.items[EMPOWERED]
    clock = ClockProfile(statutory_days=60, unit=DayKind.CALENDAR)
    book = replace(BOOK, items={**BOOK.items, EMPOWERED: replace(item, clock=clock)})
    story = Story(book=book).when(STREET, submission(EMPOWERED))
    story.when(STREET, command(story, AcceptCase))
    assert story.due(Leg.DECISION) == date(2026, 11, 13)
    story.say(STREET, StartSpecialProcedure, kind=HEARING, notice=NOTICE, days=5)
    story.now += 5 * DAY
    story.say(STREET, EndSpecialProcedure)
    assert story.due(Leg.DECISION) == date(2026, 11, 18)


def test_only_what_a_law_names_stops_the_clock() -> None:
    """The list is closed: another kind names its law; a notice is needed (Art. 45)."""
    story = accepted()
    other = command(
        story,
        StartSpecialProcedure,
        kind=ProcedureKind.OTHER_BY_LAW,
        notice=NOTICE,
        days=5,
    )
    story.refuses(BODY, other, SuspendingRule.LAW_MISSING)
    unsound = replace(other, kind=HEARING, notice=paper("x", 0))
    story.refuses(BODY, unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    story.when(BODY, replace(other, legal_basis="《安全生产法》第六十三条"))
    story.then(SpecialProcedureStarted)


@pytest.mark.parametrize("kind", sorted(set(ProcedureKind) - {ProcedureKind.OTHER_BY_LAW}), ids=str)
def test_what_the_law_lists_stops_the_clock_of_itself(kind: ProcedureKind) -> None:
    """听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审 need no other law (Art. 45)."""
    story = stopped(kind).then(SpecialProcedureStarted)
    assert story.case.stop is not None
    assert story.case.stop.kind is kind


def test_the_list_of_what_stops_the_clock_is_closed() -> None:
    """Eight procedures of the law, and what another law names (Art. 45)."""
    assert [each.name for each in ProcedureKind] == [
        "HEARING", "TENDER", "AUCTION", "INSPECTION", "TESTING", "QUARANTINE", "APPRAISAL",
        "EXPERT_REVIEW", "OTHER_BY_LAW",
    ]  # fmt: skip


def test_a_site_visit_stops_no_clock() -> None:
    """踏勘 belongs to the review: an inspection on the spot leaves every term as it is."""
    story = accepted()
    before = story.case.terms
    visit = {"inspectors": ("staff-1", "staff-2"), "report": paper("现场核查笔录", 12)}
    story.say(BODY, RecordInspection, **visit).then(InspectionRecorded)
    assert story.case.terms == before
    assert story.case.stop is None


def test_one_procedure_at_a_time_and_only_in_review() -> None:
    """Nothing is stopped before acceptance, twice, or by anybody but the deciding body."""
    begin = {"kind": HEARING, "notice": NOTICE, "days": 1}
    early = forwarded()
    early.refuses(
        BODY, command(early, StartSpecialProcedure, **begin), HandlingRule.NOT_YET_ACCEPTED
    )
    story = stopped()
    again = command(story, StartSpecialProcedure, **begin)
    story.refuses(BODY, again, SuspendingRule.ALREADY_STOPPED)
    story.refuses(OTHER_STREET, again, StandingRule.NOT_THE_DECIDER)
    running = accepted()
    running.refuses(BODY, command(running, EndSpecialProcedure), SuspendingRule.NOT_STOPPED)


def test_nothing_is_decided_while_the_procedure_runs() -> None:
    """A decision waits for the end of what it needs."""
    story = stopped()
    decide = command(story, DecideCase, decision=Decision.APPROVED)
    story.refuses(BODY, decide, SuspendingRule.ALREADY_STOPPED)
    story.say(BODY, EndSpecialProcedure).when(BODY, decide).then(CaseDecided)


def extension(story: Story, **changes: object) -> object:
    """The head's extension of a case's time."""
    whole = {"approver": "head-1", "reasons": REASONS} | changes
    return command(story, ExtendDeadline, **whole)


def test_the_head_extends_a_licence_by_ten_days_once() -> None:
    """20 working days, and 10 once by the head of the deciding body (Art. 42)."""
    story = accepted()
    assert story.due(Leg.DECISION) == date(2026, 10, 16)
    story.when(BODY, extension(story)).then(DeadlineExtended)
    assert story.due(Leg.DECISION) == date(2026, 10, 30)
    assert told(story) == {(STREET, "DeadlineMoved")}
    story.refuses(BODY, extension(story), SuspendingRule.EXTENDED_BEFORE)


@pytest.mark.parametrize("approver", ["", " ", "x"])
def test_an_extension_has_a_head_of_its_own(approver: str) -> None:
    """Nobody extends for himself, nor nobody at all."""
    story = accepted()
    story.refuses(BODY, extension(story, approver=approver), SuspendingRule.APPROVER_MISSING)


def test_what_has_no_time_by_law_or_is_over_cannot_be_extended() -> None:
    """Only a statutory time that still runs is extended, and only by the deciding body."""
    promised = accepted("CG-02")
    promised.refuses(STREET, extension(promised), SuspendingRule.NOTHING_TO_EXTEND)
    story = accepted()
    story.refuses(STREET, extension(story), StandingRule.STREET_NEVER_DECIDES)
    story.now = end_of_day(date(2026, 10, 16)) + timedelta(minutes=1)
    story.refuses(BODY, extension(story), SuspendingRule.TOO_LATE_TO_EXTEND)


def under(clock: ClockProfile) -> Story:
    """An accepted licence whose item has this clock."""
    item = BOOK.items[ASSISTED]
    book = replace(BOOK, items={**BOOK.items, ASSISTED: replace(item, clock=clock)})
    story = Story(book=book).when(STREET, submission(ASSISTED))
    return story.say(STREET, ForwardCase).when(BODY, command(story, AcceptCase))


@pytest.mark.parametrize("handling", [Handling.UNIFIED, Handling.JOINT, Handling.CENTRALISED])
def test_joint_handling_has_forty_five_days_and_fifteen_more(handling: Handling) -> None:
    """Handled together: 45 days, and 15 by the head of the government, no other (Art. 42)."""
    story, calendar = under(ClockProfile(handling=handling)), BOOK.calendar
    due = calendar.add_working_days(date(2026, 9, 14), 45).day
    assert story.due(Leg.DECISION) == due
    refused = story.refuses(BODY, extension(story), SuspendingRule.WRONG_APPROVER)
    assert "人民政府" in refused.sentence
    story.when(BODY, extension(story, role=ApproverRole.GOVERNMENT_HEAD)).then(DeadlineExtended)
    assert story.due(Leg.DECISION) == calendar.add_working_days(due, 15).day


def test_a_time_of_another_law_is_extended_by_that_law_only() -> None:
    """Seven days of the Construction Law are no days of Art. 42: its own extension or none."""
    alone = under(ClockProfile(statutory_days=7, source="《建筑法》第八条"))
    alone.refuses(BODY, extension(alone), SuspendingRule.NOTHING_TO_EXTEND)
    story = under(ClockProfile(statutory_days=7, extension_days=3, source="《建筑法》第八条"))
    story.when(BODY, extension(story)).then(DeadlineExtended)
    assert story.due(Leg.DECISION) == BOOK.calendar.add_working_days(date(2026, 9, 14), 10).day


def test_a_stop_dated_back_wins_no_day() -> None:
    """What is said to have begun before the acceptance, or before the last end, counts from it."""
    story = accepted()
    due = story.due(Leg.DECISION)
    begin = command(story, StartSpecialProcedure, kind=HEARING, notice=NOTICE, days=1)
    end = command(story, EndSpecialProcedure)
    story.when(BODY, begin, at=story.now - 30 * DAY).when(BODY, end)
    assert story.due(Leg.DECISION) == due
    story.now += 3 * DAY
    story.when(BODY, begin).when(BODY, end, at=story.now - 2 * DAY)
    assert story.due(Leg.DECISION) == due
    story.when(BODY, begin, at=story.now - 2 * DAY).when(BODY, end)
    assert story.due(Leg.DECISION) == due


@pytest.mark.parametrize("days", [0, -1, 367, 1 << 40])
def test_the_time_told_is_a_time(days: int) -> None:
    """The applicant is told in writing how long it takes (Art. 45)."""
    story = accepted()
    begin = command(story, StartSpecialProcedure, kind=HEARING, notice=NOTICE, days=days)
    story.refuses(BODY, begin, SuspendingRule.DAYS_UNREASONABLE)


def heard(story: Story | None = None) -> Story:
    """A case whose interested parties were told of their right."""
    return (story or accepted()).say(BODY, TellInterestedParties, notice=NOTICE)


def test_interested_parties_have_five_days_to_ask() -> None:
    """Nothing is decided before they are over; then it may be (Art. 47)."""
    story = heard().then(InterestedPartiesTold)
    assert told(story) == {(STREET, "HearingOffered")}
    assert story.due(Leg.HEARING_REQUEST) == date(2026, 9, 20)
    decide = command(story, DecideCase, decision=Decision.APPROVED)
    story.refuses(BODY, decide, SuspendingRule.HEARING_PENDING)
    story.time_passes_to(end_of_day(date(2026, 9, 20)))
    assert TermLapsed in [type(fact) for fact in story.last]
    ask = command(story, RequestHearing, request=REASONS)
    story.now += timedelta(minutes=1)
    story.refuses(STREET, ask, SuspendingRule.NO_HEARING_RUNS)
    story.when(BODY, decide).then(CaseDecided)


def test_a_hearing_is_organised_within_twenty_days_and_stops_the_clock() -> None:
    """Asked for in time, it must be held before the decision (Art. 47)."""
    story = heard().say(STREET, RequestHearing, request=REASONS).then(HearingRequested)
    assert told(story) == {(BODY, "HearingAsked")}
    assert story.due(Leg.HEARING_REQUEST) is None
    assert story.due(Leg.HEARING) == date(2026, 10, 16)
    decide = command(story, DecideCase, decision=Decision.APPROVED)
    story.refuses(BODY, decide, SuspendingRule.HEARING_PENDING)
    again = command(story, TellInterestedParties, notice=NOTICE)
    story.refuses(BODY, again, SuspendingRule.TOLD_BEFORE)
    story.say(BODY, StartSpecialProcedure, kind=HEARING, notice=NOTICE, days=1)
    story.say(BODY, EndSpecialProcedure, report=REASONS)
    assert story.due(Leg.HEARING) is None
    story.when(BODY, decide).then(CaseDecided)


def test_a_hearing_that_is_not_organised_gives_a_card() -> None:
    """The deciding body owes it; past the twenty days the card names the leg."""
    story = heard().say(STREET, RequestHearing, request=REASONS)
    story.time_passes_to(end_of_day(date(2026, 10, 16)))
    assert (Leg.HEARING, CardColour.RED, BODY) in story.cards()


def test_only_those_at_hand_bring_a_request() -> None:
    """A hearing is asked for at the street or at the deciding body."""
    story = heard()
    ask = command(story, RequestHearing, request=REASONS)
    story.refuses(OTHER_STREET, ask, StandingRule.NOT_THE_STREET)


def test_who_is_found_to_be_interested_later_has_days_too() -> None:
    """After the five days others may be told; told twice within them is nobody (Art. 47)."""
    story = heard()
    again = command(story, TellInterestedParties, notice=NOTICE)
    story.refuses(BODY, again, SuspendingRule.TOLD_BEFORE)
    story.time_passes_to(end_of_day(date(2026, 9, 20)) + timedelta(minutes=1))
    story.when(BODY, again).then(InterestedPartiesTold)
    story.say(BODY, RequestHearing, request=REASONS).then(HearingRequested)
    assert told(story) == {(STREET, "HearingAsked")}
