"""While the applicant's materials are awaited: who may still do what, and whose clock runs."""

from dataclasses import replace
from datetime import date

import pytest

from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AcceptCase,
    CorrectOnTheSpot,
    ForwardCase,
    GivePreliminaryReview,
    IssueCorrectionNotice,
    RejectApplication,
    SupplyMaterials,
)
from hub.domain.documents import Material
from hub.domain.facts import (
    ApplicationRejected,
    CardIssued,
    CaseAccepted,
    CorrectedOnTheSpot,
    CorrectionNoticeIssued,
    MaterialsSupplied,
)
from hub.domain.guides import MaterialRequirement, Requirement
from hub.domain.refusals import CorrectingRule, PaperRule
from hub.domain.vocabulary import Leg, MaterialForm, Opinion, RejectionGround, Status
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    POST,
    PRELIMINARY,
    REASONS,
    RELAYED,
    STREET,
    Story,
    acknowledged,
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


def brought(*codes: str) -> dict[str, tuple[Material, ...]]:
    """New originals of materials, as they are supplied."""
    whole = [
        Material(code=code, form=MaterialForm.ORIGINAL, document=paper(code, 3)) for code in codes
    ]
    return {"materials": tuple(whole)}


def without(code: str) -> Story:
    """A forwarded case that lacks a material."""
    materials = tuple(m for m in submission().materials if m.code != code)
    story = Story().when(STREET, submission(materials=materials))
    return story.say(STREET, ForwardCase)


def told(story: Story) -> set[tuple[str, str]]:
    """Who is told what by the last facts."""
    return {
        (each.to, type(each.message).__name__)
        for fact in story.last
        for each in announce(story.subject, fact)
    }


def test_the_street_gets_no_card_while_it_waits_for_the_applicant() -> None:
    """What a street must not forward it cannot be late in forwarding (电子监察)."""
    story = received().say(STREET, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    assert story.due(Leg.FORWARDING) is None
    story.time_passes_to(end_of_day(date(2026, 9, 20))).then()
    story.say(STREET, SupplyMaterials, **brought(FIRST))
    assert story.due(Leg.FORWARDING) == date(2026, 9, 21)


def test_the_preliminary_review_waits_for_the_applicant_too() -> None:
    """Its 20 days begin anew when nothing is missing any more (Licensing Law, Art. 43)."""
    story = received(PRELIMINARY)
    code = BOOK.items[PRELIMINARY].guide.materials[0].code
    story.say(STREET, IssueCorrectionNotice, missing=(code,), notice=NOTICE)
    assert story.due(Leg.PRELIMINARY_REVIEW) is None
    review = GivePreliminaryReview(
        case_id=story.subject, verdict=Opinion.FAVOURABLE, report=REASONS, actor="x"
    )
    story.refuses(STREET, review, CorrectingRule.AWAITING)
    story.say(STREET, SupplyMaterials, **brought(code))
    assert story.due(Leg.PRELIMINARY_REVIEW) == date(2026, 10, 16)
    assert story.due(Leg.FORWARDING) is None


def test_what_the_notice_forgot_is_told_while_waiting_with_reasons_and_a_card() -> None:
    """A second notice comes in spite of the law, and adds to what is awaited (Art. 32(4))."""
    story = acknowledged().say(BODY, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    again = IssueCorrectionNotice(
        case_id=story.subject, missing=(SECOND,), notice=NOTICE, reasons=REASONS, actor="x"
    )
    story.refuses(BODY, replace(again, reasons=None), CorrectingRule.REASONS_FOR_A_SECOND)
    story.when(BODY, again).then(CorrectionNoticeIssued, CardIssued)
    assert story.last[1].rule == "IRREGULAR-003"
    story.say(STREET, SupplyMaterials, **brought(SECOND))
    assert story.last[0].missing == (FIRST,)


def test_a_reminder_of_what_is_awaited_is_no_second_notice() -> None:
    """Telling again what was told gives a new day and no card."""
    story = acknowledged().say(BODY, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    lapsed = end_of_day(story.due(Leg.CORRECTION))
    story.time_passes_to(lapsed)
    assert story.due(Leg.TERMINATION) is not None
    story.say(BODY, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    story.then(CorrectionNoticeIssued)
    assert not story.last[0].repeated
    assert story.due(Leg.TERMINATION) is None


def incomplete() -> Story:
    """A case whose guide asks for a material that was never handed in."""
    item = BOOK.items[ASSISTED]
    more = MaterialRequirement(code="M9", name="委托书", requirement=Requirement.REQUIRED)
    guide = replace(item.guide, materials=(*item.guide.materials, more))
    story = forwarded()
    story.book = replace(BOOK, items={**BOOK.items, ASSISTED: replace(item, guide=guide)})
    return story


def test_a_notice_names_all_that_the_hub_knows_to_be_missing() -> None:
    """全部内容: what is not there and not named could only be told a second time (Art. 32(4))."""
    story = incomplete()
    notice = IssueCorrectionNotice(
        case_id=story.subject, missing=(FIRST,), notice=NOTICE, actor="x"
    )
    refused = story.refuses(BODY, notice, CorrectingRule.NOT_ALL_NAMED)
    assert "委托书" in refused.sentence
    story.when(BODY, replace(notice, missing=(FIRST, "M9"))).then(CorrectionNoticeIssued)


def test_a_case_whose_required_materials_are_missing_is_not_accepted() -> None:
    """Complete materials are a condition of acceptance (Art. 32(5))."""
    story = incomplete()
    accept = AcceptCase(case_id=story.subject, actor="x")
    assert "委托书" in story.refuses(BODY, accept, PaperRule.MATERIALS_MISSING).sentence


def test_what_may_follow_later_is_promised_or_not_tolerated() -> None:
    """Without a written promise even a listed material is simply missing (容缺)."""
    story = without(TOLERABLE)
    accept = AcceptCase(case_id=story.subject, actor="x")
    story.refuses(BODY, accept, CorrectingRule.PROMISE_WANTED)


def test_a_promise_ends_the_waiting_for_what_may_follow_later() -> None:
    """Who was told that a listed material is missing may promise it instead (容缺)."""
    story = without(TOLERABLE)
    story.say(BODY, IssueCorrectionNotice, missing=(TOLERABLE, FIRST), notice=NOTICE)
    promised = {"promise": PROMISE, "promised_on": date(2026, 9, 25)}
    accept = AcceptCase(case_id=story.subject, tolerated=(TOLERABLE,), **promised, actor="x")
    story.refuses(BODY, accept, CorrectingRule.AWAITING)
    story.say(STREET, SupplyMaterials, **brought(FIRST))
    story.when(BODY, accept).then(CaseAccepted)
    assert story.case.status is Status.ACCEPTED
    assert story.due(Leg.CORRECTION) is None
    assert story.due(Leg.TOLERANCE) == date(2026, 9, 25)


@pytest.mark.parametrize("kind", [SupplyMaterials, CorrectOnTheSpot])
def test_a_commitment_replaces_only_what_the_guide_says(kind: type) -> None:
    """What is brought later may be a commitment only where the guide has one (告知承诺)."""
    story = received()
    if kind is SupplyMaterials:
        story.say(STREET, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    committed = Material(code=FIRST, form=MaterialForm.COMMITMENT, document=PROMISE)
    bring = kind(case_id=story.subject, materials=(committed,), actor="x")
    story.refuses(STREET, bring, PaperRule.COMMITMENT_NOT_ALLOWED)


def test_complete_materials_are_not_rejected_as_incomplete() -> None:
    """Incompleteness is told, never a ground to reject: recorded, with a card (Art. 32(4), (5))."""
    rejection = {"reasons": REASONS, "competent_body": "市住建局"}
    story = forwarded().say(BODY, RejectApplication, **rejection).then(ApplicationRejected)
    assert story.last[0].ground is RejectionGround.NOT_COMPETENT
    story = acknowledged().say(BODY, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    story.say(STREET, SupplyMaterials, **brought(FIRST))
    story.say(BODY, RejectApplication, **rejection, ground=RejectionGround.INCOMPLETE)
    story.then(ApplicationRejected, CardIssued)
    assert (story.last[1].rule, story.last[1].owner) == ("IRREGULAR-007", BODY)


def relayed() -> Story:
    """A case at its street that the post office received, with something missing."""
    story = Story().when("op-post", submission(RELAYED, place=POST))
    code = BOOK.items[RELAYED].guide.materials[0].code
    return story.say(STREET, IssueCorrectionNotice, missing=(code,), notice=NOTICE)


def test_materials_reach_whoever_has_the_work_and_not_who_brought_them() -> None:
    """The street hears what its outlet took; the deciding body only once it has the work."""
    code = BOOK.items[RELAYED].guide.materials[0].code
    story = relayed()
    assert told(story) == {("op-post", "CorrectionRequested")}
    story.say("op-post", SupplyMaterials, **brought(code)).then(MaterialsSupplied)
    assert told(story) == {(STREET, "MaterialsForwarded")}
    story = relayed().say(STREET, SupplyMaterials, **brought(code))
    assert told(story) == set()
    story = acknowledged().say(BODY, IssueCorrectionNotice, missing=(FIRST,), notice=NOTICE)
    story.say(STREET, SupplyMaterials, **brought(FIRST))
    assert told(story) == {(BODY, "MaterialsForwarded")}
    (said,) = announce(story.subject, story.last[0])
    assert said.message.accept_by == date(2026, 9, 20)


def test_the_street_hears_what_its_outlet_corrected_on_the_spot() -> None:
    """What the street forwards is what was corrected, and it knows of it."""
    code = BOOK.items[RELAYED].guide.materials[0].code
    story = Story().when("op-post", submission(RELAYED, place=POST))
    story.say("op-post", CorrectOnTheSpot, **brought(code)).then(CorrectedOnTheSpot)
    assert told(story) == {(STREET, "MaterialsForwarded")}
    story = received().say(STREET, CorrectOnTheSpot, **brought(FIRST))
    assert told(story) == set()
