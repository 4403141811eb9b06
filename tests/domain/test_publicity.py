"""What is public: who owes the publication of an approval until when (Licensing Law, Art. 40)."""

from datetime import UTC, date, datetime

import pytest

from hub.domain.commands import (
    AmendPermit,
    DecideRenewal,
    PublishDecision,
    RecordReview,
    RecordStep,
    RequestRenewal,
    RevokeDecision,
    WithholdPublication,
)
from hub.domain.deadlines import due_at
from hub.domain.facts import CardIssued, DecisionPublished, PublicationWithheld
from hub.domain.publicity import PUBLICATION
from hub.domain.refusals import PermitsRule, StandingRule
from hub.domain.terms import Term
from hub.domain.vocabulary import CardColour, Decision, Leg, ReviewOutcome, SecrecyGround
from tests.domain.permits import BODY, CHANGED, COURT, REVOKE, archived
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    EMPOWERED,
    PRELIMINARY,
    REASONS,
    STREET,
    Story,
    decided,
)
from tests.domain.test_correcting import command

DECIDED = datetime(2026, 9, 14, 2, tzinfo=UTC)
LAST = date(2026, 9, 22)
"""Seven working days later: the Sunday before is worked (make-up day)."""
SECRET = {"ground": SecrecyGround.TRADE, "reasons": REASONS, "approver": "head-1"}
LATER = date(2030, 9, 14)


def owed(story: Story) -> Term | None:
    """The term until which the approval must be public."""
    return story.case.term(Leg.STEP, PUBLICATION)


@pytest.mark.parametrize(("item", "body"), [(EMPOWERED, STREET), (ASSISTED, BODY)])
def test_whoever_grants_a_licence_owes_its_publication(item: str, body: str) -> None:
    """准予行政许可的决定应当公开: the decider owes it from the decision on."""
    found = owed(decided(item))
    assert found is not None
    assert (found.owner, found.due_on) == (body, LAST)


def test_nothing_else_must_be_public() -> None:
    """A denial, and a benefit that somebody was granted, are nobody else's business."""
    assert owed(decided(decision=Decision.DENIED)) is None
    assert owed(decided(PRELIMINARY)) is None


def test_the_publication_closes_it_whenever_it_comes() -> None:
    """Also of a case that lies in the archive, and after the last day."""
    story = archived(public=False)
    assert owed(story) is not None
    story.now = datetime(2026, 11, 2, 2, tzinfo=UTC)
    story.say(BODY, PublishDecision, publication="gk-1").then(DecisionPublished)
    assert owed(story) is None


def test_it_is_prompted_warned_and_missed_like_every_leg() -> None:
    """Prompt, yellow, red; the red card goes up to the administration."""
    story = archived(None, public=False)
    colours = []
    while due := due_at(story.state):
        story.time_passes_to(due)
        cards = [each for each in story.last if isinstance(each, CardIssued)]
        colours += [each.colour for each in cards]
        assert {(each.leg, each.about, each.owner) for each in cards} == {
            (Leg.STEP, PUBLICATION, BODY)
        }
    assert colours == [CardColour.PROMPT, CardColour.YELLOW, CardColour.RED]
    assert cards[0].administration == "admin"


def test_no_step_of_that_name_stands_in_for_the_publication() -> None:
    """Only what says where it can be looked up makes a decision public."""
    story = decided()
    step = {"step": PUBLICATION, "department": BODY, "occurred_at": DECIDED}
    story.refuses(BODY, command(story, RecordStep, **step), PermitsRule.PUBLISHED_NOWHERE)


def test_an_amended_approval_is_published_again() -> None:
    """What the public looks up is what is in force (Art. 49)."""
    story = archived()
    story.say(BODY, AmendPermit, document=CHANGED, number="许字2号")
    assert owed(story) is not None
    story.say(BODY, PublishDecision, publication="gk-2").then(DecisionPublished)
    assert owed(story) is None


def test_what_is_revoked_is_owed_no_more() -> None:
    """An approval that was taken back before it was public need not be published."""
    story = archived(public=False).say(BODY, RevokeDecision, **REVOKE)
    assert owed(story) is None


def test_an_approval_that_has_run_out_can_still_be_published() -> None:
    """Nobody is left owing what the law lets nobody do."""
    story = archived(public=False)
    story.time_passes_to(datetime(2027, 9, 20, tzinfo=UTC))
    story.say(BODY, PublishDecision, publication="gk-1").then(DecisionPublished)
    assert owed(story) is None


def test_a_denial_altered_to_an_approval_is_published() -> None:
    """The approval that a ruling gives is one like any other."""
    story = decided(decision=Decision.DENIED)
    story.say(
        BODY, RecordReview, **COURT, outcome=ReviewOutcome.ALTERED, decision=Decision.APPROVED
    )
    assert owed(story) is not None


def test_a_publication_says_where() -> None:
    """What nobody can find is not public."""
    story = decided()
    nowhere = command(story, PublishDecision, publication=" ")
    story.refuses(BODY, nowhere, PermitsRule.PUBLISHED_NOWHERE)


def test_a_renewed_approval_is_published_again() -> None:
    """准予延续 is a decision of its own (Art. 50), also where it follows what silence granted."""
    story = archived().say(STREET, RequestRenewal, request=REASONS)
    assert owed(story) is None
    story.say(BODY, DecideRenewal, granted=True, valid_until=LATER)
    found = owed(story)
    assert found is not None
    assert found.owner == BODY
    story.say(BODY, PublishDecision, publication="gk-2").then(DecisionPublished)
    assert owed(story) is None


def test_what_is_not_renewed_is_not_published_again() -> None:
    """Who holds a permit no more is nobody else's business; what was public stays so."""
    story = archived().say(STREET, RequestRenewal, request=REASONS)
    story.say(BODY, DecideRenewal, granted=False, reasons=REASONS)
    assert owed(story) is None
    assert story.case.permit is not None
    assert story.case.permit.published


def test_a_secret_need_not_be_public() -> None:
    """Art. 5: but for state secrets, trade secrets and privacy; a head says so, with reasons."""
    story = archived(public=False)
    story.say(BODY, WithholdPublication, **SECRET).then(PublicationWithheld)
    assert owed(story) is None
    assert story.last[0].ground is SecrecyGround.TRADE


def test_what_was_secret_may_be_published_later() -> None:
    """When the ground falls away; once it is public there is nothing to withhold."""
    story = archived(public=False).say(BODY, WithholdPublication, **SECRET)
    story.say(BODY, PublishDecision, publication="gk-1").then(DecisionPublished)
    withhold = command(story, WithholdPublication, **SECRET)
    story.refuses(BODY, withhold, PermitsRule.NOTHING_TO_PUBLISH)


def test_nobody_withholds_what_he_need_not_publish_or_by_himself() -> None:
    """Twice, a denial, somebody else's decision, and without a second person."""
    story = archived(public=False)
    withhold = command(story, WithholdPublication, **SECRET)
    alone = command(story, WithholdPublication, **{**SECRET, "approver": withhold.actor})
    story.refuses(BODY, alone, PermitsRule.HEAD_MISSING)
    story.refuses(STREET, withhold, StandingRule.STREET_NEVER_DECIDES)
    story.say(BODY, WithholdPublication, **SECRET)
    story.refuses(BODY, withhold, PermitsRule.NOTHING_TO_PUBLISH)
    benefit = decided(PRELIMINARY)
    mine = command(benefit, WithholdPublication, **SECRET)
    benefit.refuses(DECIDER[PRELIMINARY], mine, PermitsRule.NOTHING_TO_PUBLISH)
    denied = decided(decision=Decision.DENIED)
    denied.refuses(
        BODY, command(denied, WithholdPublication, **SECRET), PermitsRule.NOTHING_IN_FORCE
    )
