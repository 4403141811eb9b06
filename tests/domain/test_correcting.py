"""One-time notice, supplied materials, tolerance, commitments, preliminary review, termination."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day, local_day
from hub.domain.commands import (
    AcceptCase,
    AcknowledgeWork,
    ArchiveCase,
    CorrectOnTheSpot,
    DecideCase,
    ForwardCase,
    GivePreliminaryReview,
    IssueCorrectionNotice,
    RejectApplication,
    SupplyMaterials,
    TerminateCase,
    VerifyCommitment,
    WithdrawApplication,
)
from hub.domain.documents import Material
from hub.domain.facts import (
    CardIssued,
    CaseAccepted,
    CaseDecided,
    CaseDeemedAccepted,
    CaseForwarded,
    CaseTerminated,
    CommitmentVerified,
    CorrectedOnTheSpot,
    CorrectionNoticeIssued,
    MaterialsSupplied,
    OversightHandedOver,
    PreliminaryReviewGiven,
    TermLapsed,
)
from hub.domain.guides import Requirement
from hub.domain.refusals import CorrectingRule, PaperRule, StandingRule
from hub.domain.vocabulary import CardColour, Decision, Leg, MaterialForm, Opinion, Status
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    EMPOWERED,
    OTHER_STREET,
    PRELIMINARY,
    REASONS,
    STREET,
    Story,
    acknowledged,
    decided,
    forwarded,
    paper,
    received,
    submission,
)

BODY = DECIDER[ASSISTED]
NOTICE = paper("补正告知书", 9)
PROMISE = paper("容缺承诺书", 10)
GUIDE = BOOK.items[ASSISTED].guide.materials
FIRST, SECOND = GUIDE[0].code, GUIDE[1].code
TOLERABLE = next(each.code for each in GUIDE if each.requirement is Requirement.TOLERABLE)
DAY = timedelta(days=1)


def material(code: str, mark: int = 3) -> Material:
    """A new original of a material."""
    return Material(code=code, form=MaterialForm.ORIGINAL, document=paper(code, mark))


def notified(*codes: str, story: Story | None = None) -> Story:
    """A case whose applicant was told what is missing."""
    story = story or acknowledged()
    return story.say(BODY, IssueCorrectionNotice, missing=codes or (FIRST,), notice=NOTICE)


def command(story: Story, kind: type, /, **fields: object) -> object:
    """A command of the story's case."""
    return kind(case_id=story.subject, actor="x", **fields)


def told(story: Story) -> set[tuple[str, str]]:
    """Who is told what by the last facts."""
    return {
        (each.to, type(each.message).__name__)
        for fact in story.last
        for each in announce(story.subject, fact)
    }


def test_all_that_is_missing_is_told_at_once() -> None:
    """The notice names every material, stops the five days and gives a day (Art. 32(4))."""
    story = notified(FIRST, SECOND).then(CorrectionNoticeIssued)
    assert story.case.status is Status.AWAITING_MATERIALS
    assert story.last[0].missing == (FIRST, SECOND)
    assert story.due(Leg.ACCEPTANCE) is None
    assert story.due(Leg.CORRECTION) is not None
    assert told(story) == {(STREET, "CorrectionRequested")}


def test_the_street_tells_what_is_missing_before_it_forwards() -> None:
    """Whoever has the work tells; nobody else does."""
    story = received()
    notice = command(story, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    story.refuses(BODY, notice, StandingRule.NOT_THE_DECIDER)
    story.when(STREET, notice).then(CorrectionNoticeIssued)
    story.refuses(STREET, command(story, ForwardCase), CorrectingRule.AWAITING)
    story.say(STREET, SupplyMaterials, materials=(material(FIRST),))
    assert story.case.status is Status.RECEIVED
    assert story.due(Leg.FORWARDING) is not None
    story.say(STREET, ForwardCase).then(CaseForwarded)
    assert material(FIRST) in story.last[0].materials


@pytest.mark.parametrize(
    ("codes", "rule"),
    [((), CorrectingRule.NOTHING_NAMED), (("X",), CorrectingRule.NOT_IN_THE_GUIDE)],
)
def test_only_what_the_guide_lists_is_asked_for(codes: tuple[str, ...], rule: object) -> None:
    """An empty notice and materials outside the guide are refused (Art. 31)."""
    story = acknowledged()
    notice = command(story, IssueCorrectionNotice, missing=codes, notice=NOTICE)
    story.refuses(BODY, notice, rule)


def test_a_notice_after_the_fifth_day_is_an_acceptance() -> None:
    """What is told too late finds the case accepted from the day of receipt (Art. 32)."""
    story = acknowledged()
    story.now = end_of_day(date(2026, 9, 20)) + timedelta(minutes=1)
    notified(story=story)
    assert isinstance(story.last[0], CaseDeemedAccepted)


def test_complete_materials_start_the_five_days_anew() -> None:
    """Once nothing is missing, silence counts from the day the last material came."""
    story = notified(FIRST, SECOND)
    story.now += 3 * DAY
    story.say(STREET, SupplyMaterials, materials=(material(FIRST),)).then(MaterialsSupplied)
    assert story.last[0].missing == (SECOND,)
    assert story.case.status is Status.AWAITING_MATERIALS
    assert told(story) == {(BODY, "MaterialsForwarded")}
    story.say(STREET, SupplyMaterials, materials=(material(SECOND),))
    assert story.case.status is Status.ACKNOWLEDGED
    assert story.due(Leg.CORRECTION) is None
    assert story.due(Leg.ACCEPTANCE) == date(2026, 9, 23)
    story.time_passes_to(end_of_day(date(2026, 9, 23)))
    assert story.last[0].effective_on == local_day(datetime.fromisoformat("2026-09-17T02:00Z"))


def test_while_materials_are_awaited_nothing_is_accepted_or_rejected() -> None:
    """The body that asked for materials waits for them; the applicant may withdraw."""
    story = notified()
    story.refuses(BODY, command(story, AcceptCase), CorrectingRule.AWAITING)
    reject = command(story, RejectApplication, reasons=REASONS, competent_body="x")
    story.refuses(BODY, reject, CorrectingRule.AWAITING)
    story.say(STREET, WithdrawApplication)
    assert story.case.status is Status.WITHDRAWN


def test_a_second_notice_for_what_the_first_could_tell_gives_a_red_card() -> None:
    """It needs reasons, is recorded all the same, and is an irregularity (Art. 32(4))."""
    story = notified(FIRST).say(STREET, SupplyMaterials, materials=(material(FIRST),))
    notice = command(story, IssueCorrectionNotice, missing=(SECOND,), notice=NOTICE)
    story.refuses(BODY, notice, CorrectingRule.REASONS_FOR_A_SECOND)
    story.when(BODY, replace(notice, reasons=REASONS)).then(CorrectionNoticeIssued, CardIssued)
    assert story.last[0].repeated
    assert (story.last[1].rule, story.last[1].colour) == ("IRREGULAR-003", CardColour.RED)
    assert story.last[1].owner == BODY


def test_a_notice_about_what_was_newly_handed_in_is_no_second_one() -> None:
    """What came with the correction can be wrong itself, and be told so."""
    story = notified(FIRST).say(STREET, SupplyMaterials, materials=(material(FIRST),))
    notified(FIRST, story=story).then(CorrectionNoticeIssued)
    assert not story.last[0].repeated


def test_an_error_is_corrected_on_the_spot_without_a_notice() -> None:
    """Errors that can be corrected at once are corrected at the counter (Art. 32(3))."""
    story = received().say(STREET, CorrectOnTheSpot, materials=(material(FIRST, 4),))
    story.then(CorrectedOnTheSpot)
    assert material(FIRST, 4) in story.case.filing.materials
    assert len(story.case.filing.materials) == len(submission().materials)
    empty = command(story, CorrectOnTheSpot, materials=())
    story.refuses(STREET, empty, CorrectingRule.NOTHING_SUPPLIED)
    later = forwarded()
    correct = command(later, CorrectOnTheSpot, materials=(material(FIRST),))
    later.refuses(STREET, correct, StandingRule.NOT_IN_THIS_STATUS)


def test_only_those_at_the_counter_bring_materials() -> None:
    """Materials come by the street or the outlet that took the case, when some are awaited."""
    story = notified()
    supply = command(story, SupplyMaterials, materials=(material(FIRST),))
    story.refuses(OTHER_STREET, supply, StandingRule.NOT_THE_SUBMITTER)
    unsound = replace(supply, materials=(material(FIRST, 0),))
    story.refuses(STREET, unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    nothing = command(acknowledged(), SupplyMaterials, materials=(material(FIRST),))
    acknowledged().refuses(STREET, nothing, CorrectingRule.NOTHING_AWAITED)


def test_nobody_is_terminated_by_a_timer_alone() -> None:
    """The day passes: the deciding body is told and owes a word; it ends the case in writing."""
    story = notified()
    early = command(story, TerminateCase, reasons=REASONS)
    story.refuses(BODY, early, CorrectingRule.TERMINATION_NOT_DUE)
    story.time_passes_to(end_of_day(story.due(Leg.CORRECTION)))
    assert isinstance(story.last[0], TermLapsed)
    assert told(story) >= {(BODY, "LapseReported"), (STREET, "LapseReported")}
    assert story.case.status is Status.AWAITING_MATERIALS
    assert story.due(Leg.TERMINATION) is not None
    story.say(BODY, TerminateCase, reasons=REASONS).then(CaseTerminated)
    assert (story.case.status, story.case.terms) == (Status.TERMINATED, ())
    story.refuses(BODY, command(story, AcceptCase), StandingRule.CASE_CLOSED)
    story.say(STREET, ArchiveCase)


def test_what_comes_after_the_day_is_taken_all_the_same() -> None:
    """Late materials settle what lapsed, as long as the case was not ended."""
    story = notified()
    story.time_passes_to(end_of_day(story.due(Leg.CORRECTION)))
    story.say(STREET, SupplyMaterials, materials=(material(FIRST),))
    assert story.case.status is Status.ACKNOWLEDGED
    assert story.due(Leg.TERMINATION) is None


def tolerant(**changes: object) -> dict[str, object]:
    """What a tolerant acceptance says."""
    whole = {"tolerated": (TOLERABLE,), "promise": PROMISE, "promised_on": date(2026, 9, 25)}
    return whole | changes


def without_tolerable() -> Story:
    """A forwarded case that lacks what may follow later."""
    materials = tuple(m for m in submission().materials if m.code != TOLERABLE)
    story = Story().when(STREET, replace(submission(), materials=materials))
    return story.say(STREET, ForwardCase)


def test_what_is_listed_may_follow_by_a_written_promise() -> None:
    """Tolerant acceptance: review begins, the clock runs, the applicant owes the rest (容缺)."""
    story = without_tolerable().say(BODY, AcceptCase, **tolerant()).then(CaseAccepted)
    assert story.due(Leg.TOLERANCE) == date(2026, 9, 25)
    assert story.due(Leg.DECISION) is not None
    approve = command(story, DecideCase, decision=Decision.APPROVED)
    story.refuses(BODY, approve, CorrectingRule.TOLERATED_STILL_MISSING)
    story.say(STREET, SupplyMaterials, materials=(material(TOLERABLE),))
    assert story.due(Leg.TOLERANCE) is None
    story.when(BODY, approve).then(CaseDecided)


def test_a_promise_that_is_not_kept_opens_a_duty_of_the_deciding_body() -> None:
    """Past the date the body terminates or waits; a denial is possible at any time."""
    story = without_tolerable().say(BODY, AcceptCase, **tolerant())
    story.time_passes_to(end_of_day(date(2026, 9, 25)))
    assert story.due(Leg.TERMINATION) is not None
    story.say(BODY, TerminateCase, reasons=REASONS).then(CaseTerminated)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"tolerated": (FIRST,)}, CorrectingRule.NOT_TOLERABLE),
        ({"promise": None}, CorrectingRule.PROMISE_MISSING),
        ({"promised_on": None}, CorrectingRule.PROMISE_MISSING),
        ({"promised_on": date(2026, 9, 1)}, CorrectingRule.PROMISE_MISSING),
    ],
)
def test_tolerance_is_listed_promised_and_dated(changes: dict[str, object], rule: object) -> None:
    """Neither unlisted materials nor a promise without paper or date can be tolerated (容缺)."""
    story = without_tolerable()
    story.refuses(BODY, command(story, AcceptCase, **tolerant(**changes)), rule)


def test_what_was_brought_needs_no_tolerance() -> None:
    """A material that is there is not tolerated to be missing."""
    story = forwarded()
    accept = command(story, AcceptCase, **tolerant())
    story.refuses(BODY, accept, CorrectingRule.NOT_TOLERABLE)


def committed() -> Story:
    """An approved case in which a commitment stood in for a material."""
    item = BOOK.items[EMPOWERED]
    guide = item.guide
    changed_guide = replace(
        guide,
        materials=(replace(guide.materials[0], requirement=Requirement.COMMITMENT),),
    )
    book = replace(BOOK, items={**BOOK.items, item.code: replace(item, guide=changed_guide)})
    promised = Material(
        code=guide.materials[0].code, form=MaterialForm.COMMITMENT, document=PROMISE
    )
    submit = replace(submission(item.code), materials=(promised,))
    story = Story(book=book).when(STREET, submit).say(STREET, AcceptCase)
    return story.say(STREET, DecideCase, decision=Decision.APPROVED)


def test_a_commitment_is_decided_on_at_once_and_verified_later() -> None:
    """告知承诺: decide now, verify by a date; another thing than tolerance."""
    story = committed().then(CaseDecided, OversightHandedOver)
    assert story.due(Leg.COMMITMENT) is not None
    verify = command(story, VerifyCommitment, kept=False, report=REASONS)
    story.refuses(OTHER_STREET, verify, StandingRule.NOT_THE_DECIDER)
    story.when(STREET, verify).then(CommitmentVerified)
    assert story.due(Leg.COMMITMENT) is None
    story.refuses(STREET, verify, CorrectingRule.NOTHING_COMMITTED)


def test_without_a_commitment_there_is_nothing_to_verify() -> None:
    """Only what was committed to is verified."""
    story = decided(EMPOWERED)
    verify = command(story, VerifyCommitment, kept=True, report=REASONS)
    story.refuses(STREET, verify, CorrectingRule.NOTHING_COMMITTED)


def test_the_street_reviews_before_it_forwards_where_the_item_asks_for_it() -> None:
    """初审 is a condition of forwarding, has 20 working days and is given once (Art. 43)."""
    story = received(PRELIMINARY)
    assert story.due(Leg.PRELIMINARY_REVIEW) == date(2026, 10, 16)
    assert story.due(Leg.FORWARDING) is None
    forward = command(story, ForwardCase)
    story.refuses(STREET, forward, CorrectingRule.PRELIMINARY_REVIEW_MISSING)
    review = command(story, GivePreliminaryReview, verdict=Opinion.FAVOURABLE, report=REASONS)
    story.refuses(DECIDER[PRELIMINARY], review, StandingRule.NOT_THE_STREET)
    story.when(STREET, review).then(PreliminaryReviewGiven)
    story.refuses(STREET, review, CorrectingRule.PRELIMINARY_REVIEW_GIVEN)
    assert story.due(Leg.PRELIMINARY_REVIEW) is None
    story.when(STREET, forward).then(CaseForwarded)


def test_an_item_without_preliminary_review_has_none() -> None:
    """Where the lists ask for no preliminary review the street gives none."""
    story = received()
    review = command(story, GivePreliminaryReview, verdict=Opinion.FAVOURABLE, report=REASONS)
    story.refuses(STREET, review, CorrectingRule.NO_PRELIMINARY_REVIEW)


def test_a_street_accepts_in_the_bodys_name_only_where_that_is_entrusted() -> None:
    """委托受理: listed, in the department's name, and the street still never decides."""
    rows = tuple(replace(row, entrusted_acceptance=row.item == ASSISTED) for row in BOOK.assisted)
    story = Story(book=replace(BOOK, assisted=rows)).when(STREET, submission())
    story.say(STREET, AcceptCase).then(CaseAccepted)
    assert story.last[0].on_behalf_of == BODY
    decide = command(story, DecideCase, decision=Decision.APPROVED)
    story.refuses(STREET, decide, StandingRule.STREET_NEVER_DECIDES)
    story.say(STREET, ForwardCase).say(BODY, AcknowledgeWork)
    story.when(BODY, decide).then(CaseDecided)
    plain = received()
    plain.refuses(STREET, command(plain, AcceptCase), StandingRule.STREET_NEVER_DECIDES)


def test_a_decision_settles_what_was_tolerated() -> None:
    """A denial does not wait for what is missing."""
    story = without_tolerable().say(BODY, AcceptCase, **tolerant())
    story.say(BODY, DecideCase, decision=Decision.DENIED, reasons=REASONS).then(CaseDecided)
    assert story.due(Leg.TOLERANCE) is None
    late = command(story, SupplyMaterials, materials=(material(TOLERABLE),))
    story.refuses(STREET, late, CorrectingRule.NOTHING_AWAITED)
