"""Originals go with the case from hand to hand, with a slip, and back (物料流转凭证)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.domain import commands
from hub.domain.announcements import announce
from hub.domain.documents import Material
from hub.domain.facts import (
    ApplicationRejected,
    ApplicationWithdrawn,
    CardIssued,
    CaseArchived,
    CaseTerminated,
    DocumentDelivered,
    OriginalsDue,
    OriginalsGivenBack,
    OriginalsLost,
    OriginalsPassedOn,
    OriginalsSignedFor,
    OriginalsTaken,
)
from hub.domain.refusals import (
    CustodyRule,
    IrregularityRule,
    PaperRule,
    Refused,
    StandingRule,
)
from hub.domain.vocabulary import CardColour, Decision, DeliveryMethod, Leg, MaterialForm
from hub.views.timeline import details_of
from hub.views.words import fact_word
from tests.domain.scenes import (
    DECIDER,
    MONDAY,
    OTHER_STREET,
    POST,
    REASONS,
    RELAYED,
    STREET,
    Story,
    paper,
    submission,
)

ITEM, ORIGINAL, COPY = "WJ-03", "M1", "M2"
"""Renewing a hygiene licence takes the old licence itself, and a copy of a report."""
BODY = "dept-weijian"
SLIP = "物字1号"


def received() -> Story:
    """A case whose guide asks for an original."""
    return Story().when(STREET, submission(ITEM))


def taken() -> Story:
    """A case whose original the street keeps."""
    return custody(received(), STREET, commands.TakeOriginals)


def custody(story: Story, sender: str, kind: type, **fields: object) -> Story:
    """Say something about the original under its slip."""
    return story.say(sender, kind, **{"originals": (ORIGINAL,), "number": SLIP, **fields})


def with_the_body() -> Story:
    """A case that went to the department with its original, which signed for it."""
    story = taken().say(STREET, commands.ForwardCase)
    custody(story, STREET, commands.PassOnOriginals, organisation=BODY)
    return custody(story, BODY, commands.SignForOriginals)


def refuses(story: Story, sender: str, kind: type, rule: object, **fields: object) -> Refused:
    """Be refused something about the original."""
    said = {"originals": (ORIGINAL,), "number": SLIP, "actor": "staff-1", **fields}
    return story.refuses(sender, kind(case_id=story.subject, **said), rule)


def holders(story: Story) -> list[tuple[str, str]]:
    """Which original is in whose hands."""
    return [(each.code, each.holder) for each in story.case.custody]


def owed(story: Story) -> list[tuple[str, str]]:
    """What is owed of originals, by whom."""
    running = [each.term for each in story.case.terms if each.term.leg is Leg.CUSTODY]
    return [(term.about, term.owner) for term in running]


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell of originals."""
    return [
        (said.to, type(said.message).__name__)
        for fact in story.last
        for said in announce(story.subject, fact)
        if type(said.message).__name__.startswith("Originals")
    ]


def test_originals_are_taken_with_a_slip() -> None:
    """The counter keeps an original that the guide asks for, under the number of a slip."""
    story = taken().then(OriginalsTaken)
    assert holders(story) == [(ORIGINAL, STREET)]
    assert owed(story) == []


def test_nothing_is_taken_without_a_slip_or_without_a_name() -> None:
    """A slip has a number and names every piece."""
    refuses(received(), STREET, commands.TakeOriginals, CustodyRule.NOTHING_NAMED, number=" ")
    refuses(received(), STREET, commands.TakeOriginals, CustodyRule.NOTHING_NAMED, originals=())


def test_no_original_is_kept_that_the_guide_does_not_ask_for() -> None:
    """What has nothing to do with the matter may not be demanded (Licensing Law, Art. 31)."""
    for code, name in ((COPY, "检测报告"), ("X", "X")):
        refused = refuses(
            received(),
            STREET,
            commands.TakeOriginals,
            CustodyRule.NOT_ASKED_FOR,
            originals=(ORIGINAL, code),
        )
        assert f"“{name}”" in refused.sentence


def test_an_original_is_in_one_pair_of_hands() -> None:
    """What somebody holds cannot be taken a second time."""
    refuses(taken(), STREET, commands.TakeOriginals, CustodyRule.HELD_ALREADY, number="物字2号")


def test_strangers_keep_and_get_nothing() -> None:
    """Only street, deciding body and the outlet that received the case have originals of it."""
    refuses(received(), OTHER_STREET, commands.TakeOriginals, CustodyRule.NOT_A_PARTY)
    refuses(
        taken(),
        STREET,
        commands.PassOnOriginals,
        CustodyRule.NOT_A_PARTY,
        organisation=OTHER_STREET,
    )


def test_originals_are_taken_before_the_decision_only() -> None:
    """After the decision no office needs another original."""
    story = received().say(STREET, commands.ForwardCase).say(BODY, commands.AcceptCase)
    custody(story, BODY, commands.TakeOriginals)
    story = received().say(STREET, commands.ForwardCase).say(BODY, commands.AcceptCase)
    story.say(BODY, commands.DecideCase, decision=Decision.APPROVED)
    refuses(story, BODY, commands.TakeOriginals, StandingRule.NOT_IN_THIS_STATUS)
    closed = received().say(STREET, commands.WithdrawApplication)
    refuses(closed, STREET, commands.TakeOriginals, StandingRule.CASE_CLOSED)


def test_whoever_gets_originals_signs_for_them() -> None:
    """Until the receiver has signed, who passed them on holds them; signing is owed in a day."""
    story = taken().say(STREET, commands.ForwardCase)
    custody(story, STREET, commands.PassOnOriginals, organisation=BODY).then(OriginalsPassedOn)
    assert holders(story) == [(ORIGINAL, STREET)]
    assert [owner for _, owner in owed(story)] == [BODY]
    assert told(story) == [(BODY, "OriginalsSent")]
    custody(story, BODY, commands.SignForOriginals).then(OriginalsSignedFor)
    assert holders(story) == [(ORIGINAL, BODY)]
    assert owed(story) == []
    assert told(story) == [(STREET, "OriginalsReported")]


def test_who_does_not_sign_gets_a_card() -> None:
    """Originals that nobody signed for are the receiver's lateness, not the sender's."""
    story = taken().say(STREET, commands.ForwardCase).say(BODY, commands.AcceptCase)
    custody(story, STREET, commands.PassOnOriginals, organisation=BODY)
    story.time_passes_to(datetime(2026, 9, 15, 16, tzinfo=UTC))
    assert (Leg.CUSTODY, CardColour.RED, BODY) in story.cards()


def test_nobody_signs_for_what_was_not_passed_on() -> None:
    """Only the one to whom it goes signs, under the number of the slip it goes with."""
    story = taken()
    refuses(story, STREET, commands.SignForOriginals, CustodyRule.NOT_ON_THE_WAY)
    custody(story, STREET, commands.PassOnOriginals, organisation=BODY)
    refuses(story, STREET, commands.SignForOriginals, CustodyRule.NOT_ON_THE_WAY)
    refuses(story, BODY, commands.SignForOriginals, CustodyRule.NOT_ON_THE_WAY, number="x")


def test_only_who_holds_an_original_passes_it_on_or_gives_it_back() -> None:
    """What is elsewhere, under another slip, or under way, is not in these hands."""
    story = with_the_body()
    for kind, fields in (
        (commands.PassOnOriginals, {"organisation": BODY}),
        (commands.GiveBackOriginals, {}),
        (commands.ReportOriginalsLost, {}),
    ):
        refused = refuses(story, STREET, kind, CustodyRule.NOT_HELD, **fields)
        assert "新村街道" in refused.sentence
    other = {"number": "物字9号"}
    refuses(story, BODY, commands.GiveBackOriginals, CustodyRule.NOT_HELD, **other)
    custody(story, BODY, commands.PassOnOriginals, organisation=STREET)
    refuses(story, BODY, commands.GiveBackOriginals, CustodyRule.ON_THE_WAY)
    refuses(story, BODY, commands.PassOnOriginals, CustodyRule.ON_THE_WAY, organisation=STREET)


def test_nobody_passes_an_original_on_to_themselves() -> None:
    """To hand something to oneself is no hand-over."""
    refuses(taken(), STREET, commands.PassOnOriginals, CustodyRule.TO_ITSELF, organisation=STREET)


def test_originals_go_from_the_outlet_to_the_street_to_the_department_and_back() -> None:
    """The whole way of a relayed case, each hand signing for it (plan 3(2))."""
    story = Story().when("op-post", submission(RELAYED, place=POST, materials=originals()))
    body = DECIDER[RELAYED]
    custody(story, "op-post", commands.TakeOriginals)
    assert told(story) == [(STREET, "OriginalsReported")]
    for giver, taker in (("op-post", STREET), (STREET, body), (body, STREET)):
        custody(story, giver, commands.PassOnOriginals, organisation=taker)
        custody(story, taker, commands.SignForOriginals)
    custody(story, STREET, commands.GiveBackOriginals).then(OriginalsGivenBack)
    assert holders(story) == []


def originals() -> tuple[Material, ...]:
    """The materials of a relayed item, handed in as originals."""
    brought = submission(RELAYED).materials
    return tuple([replace(each, form=MaterialForm.ORIGINAL) for each in brought])


def test_a_case_with_originals_out_is_not_archived() -> None:
    """The file is closed only when the applicant has everything back."""
    story = taken().say(STREET, commands.WithdrawApplication)
    command = commands.ArchiveCase(case_id=story.subject, actor="a")
    refused = story.refuses(STREET, command, CustodyRule.ORIGINALS_OUT)
    assert "原证" in refused.sentence
    custody(story, STREET, commands.GiveBackOriginals)
    story.say(STREET, commands.ArchiveCase).then(CaseArchived)


def test_originals_are_due_when_the_case_ends() -> None:
    """Withdrawn, rejected, terminated, delivered: each holder must give back in ten days."""
    withdrawn = taken().say(STREET, commands.WithdrawApplication)
    withdrawn.then(ApplicationWithdrawn, OriginalsDue)
    assert owed(withdrawn) == [("退还" + STREET, STREET)]
    assert withdrawn.due(Leg.CUSTODY) is None
    rejected = with_the_body().say(
        BODY, commands.RejectApplication, reasons=REASONS, competent_body="市卫健委"
    )
    rejected.then(ApplicationRejected, OriginalsDue)
    assert told(rejected) == [(BODY, "OriginalsAwaited")]
    custody(rejected, BODY, commands.GiveBackOriginals)
    assert owed(rejected) == []
    assert told(rejected) == [(STREET, "OriginalsReported")]


def test_originals_are_due_when_a_case_is_terminated() -> None:
    """Also whose applicant let the day pass gets the originals back."""
    story = taken().say(STREET, commands.ForwardCase)
    story.say(BODY, commands.IssueCorrectionNotice, missing=(ORIGINAL,), notice=REASONS)
    story.time_passes_to(MONDAY + timedelta(days=60))
    story.say(BODY, commands.TerminateCase, reasons=REASONS).then(CaseTerminated, OriginalsDue)


def test_originals_are_due_when_the_outcome_is_delivered() -> None:
    """Who has the outcome waits for the originals; the duty moves with them, its day does not."""
    story = with_the_body().say(BODY, commands.AcceptCase)
    story.say(BODY, commands.DecideCase, decision=Decision.DENIED, reasons=REASONS)
    story.say(STREET, commands.ConfirmReceipt, digest=REASONS.digest)
    story.say(STREET, commands.DeliverDocument, method=DeliveryMethod.COUNTER)
    story.then(DocumentDelivered, OriginalsDue)
    due = story.last[1].terms[0].due_on
    custody(story, BODY, commands.PassOnOriginals, organisation=STREET)
    custody(story, STREET, commands.SignForOriginals)
    assert owed(story) == [("退还" + STREET, STREET)]
    assert story.last[0].terms[0].due_on == due
    story.time_passes_to(datetime(2026, 10, 20, tzinfo=UTC))
    assert (Leg.CUSTODY, CardColour.RED, STREET) in story.cards()


def test_who_gets_originals_too_late_has_a_day_to_give_them_back() -> None:
    """The lateness of who had them before is not that of who brings them to the applicant."""
    story = with_the_body().say(STREET, commands.WithdrawApplication)
    story.time_passes_to(datetime(2026, 10, 20, 2, tzinfo=UTC))
    assert (Leg.CUSTODY, CardColour.RED, BODY) in story.cards()
    custody(story, BODY, commands.PassOnOriginals, organisation=STREET)
    custody(story, STREET, commands.SignForOriginals)
    assert story.last[0].terms[0].due_on.isoformat() == "2026-10-21"


def test_a_lost_original_is_an_irregularity_of_who_held_it() -> None:
    """It is recorded, never denied: the fact stands and a red card follows."""
    story = with_the_body()
    custody(story, BODY, commands.ReportOriginalsLost, report=paper("情况说明"))
    story.then(OriginalsLost, CardIssued)
    assert story.last[1].rule == IrregularityRule.ORIGINAL_LOST.code
    assert story.last[1].owner == BODY
    assert told(story) == [(STREET, "OriginalsReported")]
    refuses(story, BODY, commands.ReportOriginalsLost, CustodyRule.LOST)
    refuses(story, BODY, commands.PassOnOriginals, CustodyRule.LOST, organisation=STREET)


def test_what_is_lost_on_the_way_is_lost_by_who_sent_it() -> None:
    """Nobody signed for it: it was still in the sender's hands, and nobody owes a signature."""
    story = taken().say(STREET, commands.ForwardCase)
    custody(story, STREET, commands.PassOnOriginals, organisation=BODY)
    custody(story, STREET, commands.ReportOriginalsLost)
    assert story.last[1].owner == STREET
    assert owed(story) == []


def test_a_lost_original_is_settled_in_writing() -> None:
    """Found, made anew or compensated: what the applicant signed closes it, nothing else."""
    story = taken().say(STREET, commands.WithdrawApplication)
    custody(story, STREET, commands.ReportOriginalsLost)
    refuses(story, STREET, commands.GiveBackOriginals, CustodyRule.SETTLEMENT_MISSING)
    bad = replace(paper(), digest=bytes(32))
    refuses(
        story,
        STREET,
        commands.GiveBackOriginals,
        PaperRule.DOCUMENT_WITHOUT_DIGEST,
        settlement=bad,
    )
    custody(story, STREET, commands.GiveBackOriginals, settlement=paper("补办确认书"))
    story.say(STREET, commands.ArchiveCase).then(CaseArchived)


@pytest.mark.parametrize("kind", ["SignForOriginals", "GiveBackOriginals", "ReportOriginalsLost"])
def test_without_originals_there_is_nothing_to_hand(kind: str) -> None:
    """A case without originals in custody has none to sign for, give back or lose."""
    sign = kind == "SignForOriginals"
    rule = CustodyRule.NOT_ON_THE_WAY if sign else CustodyRule.NOT_HELD
    refuses(received(), STREET, getattr(commands, kind), rule)


def test_the_timeline_shows_the_originals_and_their_slip() -> None:
    """Somebody who reads the timeline aloud says which original, by which slip, is where."""
    story = with_the_body()
    said = " ".join((fact_word("OriginalsSignedFor"), *details_of(story.last[0])))
    assert all(word in said for word in ("签收原件", "原件 M1", f"编号 {SLIP}", f"单位 {BODY}"))
