"""Ratings (评价) and complaints (投诉)."""

from datetime import date

import pytest

from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    AnswerComplaint,
    AnswerRating,
    AppealRating,
    DecideRatingAppeal,
    FileComplaint,
    RateService,
)
from hub.domain.facts import (
    ComplaintAnswered,
    ComplaintFiled,
    RatingAnswered,
    RatingAppealDecided,
    RatingAppealed,
    ServiceRated,
)
from hub.domain.ratings import is_bad
from hub.domain.refusals import AnsweringRule
from hub.domain.vocabulary import CardColour, Leg, RatingScale
from tests.domain.scenes import ASSISTED, DECIDER, OTHER_STREET, REASONS, STREET, Story, delivered
from tests.domain.test_correcting import command, told

BODY = DECIDER[ASSISTED]
CODE, DEVICE = RatingScale.NATIONAL_CODE, RatingScale.RATING_DEVICE


def rated(value: int = 5, scale: RatingScale = CODE) -> Story:
    """A delivered case whose visit was rated."""
    return delivered().say(STREET, RateService, visit="q-17", scale=scale, value=value)


@pytest.mark.parametrize(
    ("scale", "bad"), [(CODE, {4, 5}), (DEVICE, {1, 2})], ids=["code", "device"]
)
def test_the_two_national_scales_run_against_each_other(scale: RatingScale, bad: set[int]) -> None:
    """5 is very dissatisfied in the code and very satisfied on the device: never guessed."""
    assert {value for value in range(1, 6) if is_bad(scale, value)} == bad


def test_a_bad_rating_opens_a_duty_to_answer() -> None:
    """The organisation of the visit answers within days; a good one asks for nothing."""
    story = rated().then(ServiceRated)
    assert (story.last[0].bad, story.due(Leg.RATING), told(story)) == (
        True,
        None,
        {(STREET, "RatingReported")},
    )
    assert story.case.term(Leg.RATING, "1").owner == STREET
    wrong = command(story, AnswerRating, number=1, answer=REASONS)
    story.refuses(BODY, wrong, AnsweringRule.NO_BAD_RATING)
    story.when(STREET, wrong).then(RatingAnswered)
    assert story.case.term(Leg.RATING, "1") is None
    assert rated(1).case.term(Leg.RATING, "1") is None


def test_an_unanswered_rating_gives_a_card() -> None:
    """Past its days it is a red card of the organisation of the visit."""
    story = rated().time_passes_to(end_of_day(date(2026, 9, 20)))
    assert (Leg.RATING, CardColour.RED, STREET) in story.cards()


def test_a_visit_is_rated_once_within_the_scale_by_who_was_there() -> None:
    """A rating is voluntary and single; strangers do not rate."""
    story = rated(3)
    again = command(story, RateService, visit="q-17", scale=CODE, value=1)
    story.refuses(STREET, again, AnsweringRule.RATED_BEFORE)
    other = {"visit": "q-18", "scale": CODE}
    for value in (0, 6, -1):
        wrong = command(story, RateService, **other, value=value)
        story.refuses(STREET, wrong, AnsweringRule.VALUE_OUTSIDE_SCALE)
    stranger = command(story, RateService, **other, value=1)
    story.refuses(OTHER_STREET, stranger, AnsweringRule.RATER_UNKNOWN)
    story.when("admin", stranger).then(ServiceRated)
    assert story.last[0].number == 2


def test_a_false_rating_is_appealed_and_taken_away() -> None:
    """The administration decides; what is found false asks for no answer (申诉复核)."""
    story = rated().say(STREET, AppealRating, number=1, request=REASONS).then(RatingAppealed)
    assert told(story) == {("admin", "RatingAppealReported")}
    again = command(story, AppealRating, number=1, request=REASONS)
    story.refuses(STREET, again, AnsweringRule.NO_BAD_RATING)
    story.say("admin", DecideRatingAppeal, number=1, upheld=False).then(RatingAppealDecided)
    assert told(story) == {(STREET, "RatingAppealAnswered")}
    assert story.case.terms == ()
    story.refuses(STREET, again, AnsweringRule.NO_BAD_RATING)


def test_a_rating_that_stands_is_still_to_be_answered() -> None:
    """An appeal that fails leaves the duty."""
    story = rated().say(STREET, AppealRating, number=1, request=REASONS)
    story.say("admin", DecideRatingAppeal, number=1, upheld=True)
    assert story.case.term(Leg.RATING, "1") is not None
    nobody = command(story, DecideRatingAppeal, number=1, upheld=True)
    story.refuses("admin", nobody, AnsweringRule.NO_BAD_RATING)


def test_only_a_bad_rating_is_appealed() -> None:
    """A good rating and one that there is not cannot be appealed."""
    story = rated(1)
    for number in (0, 1, 2):
        ask = command(story, AppealRating, number=number, request=REASONS)
        story.refuses(STREET, ask, AnsweringRule.NO_BAD_RATING)


def complaint(story: Story, against: str) -> object:
    """A complaint that came by the hotline."""
    return command(story, FileComplaint, against=against, reason="slow", complaint=REASONS)


def test_who_is_complained_of_answers() -> None:
    """A complaint opens a duty of the very organisation it is about (12345)."""
    story = delivered()
    story.when("admin", complaint(story, BODY)).then(ComplaintFiled)
    assert told(story) == {(BODY, "ComplaintReceived")}
    reply = command(story, AnswerComplaint, number=1, answer=REASONS)
    story.refuses(STREET, reply, AnsweringRule.NO_COMPLAINT)
    story.when(BODY, reply).then(ComplaintAnswered)
    assert story.case.terms == ()
    story.when(STREET, complaint(story, STREET))
    assert story.last[0].number == 2


def test_nobody_is_complained_of_who_had_no_part_in_it() -> None:
    """Complaints are about an organisation of the case."""
    story = delivered()
    for stranger in (OTHER_STREET, "nobody", ""):
        story.refuses("admin", complaint(story, stranger), AnsweringRule.NOBODY_COMPLAINED_OF)
