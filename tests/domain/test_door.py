"""At the door: turned away with a slip, insisting, filing again, messages made offline."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from hub.domain import commands
from hub.domain.announcements import announce
from hub.domain.commands import InsistOnApplication, RefuseAtDoor
from hub.domain.context import Context
from hub.domain.decide import decide, new_subject
from hub.domain.facts import (
    ApplicationInsisted,
    ApplicationRejected,
    ApplicationReplaced,
    CaseAccepted,
    CaseReceived,
    CorrectionNoticeIssued,
    TurnedAway,
)
from hub.domain.refusals import (
    DoorRule,
    MessageRule,
    PaperRule,
    PlaceRule,
    Refused,
    Rule,
    StandingRule,
)
from hub.domain.vocabulary import CardColour, Leg, Opinion, ReturnReason, Status
from tests.domain.scenes import (
    ASSISTED,
    BANK,
    BOOK,
    COUNTER,
    DECIDER,
    EMPOWERED,
    MONDAY,
    OTHER_STREET,
    POST,
    PRELIMINARY,
    REASONS,
    RELAYED,
    STREET,
    Story,
    accepted,
    acknowledged,
    decided,
    forwarded,
    materials,
    paper,
    received,
    submission,
)

BODY = DECIDER[RELAYED]
UNKNOWN = "XX-99"


def slip(**changes: object) -> RefuseAtDoor:
    """A slip for an item that only outlets may take, asked for at a counter."""
    whole = RefuseAtDoor(
        business_number="2026-0001",
        item_code=RELAYED,
        street=STREET,
        place=COUNTER,
        applicant="p-0001",
        competent_body="市医保局",
        actor="clerk-1",
    )
    return replace(whole, **cast("dict[str, Any]", changes))


def turned_away(**changes: object) -> Story:
    """Somebody with a slip."""
    return Story().when(STREET, slip(**changes)).then(TurnedAway)


def insisted(**changes: object) -> Story:
    """Somebody who was turned away and insists."""
    story = turned_away(**changes)
    return story.say(STREET, InsistOnApplication, form=paper()).then(ApplicationInsisted)


@pytest.mark.parametrize(
    ("item", "rule", "body"),
    [
        (RELAYED, PlaceRule.ITEM_NOT_LISTED, BODY),
        (UNKNOWN, PlaceRule.ITEM_UNKNOWN, "admin"),
    ],
)
def test_a_slip_names_rule_and_body(item: str, rule: Rule, body: str) -> None:
    """Who may not be served here gets a dated slip with rule and where to go (Art. 32(1))."""
    story = turned_away(item_code=item)
    (fact,) = story.last
    assert isinstance(fact, TurnedAway)
    assert (fact.rule, fact.competent_body, fact.at) == (rule.code, "市医保局", MONDAY)
    assert fact.heading.business_number == "2026-0001"
    assert (story.case.status, story.case.heading.decider) == (Status.TURNED_AWAY, body)
    assert [said.to for said in announce(story.subject, fact)] == [body]


def test_a_slip_opens_a_case_of_its_own_catalogue() -> None:
    """A slip opens a subject, so that the catalogue by which it was given stays with it."""
    assert new_subject(slip())


def test_an_outlet_sends_to_the_counter() -> None:
    """An outlet turns away what its street did not list for it; the street hears (plan 3(2))."""
    story = Story().when("op-icbc", slip(item_code=ASSISTED, place=BANK))
    (fact,) = story.then(TurnedAway).last
    assert isinstance(fact, TurnedAway)
    assert fact.rule == PlaceRule.NOT_ON_OUTLET_LIST.code
    assert {said.to for said in announce(story.subject, fact)} == {STREET, DECIDER[ASSISTED]}
    story.say("op-icbc", InsistOnApplication, form=paper())
    told = [(s.to, type(s.message).__name__) for s in announce(story.subject, story.last[0])]
    assert told == [
        (DECIDER[ASSISTED], "WrittenAnswerRequested"),
        (STREET, "ProgressReported"),
    ]


@pytest.mark.parametrize(
    ("changes", "sender", "rule"),
    [
        ({"item_code": ASSISTED}, STREET, DoorRule.MAY_BE_TAKEN_HERE),
        ({"item_code": RELAYED, "place": POST}, "op-post", DoorRule.MAY_BE_TAKEN_HERE),
        ({"competent_body": " "}, STREET, DoorRule.WHERE_TO_GO_MISSING),
        ({"street": "street-no"}, STREET, PlaceRule.STREET_UNKNOWN),
        ({"place": "licun-w1"}, STREET, PlaceRule.PLACE_UNKNOWN),
        ({}, OTHER_STREET, PlaceRule.PLACE_NOT_YOURS),
    ],
)
def test_nobody_is_turned_away_without_a_rule(
    changes: dict[str, str], sender: str, rule: Rule
) -> None:
    """What the lists let be taken here is taken, and a slip says where to go (Art. 32)."""
    Story().refuses(sender, slip(**changes), rule)


def test_somebody_must_answer() -> None:
    """Without department and administration nobody could answer, so no slip is given."""
    departments = {c: o for c, o in BOOK.organisations.items() if c != "admin"}
    book = replace(BOOK, organisations=departments)
    Story(book=book).refuses(STREET, slip(item_code=UNKNOWN), DoorRule.NOBODY_ANSWERS)


def test_a_slip_is_given_once() -> None:
    """The number of a slip names that slip, and nothing else is done with it."""
    story = turned_away()
    story.refuses(STREET, slip(), PlaceRule.BUSINESS_NUMBER_USED)
    again = submission(version=2)
    story.refuses(STREET, again, PlaceRule.BUSINESS_NUMBER_USED)
    forward = commands.ForwardCase(case_id=story.subject, actor="x")
    story.refuses(STREET, forward, DoorRule.ONLY_TURNED_AWAY)
    withdraw = commands.WithdrawApplication(case_id=story.subject, actor="x")
    story.refuses(STREET, withdraw, DoorRule.ONLY_TURNED_AWAY)


def test_who_insists_is_answered_in_five_working_days() -> None:
    """Who insists is registered; the competent body answers in writing in five days (Art. 32)."""
    story = insisted()
    (said,) = announce(story.subject, story.last[0])
    assert (said.to, type(said.message).__name__) == (BODY, "WrittenAnswerRequested")
    assert story.due(Leg.WRITTEN_ANSWER) == date(2026, 9, 20)
    assert story.case.filing is not None


def test_silence_is_carded_and_accepts_nothing() -> None:
    """A body that does not answer gets a red card; nothing counts as accepted at a wrong door."""
    story = insisted().time_passes_to(datetime(2026, 9, 21, 2, tzinfo=UTC))
    assert story.cards()[-1] == (Leg.WRITTEN_ANSWER, CardColour.RED, BODY)
    assert story.case.acceptance is None


@pytest.mark.parametrize("item", [RELAYED, UNKNOWN])
def test_the_competent_body_rejects_in_writing(item: str) -> None:
    """The competent body, for an unknown item the administration, may not take it (Art. 32)."""
    story = insisted(item_code=item)
    body = story.case.heading.decider
    story.say(body, commands.RejectApplication, reasons=REASONS, competent_body="市医保局").then(
        ApplicationRejected
    )
    assert story.case.terms == ()
    story.say(STREET, commands.ArchiveCase)


def test_the_competent_body_accepts() -> None:
    """The competent body may accept who insists; the written answer is given with it."""
    story = turned_away()
    story.say(STREET, InsistOnApplication, form=paper(), materials=materials(RELAYED))
    story.say(BODY, commands.AcceptCase).then(CaseAccepted)
    assert story.due(Leg.WRITTEN_ANSWER) is None


def test_the_street_still_never_decides() -> None:
    """Who was turned away is not accepted or rejected by the street (plan 3(1)2)."""
    story = insisted()
    accept = commands.AcceptCase(case_id=story.subject, actor="x")
    story.refuses(STREET, accept, StandingRule.STREET_NEVER_DECIDES)
    reject = commands.RejectApplication(
        case_id=story.subject, reasons=REASONS, competent_body="x", actor="x"
    )
    story.refuses(STREET, reject, StandingRule.STREET_NEVER_DECIDES)


def test_the_administration_only_answers() -> None:
    """What has no deciding body is answered by the administration, not accepted."""
    accept = commands.AcceptCase(case_id="", actor="x")
    story = insisted(item_code=UNKNOWN)
    story.refuses("admin", replace(accept, case_id=story.subject), PlaceRule.ITEM_UNKNOWN)
    items = dict(BOOK.items) | {RELAYED: replace(BOOK.items[RELAYED], department=None)}
    story = Story(book=replace(BOOK, items=items)).when(STREET, slip())
    story.say(STREET, InsistOnApplication, form=paper())
    story.refuses("admin", replace(accept, case_id=story.subject), PlaceRule.NO_DECIDING_BODY)


def test_a_written_answer_is_not_handed_back() -> None:
    """A body that owes a written answer does not send the work back to the street."""
    story = insisted()
    back = commands.ReturnWork(case_id=story.subject, reason=ReturnReason.OTHER, actor="x")
    story.refuses(BODY, back, DoorRule.ANSWERED_IN_WRITING)


def test_telling_what_is_missing_is_an_answer() -> None:
    """A notice of what is missing answers who insists in writing (Art. 32(4))."""
    codes = tuple([each.code for each in BOOK.items[RELAYED].guide.materials])
    story = insisted().say(
        BODY, commands.IssueCorrectionNotice, missing=codes, notice=paper("补正告知书")
    )
    story.then(CorrectionNoticeIssued)
    assert story.due(Leg.WRITTEN_ANSWER) is None


def test_only_who_was_turned_away_insists() -> None:
    """Nobody insists elsewhere, twice, with an unsound form, or on what was received."""
    story = turned_away()
    insist = InsistOnApplication(case_id=story.subject, form=paper(), actor="x")
    story.refuses(OTHER_STREET, insist, StandingRule.NOT_THE_SUBMITTER)
    unsound = replace(insist, form=replace(paper(), size_bytes=0))
    story.refuses(STREET, unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    story.when(STREET, insist).refuses(STREET, insist, DoorRule.NOT_TURNED_AWAY)
    case = received()
    insist = replace(insist, case_id=case.subject)
    case.refuses(STREET, insist, DoorRule.NOT_TURNED_AWAY)


OTHER_FORM = paper("申请表", 5)


def second(item: str = ASSISTED, **changes: object) -> commands.SubmitCase:
    """The second version of an application."""
    return submission(item, **{"version": 2, "form": OTHER_FORM, **changes})


def test_a_higher_version_replaces_what_was_filed() -> None:
    """Before acceptance a higher version replaces what was filed; the five days run on."""
    story = received()
    due = story.due(Leg.ACCEPTANCE)
    story.when(STREET, second(), at=MONDAY + timedelta(days=2)).then(ApplicationReplaced)
    filing = story.case.filing
    assert filing is not None
    assert (filing.form, filing.version) == (OTHER_FORM, 2)
    assert (story.due(Leg.ACCEPTANCE), filing.received_on) == (due, date(2026, 9, 14))
    assert announce(story.subject, story.last[0]) == ()


def test_the_body_with_the_work_gets_the_new_version() -> None:
    """The body that has the work is given what replaced its papers, and accepts that."""
    story = acknowledged().when(STREET, second())
    (said,) = announce(story.subject, story.last[0])
    assert (said.to, said.message.form) == (DECIDER[ASSISTED], OTHER_FORM)
    assert said.message.accept_by == date(2026, 9, 20)
    assert story.case.status is Status.ACKNOWLEDGED
    story.say(DECIDER[ASSISTED], commands.AcceptCase).then(CaseAccepted)


def test_the_street_gets_what_its_outlet_replaced() -> None:
    """A version that an outlet replaces reaches the street for which it received."""
    story = Story().when("op-post", submission(RELAYED, place=POST))
    story.when("op-post", second(RELAYED, place=POST))
    told = [(s.to, type(s.message).__name__) for s in announce(story.subject, story.last[0])]
    assert told == [(STREET, "ApplicationResubmitted")]


def test_the_five_days_begin_anew_where_a_correction_was_awaited() -> None:
    """A new version with all that was missing begins the five days again (Art. 32)."""
    body, told = DECIDER[ASSISTED], {"missing": ("M1", "M3"), "notice": paper("补正告知书")}
    story = acknowledged().say(body, commands.IssueCorrectionNotice, **told)
    partly = tuple(m for m in materials(ASSISTED) if m.code != "M3")
    story.when(STREET, second(materials=partly), at=MONDAY + timedelta(days=1))
    assert (story.case.status, story.due(Leg.ACCEPTANCE)) == (Status.AWAITING_MATERIALS, None)
    assert story.due(Leg.CORRECTION) is not None
    story.when(STREET, second(version=3), at=MONDAY + timedelta(days=2))
    assert (story.case.status, story.due(Leg.CORRECTION)) == (Status.ACKNOWLEDGED, None)
    assert story.due(Leg.ACCEPTANCE) == date(2026, 9, 22)
    story.say(body, commands.IssueCorrectionNotice, **told)
    assert story.then(CorrectionNoticeIssued).last[0].repeated is False


def test_a_preliminary_review_is_of_what_lies_there() -> None:
    """A new version is reviewed anew by the street before it goes on (Art. 43)."""
    story = received(PRELIMINARY)
    review = {"verdict": Opinion.FAVOURABLE, "report": REASONS}
    story.say(STREET, commands.GivePreliminaryReview, **review).when(STREET, second(PRELIMINARY))
    assert story.due(Leg.PRELIMINARY_REVIEW) is not None
    story.say(STREET, commands.GivePreliminaryReview, **review).say(STREET, commands.ForwardCase)


@pytest.mark.parametrize(
    ("story", "command", "rule"),
    [
        (received, submission(), DoorRule.VERSION_NOT_HIGHER),
        (forwarded, submission(form=OTHER_FORM), DoorRule.VERSION_NOT_HIGHER),
        (received, submission(version=0), DoorRule.VERSION_FROM_ONE),
        (accepted, second(), DoorRule.FILED_TOO_LATE),
        (decided, second(), DoorRule.FILED_TOO_LATE),
        (decided, submission(), PlaceRule.BUSINESS_NUMBER_USED),
        (received, second(EMPOWERED), DoorRule.NOT_THE_SAME_APPLICATION),
        (received, second(applicant="p-0002"), DoorRule.NOT_THE_SAME_APPLICATION),
        (received, second(materials=()), PaperRule.MATERIALS_MISSING),
        (received, second(place=POST), PlaceRule.NOT_ON_OUTLET_LIST),
    ],
)
def test_what_does_not_replace(story: Any, command: commands.SubmitCase, rule: Rule) -> None:  # noqa: ANN401
    """A version that is no newer, of something else, incomplete or too late is refused."""
    told = story()
    told.subject = told.subject or "case-x"
    told.refuses(STREET, command, rule)


def test_an_ended_application_is_not_replaced() -> None:
    """What was withdrawn is applied for anew, under a new number."""
    story = received().say(STREET, commands.WithdrawApplication)
    story.refuses(STREET, second(), PlaceRule.BUSINESS_NUMBER_USED)


def test_after_the_fifth_day_nothing_is_replaced() -> None:
    """After the fifth day the case counts as accepted and is corrected, not replaced (Art. 32)."""
    late = datetime(2026, 9, 21, 2, tzinfo=UTC)
    received().refuses(STREET, second(), DoorRule.FILED_TOO_LATE, at=late)


def late(hours: float) -> Context:
    """Said on Monday, received some hours later."""
    then = MONDAY + timedelta(hours=hours)
    return Context(subject="case-x", sender=STREET, made_at=MONDAY, received_at=then, clock=then)


def test_a_message_made_offline_keeps_its_own_time_and_is_marked() -> None:
    """What an offline terminal received counts from then, and says when the hub had it."""
    (fact,) = decide(submission(), None, late(48), BOOK)
    assert isinstance(fact, CaseReceived)
    assert fact.received_at == MONDAY
    assert fact.recorded_at == MONDAY + timedelta(hours=48)
    assert fact.terms[0].due_on == date(2026, 9, 20)
    (fact,) = decide(slip(), None, late(48), BOOK)
    assert isinstance(fact, TurnedAway)
    assert (fact.at, fact.recorded_at) == (MONDAY, MONDAY + timedelta(hours=48))


def test_a_message_made_just_now_is_not_marked() -> None:
    """Seconds on the road are no absence."""
    (fact,) = decide(submission(), None, late(0.5), BOOK)
    assert isinstance(fact, CaseReceived)
    assert fact.recorded_at is None


def test_a_message_older_than_the_bound_is_refused() -> None:
    """What is older than the catalogue lets a terminal be offline is refused, with the bound."""
    with pytest.raises(Refused) as caught:
        decide(submission(), None, late(72.1), BOOK)
    assert caught.value.rule is MessageRule.TIME_TOO_OLD
    assert "72小时" in caught.value.sentence
    limits = replace(BOOK.thresholds, offline_hours=100)
    assert decide(submission(), None, late(72.1), replace(BOOK, thresholds=limits))


def test_what_the_hub_itself_says_has_no_age() -> None:
    """A follow-up that waited for days is still done."""
    reject = commands.RejectMessage(
        organisation="op-icbc",
        source="org.op-icbc.out:7",
        message_id="m",
        rule="BORDER-001",
        sentence="s",
        remedy="r",
        digest=bytes(32),
        size_bytes=5,
    )
    context = replace(late(1000), subject="org-op-icbc", sender="hub")
    assert decide(reject, None, context, BOOK)


def test_a_time_in_the_future_is_cut_to_the_receipt() -> None:
    """A terminal whose clock is fast says when the hub received it."""
    ahead = replace(late(0), made_at=MONDAY + timedelta(minutes=4))
    (fact,) = decide(submission(), None, ahead, BOOK)
    assert isinstance(fact, CaseReceived)
    assert (fact.received_at, fact.recorded_at) == (MONDAY, None)
