"""Who is responsible for a case, and since when (首问负责)."""

from datetime import timedelta

from hub.domain import commands
from hub.domain.announcements import announce
from hub.domain.facts import ResponsibilityHandedOver
from hub.domain.refusals import DoorRule, PersonsRule, StandingRule
from hub.domain.responsibility import responsible_at, spans
from hub.domain.vocabulary import Decision
from hub.views.timeline import details_of
from hub.views.words import fact_word
from tests.domain.outlet_scenes import asking
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    MONDAY,
    OTHER_STREET,
    POST,
    RELAYED,
    STREET,
    Story,
    delivered,
    forwarded,
    received,
    submission,
)

BODY = DECIDER[ASSISTED]


def hand_over(story: Story, sender: str, to: str, successor: str) -> Story:
    """Hand the responsibility over to a named person of an organisation."""
    return story.say(sender, commands.HandOver, organisation=to, successor=successor)


def holder(story: Story) -> tuple[str, str]:
    """Who is responsible now: the person and the organisation."""
    kept = story.case.responsible
    assert kept is not None
    return kept.person, kept.organisation


def test_the_first_one_asked_is_responsible() -> None:
    """Whoever received the application answers for it from then on (plan 4(1)4)."""
    assert holder(received()) == ("clerk-1", STREET)
    relayed = Story().when("op-post", submission(RELAYED, place=POST))
    assert holder(relayed) == ("clerk-1", "op-post")
    asked = Story().when("op-post", asking(place=POST))
    assert holder(asked)[1] == "op-post"


def test_who_is_turned_away_was_asked_somebody_too() -> None:
    """Who turns somebody away at the door is the first one asked, and stays it (plan 4(1)4)."""
    away = commands.RefuseAtDoor(
        business_number="1",
        item_code=RELAYED,
        street=STREET,
        place="xincun-w1",
        applicant="p",
        competent_body="市医保局",
        actor="clerk-9",
    )
    story = Story().when(STREET, away)
    assert holder(story) == ("clerk-9", STREET)
    refused = {"organisation": STREET, "successor": "clerk-2"}
    story.refuses(
        STREET,
        commands.HandOver(case_id=story.subject, actor="a", **refused),
        DoorRule.ONLY_TURNED_AWAY,
    )


def test_responsibility_goes_with_a_name_from_hand_to_hand() -> None:
    """Street to department and back: each time a named person takes it on (plan 4(1)4)."""
    story = forwarded()
    hand_over(story, STREET, STREET, "clerk-2").then(ResponsibilityHandedOver)
    assert holder(story) == ("clerk-2", STREET)
    hand_over(story, STREET, BODY, "officer-1")
    assert (story.last[0].predecessor, story.last[0].former) == ("clerk-2", STREET)
    hand_over(story, BODY, STREET, "clerk-3")
    assert holder(story) == ("clerk-3", STREET)


def test_only_the_office_of_who_is_responsible_hands_over() -> None:
    """Nobody takes a responsibility away from who has it, nor gives away another's."""
    story = forwarded()
    command = commands.HandOver(
        case_id=story.subject, organisation=BODY, successor="officer-1", actor="a"
    )
    refused = story.refuses(BODY, command, PersonsRule.NOT_RESPONSIBLE)
    assert "新村街道" in refused.sentence


def test_responsibility_stays_where_the_case_is() -> None:
    """It is handed over only to who has to do with the case: not to a strange office."""
    story = received()
    for strange in (OTHER_STREET, BODY, "nobody", ""):
        command = commands.HandOver(
            case_id=story.subject, organisation=strange, successor="x-1", actor="a"
        )
        story.refuses(STREET, command, PersonsRule.SUCCESSOR_HAS_NO_WORK)


def test_somebody_else_by_name_takes_over() -> None:
    """A hand-over to nobody, or to the same person, is none."""
    story = received()
    for successor in ("", " ", "clerk-1"):
        command = commands.HandOver(
            case_id=story.subject, organisation=STREET, successor=successor, actor="a"
        )
        story.refuses(STREET, command, PersonsRule.NO_SUCCESSOR)


def test_a_closed_file_is_not_handed_over() -> None:
    """After the archive nobody takes over; until then somebody may."""
    story = delivered()
    hand_over(story, STREET, STREET, "clerk-2")
    story.say(STREET, commands.ArchiveCase)
    command = commands.HandOver(
        case_id=story.subject, organisation=STREET, successor="clerk-3", actor="a"
    )
    story.refuses(STREET, command, StandingRule.CASE_CLOSED)


def test_an_outlet_hands_over_while_the_operators_system_works() -> None:
    """A shift may end before the system answers: the next person at the outlet takes it on."""
    story = Story().when("op-post", asking(place=POST))
    hand_over(story, "op-post", "op-post", "clerk-2").then(ResponsibilityHandedOver)
    assert holder(story) == ("clerk-2", "op-post")


def test_who_takes_over_is_told_and_so_is_the_street() -> None:
    """The successor's office gets the case by name; the street knows whom to ask."""
    story = hand_over(forwarded(), STREET, BODY, "officer-1")
    said = announce(story.subject, story.last[0])
    assert [(each.to, each.message.successor) for each in said] == [(BODY, "officer-1")]
    hand_over(story, BODY, BODY, "officer-2")
    assert [each.to for each in announce(story.subject, story.last[0])] == [STREET]


def test_the_facts_say_who_was_responsible_when() -> None:
    """Of any instant the facts alone tell the person who was responsible (issue 4, part 7)."""
    story = forwarded()
    story.now = MONDAY + timedelta(hours=2)
    hand_over(story, STREET, BODY, "officer-1")
    story.now = MONDAY + timedelta(hours=4)
    story.say(BODY, commands.AcceptCase)
    story.say(BODY, commands.DecideCase, decision=Decision.APPROVED)
    hand_over(story, BODY, STREET, "clerk-3")
    persons = [each.person for each in spans(story.facts)]
    assert persons == ["clerk-1", "officer-1", "clerk-3"]
    before = MONDAY - timedelta(seconds=1)
    assert responsible_at(story.facts, before) is None
    asked = [responsible_at(story.facts, MONDAY + timedelta(hours=h)) for h in (0, 1, 3, 4, 99)]
    assert [each.person for each in asked if each] == [
        "clerk-1",
        "clerk-1",
        "officer-1",
        "clerk-3",
        "clerk-3",
    ]


def test_the_timeline_names_who_touched_the_case_and_who_was_asked_first() -> None:
    """Each line names the person who acted, the first one also who answers for the case."""
    first = details_of(received().last[0])
    assert {"经办人 clerk-1", f"首问责任人 clerk-1({STREET})"} <= set(first)
    later = details_of(forwarded().last[0])
    assert "经办人 staff-1" in later
    assert not any("首问责任人" in each for each in later)


def test_the_timeline_tells_who_took_over_from_whom() -> None:
    """Somebody who reads the timeline aloud names both persons and their offices."""
    story = hand_over(forwarded(), STREET, BODY, "officer-1")
    said = " ".join((fact_word("ResponsibilityHandedOver"), *details_of(story.last[0])))
    words = ("移交首问责任", f"原单位 {STREET}", f"单位 {BODY}", "首问责任人 officer-1")
    assert all(word in said for word in (*words, "原首问责任人 clerk-1"))
