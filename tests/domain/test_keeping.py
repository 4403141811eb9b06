"""How long a file is kept (保管期限), and that it is destroyed only as the archive agrees."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.catalogue import snapshot
from hub.catalogue.words import member, word
from hub.domain.announcements import announce
from hub.domain.bundle import Bundle
from hub.domain.calendar import end_of_day, local_day, start_of_day
from hub.domain.commands import (
    AmendPermit,
    ApproveDestruction,
    ArchiveCase,
    ConfirmReceipt,
    DecideCase,
    DeliverDocument,
    DestroyFile,
    FileComplaint,
    RecordReview,
    RecordUnmasking,
    RevokeDecision,
    WithdrawApplication,
)
from hub.domain.decide import due_at
from hub.domain.facts import (
    ApplicantUnmasked,
    CaseArchived,
    DestructionApproved,
    FileDestroyed,
    ReviewRecorded,
)
from hub.domain.faults import Severity
from hub.domain.publishing import validate
from hub.domain.refusals import KeepingRule, PaperRule
from hub.domain.retention import YEARS, Kept, Retention, at_least_for_remedies, kept_until
from hub.domain.rules.keeping import why_kept
from hub.domain.vocabulary import Decision, DeliveryMethod, ReviewOutcome, Status
from tests.domain.permits import BODY, CHANGED, COURT, REVOKE, WHY, archived
from tests.domain.scenes import ASSISTED, BOOK, REASONS, STREET, Story, delivered, paper, received

APPRAISAL = paper("鉴定意见", 31)
AGREED = {"appraisal": APPRAISAL, "approver": "head-1"}
SEEN = {"witness": "staff-2"}
UNTIL = date(2056, 12, 31)
OVER = datetime(2057, 1, 8, 2, 0, tzinfo=UTC)


def of(story: Story, kind: type, **fields: object) -> object:
    """A command of the story's case."""
    return kind(case_id=story.subject, actor="x", **fields)


def ripe() -> Story:
    """A file whose retention has ended; its permit had no last day."""
    story = archived(valid_until=None)
    story.now = OVER
    return story


def agreed() -> Story:
    """A file that the archive agreed to destroy."""
    return ripe().say("admin", ApproveDestruction, **AGREED)


def test_the_retention_of_the_item_begins_when_the_file_is_closed() -> None:
    """Thirty years from 1 January of the next year; the last day is part of it."""
    story = delivered().say(STREET, ArchiveCase).then(CaseArchived)
    assert BOOK.items[ASSISTED].retention is Retention.THIRTY_YEARS
    assert story.last[0].kept_until == UNTIL
    assert story.case.file == Kept(until=UNTIL)


def test_what_ended_without_a_decision_is_kept_as_long() -> None:
    """A withdrawn application is a file like any other."""
    story = received().say(STREET, WithdrawApplication).say(STREET, ArchiveCase)
    assert story.last[0].kept_until == UNTIL


@pytest.mark.parametrize("retention", [Retention.PERMANENT, None])
def test_a_file_that_is_kept_for_good_is_never_destroyed(retention: Retention | None) -> None:
    """Permanent, or a catalogue that does not say: both are kept."""
    story = delivered()
    item = replace(BOOK.items[ASSISTED], retention=retention)
    story.book = replace(BOOK, items={**BOOK.items, ASSISTED: item})
    story.say(STREET, ArchiveCase).then(CaseArchived)
    assert story.last[0].kept_until is None
    story.now = OVER + timedelta(days=40_000)
    story.refuses("admin", of(story, ApproveDestruction, **AGREED), KeepingRule.KEPT_FOR_GOOD)


@given(day=st.dates(date(1990, 1, 1), date(2200, 12, 31)), retention=st.sampled_from(list(YEARS)))
def test_a_retention_is_whole_years_from_the_next_new_year(day: date, retention: Retention) -> None:
    """Whatever the day, as many whole calendar years follow that of the archiving."""
    until = kept_until(day, retention)
    assert until is not None
    after = until + timedelta(days=1)
    assert (after.month, after.day) == (1, 1)
    assert after.year - (day.year + 1) == YEARS[retention]


def test_nothing_is_destroyed_before_its_time() -> None:
    """Not before it is archived, not on the last day; on the day after it may be agreed to."""
    early = delivered()
    early.refuses("admin", of(early, ApproveDestruction, **AGREED), KeepingRule.NOT_ARCHIVED)
    story = archived(valid_until=None)
    last = end_of_day(UNTIL) - timedelta(seconds=1)
    asked = of(story, ApproveDestruction, **AGREED)
    said = story.refuses("admin", asked, KeepingRule.RETENTION_RUNS, last)
    assert "2056-12-31" in said.sentence
    story.when("admin", asked, start_of_day(UNTIL + timedelta(days=1))).then(DestructionApproved)
    assert story.last[0].kept_until == UNTIL


def test_nothing_is_destroyed_while_something_is_open() -> None:
    """A complaint that waits for its answer needs the file, and so does a permit in force."""
    story = ripe()
    wrong = {"against": BODY, "reason": "late", "complaint": paper("投诉", 32)}
    story.say("admin", FileComplaint, **wrong)
    story.refuses("admin", of(story, ApproveDestruction, **AGREED), KeepingRule.STILL_NEEDED)
    permit = archived(valid_until=date(2060, 1, 1))
    permit.now = OVER
    said = permit.refuses(
        "admin", of(permit, ApproveDestruction, **AGREED), KeepingRule.STILL_NEEDED
    )
    assert "2060-01-01" in said.sentence


def test_the_archive_agrees_by_a_named_head_and_an_appraisal() -> None:
    """The head is another than who asks; agreed once; street and deciding body hear of it."""
    story = ripe()
    alone = of(story, ApproveDestruction, appraisal=APPRAISAL, approver="x")
    story.refuses("admin", alone, KeepingRule.HEAD_MISSING)
    nobody = of(story, ApproveDestruction, appraisal=APPRAISAL, approver=" ")
    story.refuses("admin", nobody, KeepingRule.HEAD_MISSING)
    unsound = of(story, ApproveDestruction, appraisal=paper(mark=0), approver="head-1")
    story.refuses("admin", unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    story.say("admin", ApproveDestruction, **AGREED).then(DestructionApproved)
    told = announce(story.subject, story.last[0])
    assert [(each.to, each.message.destroyed) for each in told] == [(BODY, False), (STREET, False)]
    story.refuses("admin", of(story, ApproveDestruction, **AGREED), KeepingRule.AGREED_ALREADY)


def test_a_file_is_destroyed_before_two_people_and_is_gone_for_everything() -> None:
    """Only what the archive agreed to; afterwards no act of the case is left."""
    early = ripe()
    early.refuses("admin", of(early, DestroyFile, **SEEN), KeepingRule.NOT_AGREED)
    story = agreed()
    story.refuses("admin", of(story, DestroyFile, witness="x"), KeepingRule.WITNESS_MISSING)
    story.say("admin", DestroyFile, **SEEN).then(FileDestroyed)
    told = announce(story.subject, story.last[0])
    assert [(each.to, each.message.destroyed) for each in told] == [(BODY, True), (STREET, True)]
    assert story.case.file == Kept(until=UNTIL, agreed=True, destroyed=True)
    assert due_at(story.case) is None
    redo = of(story, RecordReview, outcome=ReviewOutcome.REDO, days=10, **COURT)
    for again in (redo, of(story, DestroyFile, **SEEN), of(story, ApproveDestruction, **AGREED)):
        story.refuses(BODY, again, KeepingRule.FILE_DESTROYED)


def test_whatever_happens_later_voids_the_word_of_the_archive() -> None:
    """The archive agreed about the file as it was; a look at a name changes nothing of it."""
    story = agreed().say("admin", RecordUnmasking, reason="AUDIT").then(ApplicantUnmasked)
    assert story.case.file == Kept(until=UNTIL, agreed=True)
    story.say(BODY, AmendPermit, document=CHANGED, number="许字2号", valid_until=None)
    assert story.case.file == Kept(until=UNTIL)
    story.refuses("admin", of(story, DestroyFile, **SEEN), KeepingRule.STILL_NEEDED)


def test_a_case_that_a_court_opens_again_has_no_file_to_destroy() -> None:
    """Its word is void, and its retention begins anew when it is archived again."""
    story = agreed()
    story.say(STREET, RecordReview, outcome=ReviewOutcome.REDO, days=10, decision=None, **COURT)
    story.then(ReviewRecorded)
    assert (story.case.status, story.case.file) == (Status.ACCEPTED, None)
    story.refuses("admin", of(story, DestroyFile, **SEEN), KeepingRule.NOT_ARCHIVED)
    story.say(BODY, DecideCase, decision=Decision.DENIED, reasons=REASONS)
    story.say(STREET, ConfirmReceipt, digest=REASONS.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    story.say(STREET, ArchiveCase).then(CaseArchived)
    assert story.last[0].kept_until == date(2087, 12, 31)


def test_a_late_paper_keeps_the_file_while_its_remedies_run() -> None:
    """A revocation served in the last year of a retention can still be sued against after it."""
    story = archived(valid_until=None)
    story.now = datetime(2056, 12, 20, 2, 0, tzinfo=UTC)
    story.say(BODY, RevokeDecision, **REVOKE)
    story.say(STREET, ConfirmReceipt, digest=WHY.digest)
    story.say(STREET, DeliverDocument, method=DeliveryMethod.COUNTER)
    assert story.case.file == Kept(until=date(2057, 12, 31))
    story.now = OVER
    story.refuses("admin", of(story, ApproveDestruction, **AGREED), KeepingRule.RETENTION_RUNS)


@given(until=st.none() | st.dates(), day=st.dates(max_value=date(2300, 1, 1)))
def test_remedies_only_ever_lengthen_a_retention(until: date | None, day: date) -> None:
    """What is kept for good stays so; otherwise six months after the service lie within it."""
    longer = at_least_for_remedies(until, day)
    assert (longer is None) == (until is None)
    if until is not None and longer is not None:
        assert longer >= until
        assert longer >= day + timedelta(days=184)


def test_what_needs_a_person_says_why() -> None:
    """A case by its rule; a bundle until it is completed; anything else that refers to papers."""
    today = local_day(OVER)
    assert why_kept(agreed().case, today) is None
    reasons = {
        KeepingRule.NOT_AGREED: ripe().case,
        KeepingRule.NOT_ARCHIVED: received().case,
        KeepingRule.BUNDLE_OPEN: Bundle(opened=True),
        KeepingRule.NAMED_ELSEWHERE: None,
    }
    for rule, state in reasons.items():
        refused = why_kept(state, today)
        assert refused is not None
        assert refused.rule is rule
    assert why_kept(Bundle(opened=True, completed=True), today) is None


def test_a_look_at_a_name_needs_a_reason() -> None:
    """An unmasking is recorded in any case, with a reason; nobody is told."""
    story = received()
    story.refuses("admin", of(story, RecordUnmasking, reason=" "), KeepingRule.REASON_MISSING)
    before = story.case
    story.say("admin", RecordUnmasking, reason="AUDIT").then(ApplicantUnmasked)
    assert (story.case, announce(story.subject, story.last[0])) == (before, ())


def test_a_catalogue_says_the_retention_by_code_or_word_and_is_doubted_without() -> None:
    """永久 and 30年 are read; an older snapshot that says nothing is read too."""
    assert [member(Retention, word(each)) for each in Retention] == list(Retention)
    assert member(Retention, "30") is Retention.THIRTY_YEARS
    data = snapshot.to_bytes(BOOK)
    assert snapshot.from_bytes(data).items[ASSISTED].retention is Retention.THIRTY_YEARS
    older = data.replace(b'"retention":"30",', b"")
    assert older != data
    assert snapshot.from_bytes(older).items[ASSISTED].retention is None
    silent = replace(BOOK.items[ASSISTED], retention=None)
    doubted = validate(replace(BOOK, items={**BOOK.items, ASSISTED: silent}))
    found = [each.severity for each in doubted if each.column == "retention"]
    assert found == [Severity.WARNING]
    assert not [each for each in validate(BOOK) if each.column == "retention"]
