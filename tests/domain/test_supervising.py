"""Supervision cards are appealed and decided (电子监察申诉)."""

from dataclasses import replace

from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day
from hub.domain.commands import AppealCard, ArchiveCase, DecideCardAppeal, DecideCase
from hub.domain.facts import CardAppealDecided, CardAppealed
from hub.domain.places import Organisation
from hub.domain.refusals import PaperRule, SupervisingRule
from hub.domain.vocabulary import (
    CardColour,
    CardStanding,
    Decision,
    Leg,
    OrganisationKind,
)
from tests.domain.scenes import (
    ASSISTED,
    BOOK,
    DECIDER,
    EMPOWERED,
    REASONS,
    STREET,
    Story,
    accepted,
    delivered,
    paper,
    received,
    reviewed,
)

BODY = DECIDER[ASSISTED]
REQUEST = paper("申诉书", 5)


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


def missed() -> Story:
    """A case whose promised day its deciding body let pass: one red card."""
    story = reviewed()
    return story.time_passes_to(end_of_day(story.due(Leg.PROMISE)))


def appealed() -> Story:
    """A case whose one card is appealed."""
    return missed().say(BODY, AppealCard, number=1, request=REQUEST)


def test_who_got_a_card_appeals_it() -> None:
    """An appeal goes to the administration, which owes a decision (plan 4(1)4)."""
    story = appealed().then(CardAppealed)
    assert story.case.cards[0].standing is CardStanding.APPEALED
    assert told(story) == [("admin", "CardAppealAssigned")]
    due = story.case.term(Leg.APPEAL, "card-1")
    assert due is not None
    assert due.owner == "admin"


def test_only_its_owner_appeals_a_card_and_once() -> None:
    """Nobody appeals a card of somebody else, one that there is not, or one twice."""
    story = missed()
    command = of(story, AppealCard, number=1, request=REQUEST)
    story.refuses(STREET, command, SupervisingRule.NOT_YOUR_CARD)
    for number in (-1, 0, 2):
        unknown = replace(command, number=number)
        story.refuses(BODY, unknown, SupervisingRule.CARD_UNKNOWN)
    unsound = replace(command, request=paper(mark=0))
    story.refuses(BODY, unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    story.when(BODY, command)
    story.refuses(BODY, command, SupervisingRule.CARD_SETTLED)


def test_a_card_is_withdrawn_on_appeal() -> None:
    """A card that the administration finds wrong counts no more; owner and street hear of it."""
    story = appealed().say("admin", DecideCardAppeal, number=1, upheld=False)
    assert story.then(CardAppealDecided).case.cards[0].standing is CardStanding.WITHDRAWN
    assert told(story) == [(BODY, "CardStandingReported"), (STREET, "CardStandingReported")]
    assert story.case.term(Leg.APPEAL, "card-1") is None
    again = of(story, AppealCard, number=1, request=REQUEST)
    story.refuses(BODY, again, SupervisingRule.CARD_SETTLED)


def test_a_card_may_stand_after_an_appeal() -> None:
    """The administration lets a card stand, with its reasons; that is the end of it."""
    story = appealed().say("admin", DecideCardAppeal, number=1, upheld=True, reasons=REASONS)
    assert story.case.cards[0].standing is CardStanding.UPHELD
    decide = of(story, DecideCardAppeal, number=1, upheld=False)
    story.refuses("admin", decide, SupervisingRule.NOT_APPEALED)


def test_only_the_leading_administration_decides() -> None:
    """Of several administrations the first by code leads; where there is none nobody decides."""
    second = Organisation(code="admin-2", name="二", kind=OrganisationKind.ADMINISTRATION)
    story = missed()
    story.book = replace(BOOK, organisations={"admin-2": second, **BOOK.organisations})
    story.say(BODY, AppealCard, number=1, request=REQUEST)
    assert told(story) == [("admin", "CardAppealAssigned")]
    decide = of(story, DecideCardAppeal, number=1, upheld=False)
    story.refuses("admin-2", decide, SupervisingRule.NOT_THE_ADMINISTRATION)
    alone = missed()
    alone.book = replace(BOOK, organisations={})
    appeal = of(alone, AppealCard, number=1, request=REQUEST)
    alone.refuses(BODY, appeal, SupervisingRule.NOBODY_DECIDES)


def test_an_undecided_appeal_gives_the_administration_a_card_that_it_cannot_appeal() -> None:
    """The administration has its limit too, and nobody decides about a card of its own."""
    story = appealed()
    story.time_passes_to(end_of_day(story.due(Leg.APPEAL) or story.case.terms[-1].term.due_on))
    assert (Leg.APPEAL, CardColour.RED, "admin") in story.cards()
    number = next(card.number for card in story.case.cards if card.owner == "admin")
    own = of(story, AppealCard, number=number, request=REQUEST)
    story.refuses("admin", own, SupervisingRule.NOBODY_DECIDES)
    story.say("admin", DecideCardAppeal, number=1, upheld=False).then(CardAppealDecided)


def test_an_irregularity_is_appealed_like_a_missed_day() -> None:
    """A card for a late decision is appealed too, even when the file is closed."""
    story = accepted(EMPOWERED)
    story.time_passes_to(end_of_day(story.due(Leg.DECISION)))
    story.say(STREET, DecideCase, decision=Decision.APPROVED)
    number = story.case.cards[-1].number
    assert story.case.cards[-1].leg is None
    story.say(STREET, AppealCard, number=number, request=REQUEST).then(CardAppealed)
    closed = received()
    closed.time_passes_to(end_of_day(closed.due(Leg.FORWARDING)))
    late = delivered(EMPOWERED)
    late.time_passes_to(end_of_day(late.due(Leg.OVERSIGHT))).say(STREET, ArchiveCase)
    late.say("dept-chengguan", AppealCard, number=1, request=REQUEST).then(CardAppealed)
