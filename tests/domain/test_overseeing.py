"""Supervision after the approval (审管联动): handed over, confirmed, sampled, found wanting."""

from dataclasses import replace

import pytest

from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    ArchiveCase,
    ConfirmOversight,
    DecideCase,
    ProposeRecall,
    RecordFinding,
    RecordReview,
    SampleCase,
    WithdrawApplication,
)
from hub.domain.facts import (
    CaseDecided,
    CaseSampled,
    FindingRecorded,
    OversightConfirmed,
    OversightHandedOver,
    RecallProposed,
)
from hub.domain.refusals import ConcludingRule, OverseeingRule, PaperRule, StandingRule
from hub.domain.vocabulary import CardColour, Decision, Leg, ReviewForum, ReviewOutcome
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    COUNTER,
    DECIDER,
    EMPOWERED,
    OWN,
    REASONS,
    STREET,
    Story,
    accepted,
    at_once,
    decided,
    delivered,
    paper,
    received,
)

OVERSEER = "dept-chengguan"
BODY = DECIDER[ASSISTED]
REPORT = paper("监管发现", 9)
FOUND = {"code": "F-01", "report": REPORT}
SAMPLED = {"reason": "RANDOM"}


def of(story: Story, kind: type, **fields: object) -> object:
    """A command of the story's case."""
    return kind(case_id=story.subject, actor="x", **fields)


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell, and which message."""
    return [
        (said.to, type(said.message).__name__)
        for fact in story.last
        for said in announce(story.subject, fact)
    ]


def supervised_by(body: str | None, department: str | None = BODY, item: str = ASSISTED) -> Story:
    """An accepted case of an item that another body supervises."""
    changed = replace(BOOK.items[item], supervising=body, department=department)
    story = accepted(item)
    story.book = replace(BOOK, items={**BOOK.items, item: changed})
    return story


def test_an_approval_under_empowerment_goes_to_the_supervising_body() -> None:
    """What a street approves under empowerment its department supervises (plan 3(1)1, 4(1)4)."""
    story = decided(EMPOWERED).then(CaseDecided, OversightHandedOver)
    assert story.last[1].applicant == "p-0001"
    assert told(story) == [(OVERSEER, "OversightAssigned")]
    due = story.case.term(Leg.OVERSIGHT)
    assert due is not None
    assert due.owner == OVERSEER
    message = announce(story.subject, story.last[1])[0].message
    assert message.confirm_by == due.due_on


def test_where_the_item_names_nobody_the_department_supervises_the_street() -> None:
    """Under empowerment the department goes on supervising even if the item is silent."""
    story = supervised_by(None, OVERSEER, EMPOWERED)
    story.say(STREET, DecideCase, decision=Decision.APPROVED)
    assert story.case.oversight.supervising == OVERSEER


def test_an_approval_goes_to_whomever_the_item_names() -> None:
    """An item may name another supervising body than the one that decides (审管分离)."""
    story = supervised_by("dept-xiaofang").say(BODY, DecideCase, decision=Decision.APPROVED)
    assert (story.case.oversight.supervising) == "dept-xiaofang"
    assert ("dept-xiaofang", "OversightAssigned") in told(story)


def test_who_decides_and_supervises_is_told_nothing() -> None:
    """A department that supervises what it decides itself is handed nothing."""
    story = supervised_by(BODY).say(BODY, DecideCase, decision=Decision.APPROVED)
    story.then(CaseDecided)
    story.refuses(BODY, of(story, ConfirmOversight), OverseeingRule.NOTHING_TO_SUPERVISE)
    story.refuses(BODY, of(story, RecordFinding, **FOUND), OverseeingRule.NOTHING_TO_SUPERVISE)


def test_a_denial_is_not_handed_over() -> None:
    """What was denied is not supervised."""
    decided(EMPOWERED, Decision.DENIED).then(CaseDecided)


def test_what_is_done_at_once_is_handed_over_too() -> None:
    """即办件: an approval at the counter goes to the supervising body as any other."""
    story = Story().when(STREET, at_once(OWN, place=COUNTER))
    assert story.case.oversight.supervising == "dept-weijian"
    denied = at_once(OWN, decision=Decision.DENIED, reasons=REASONS, document=None)
    assert Story().when(STREET, denied).case.oversight is None


def test_the_supervising_body_confirms_within_its_days_or_gets_a_card() -> None:
    """The hand-over is owed until it is confirmed, by the supervising body, once."""
    story = decided(EMPOWERED)
    story.refuses(STREET, of(story, ConfirmOversight), OverseeingRule.NOT_THE_SUPERVISOR)
    story.time_passes_to(end_of_day(story.due(Leg.OVERSIGHT)))
    assert (Leg.OVERSIGHT, CardColour.RED, OVERSEER) in story.cards()
    story.say(OVERSEER, ConfirmOversight).then(OversightConfirmed)
    assert told(story) == [(STREET, "OversightReported")]
    assert story.due(Leg.OVERSIGHT) is None
    story.refuses(OVERSEER, of(story, ConfirmOversight), OverseeingRule.CONFIRMED_BEFORE)


def test_findings_come_back_on_the_case() -> None:
    """A finding is told to deciding body and street (Licensing Law, Art. 61)."""
    story = supervised_by("dept-xiaofang").say(BODY, DecideCase, decision=Decision.APPROVED)
    story.say("dept-xiaofang", RecordFinding, **FOUND).then(FindingRecorded)
    assert told(story) == [(BODY, "FindingReported"), (STREET, "FindingReported")]
    story.say("dept-xiaofang", RecordFinding, **FOUND)
    assert (story.last[0].number, story.case.oversight.findings) == (2, 2)
    story.refuses(BODY, of(story, RecordFinding, **FOUND), OverseeingRule.NOT_THE_SUPERVISOR)
    unsound = of(story, RecordFinding, code="F", report=paper(mark=0))
    story.refuses("dept-xiaofang", unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)


def test_a_department_samples_what_a_street_decided_under_empowerment() -> None:
    """抽查: approvals and denials alike (plan 3(1)1; Licensing Law, Art. 60)."""
    for decision in Decision:
        story = decided(EMPOWERED, decision).say(OVERSEER, SampleCase, **SAMPLED)
        assert told(story.then(CaseSampled)) == [(STREET, "SampleReported")]
        story.say(OVERSEER, RecordFinding, **FOUND).then(FindingRecorded)
        assert (story.case.oversight.samples, story.case.oversight.findings) == (1, 1)
        story.refuses(BODY, of(story, SampleCase, **SAMPLED), OverseeingRule.NOT_THE_SUPERVISOR)


def test_only_what_is_decided_under_empowerment_is_sampled() -> None:
    """A case that a department decides is not sampled, nor one that is not decided yet."""
    story = decided(ASSISTED)
    story.refuses(BODY, of(story, SampleCase, **SAMPLED), OverseeingRule.NOT_EMPOWERED)
    early = accepted(EMPOWERED)
    early.refuses(OVERSEER, of(early, SampleCase, **SAMPLED), ConcludingRule.NOT_YET_DECIDED)
    ended = received(EMPOWERED).say(STREET, WithdrawApplication)
    ended.refuses(OVERSEER, of(ended, RecordFinding, **FOUND), StandingRule.CASE_CLOSED)


def test_a_recall_is_proposed_to_who_decided() -> None:
    """The supervising body proposes, the deciding body takes back or not (Art. 8, 69)."""
    story = decided(EMPOWERED).say(OVERSEER, ProposeRecall, reasons=REASONS).then(RecallProposed)
    assert told(story) == [(STREET, "RecallProposalReported")]
    assert story.case.decision is Decision.APPROVED
    denied = decided(EMPOWERED, Decision.DENIED)
    propose = of(denied, ProposeRecall, reasons=REASONS)
    denied.refuses(OVERSEER, propose, OverseeingRule.NOTHING_TO_TAKE_BACK)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ConfirmOversight, {}),
        (RecordFinding, FOUND),
        (SampleCase, SAMPLED),
        (ProposeRecall, {"reasons": REASONS}),
    ],
)
def test_supervision_goes_on_after_delivery_and_archive(
    kind: type, fields: dict[str, object]
) -> None:
    """全链条监管: an archived case is supervised as before (plan 4(1)4)."""
    story = delivered(EMPOWERED).say(OVERSEER, kind, **fields)
    assert len(story.last) == 1
    story = delivered(EMPOWERED).say(STREET, ArchiveCase)
    assert story.due(Leg.OVERSIGHT)
    assert len(story.say(OVERSEER, kind, **fields).last) == 1


def test_a_decision_made_anew_is_handed_over_anew() -> None:
    """An approval after a reconsideration is confirmed again (审管联动)."""
    story = decided(EMPOWERED).say(OVERSEER, ConfirmOversight)
    ruled = {"forum": ReviewForum.LAWSUIT, "ruling": REASONS}
    story.say(STREET, RecordReview, outcome=ReviewOutcome.REDO, **ruled, days=10)
    story.say(STREET, DecideCase, decision=Decision.APPROVED)
    assert not story.case.oversight.confirmed
    story.say(OVERSEER, ConfirmOversight).then(OversightConfirmed)
