"""Ratings of answers to consultations and to a street's questions (咨询评价)."""

from datetime import date
from typing import Any

import pytest

from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day
from hub.domain.commands import (
    SENDERS,
    AcceptCase,
    AnswerConsultationRating,
    AnswerQuestion,
    AppealConsultationRating,
    AskMentor,
    Command,
    DecideConsultationRatingAppeal,
    ForwardQuestion,
    OpenConsultation,
    RateConsultation,
)
from hub.domain.decide import due_at, evolve, subject_of
from hub.domain.evolution import FoldError
from hub.domain.facts import (
    ConsultationRated,
    ConsultationRatingAnswered,
    ConsultationRatingAppealDecided,
    ConsultationRatingAppealed,
    QuestionAnswered,
    QuestionCardIssued,
)
from hub.domain.question import Question
from hub.domain.refusals import AnsweringRule, MessageRule, PaperRule, QuestionsRule
from hub.domain.terms import Term, find
from hub.domain.vocabulary import CardColour, Leg, OrganisationKind, RatingScale
from tests.domain.scenes import (
    ASSISTED,
    DECIDER,
    OTHER_STREET,
    REASONS,
    STREET,
    Story,
    paper,
    received,
)

BODY, OTHER_BODY, ADMIN = DECIDER[ASSISTED], "dept-yibao", "admin"
CODE, DEVICE = RatingScale.NATIONAL_CODE, RatingScale.RATING_DEVICE
DUE = date(2026, 9, 20)
"""Five working days after the Monday; that Sunday makes up for the holiday."""


def consulted(by: str = STREET, department: str | None = BODY) -> Story:
    """A consultation that was registered and not answered yet."""
    ask = OpenConsultation(number="Z-1", department=department, question=paper("咨询"), actor="c-1")
    return Story().when(by, ask)


def answered(by: str = STREET, department: str = BODY) -> Story:
    """A consultation that was answered."""
    story = consulted(by, department)
    return said(story, department, AnswerQuestion, mentor="mentor-1", answer=paper("答复"))


def said(story: Story, sender: str, kind: type, /, **fields: object) -> Story:
    """Say something of the story's question."""
    return story.when(sender, of(story, kind, **fields))


def of(story: Story, kind: Any, /, **fields: object) -> Command:  # noqa: ANN401 - any command
    """A command about the story's question."""
    command: Command = kind(question_id=story.subject, actor="staff-1", **fields)
    return command


def rating(story: Story, value: int = 5, scale: RatingScale = CODE) -> Command:
    """A rating of the story's answer, a bad one if nothing else is said."""
    return of(story, RateConsultation, scale=scale, value=value)


def rated(value: int = 5, scale: RatingScale = CODE, by: str = STREET) -> Story:
    """An answered consultation that was rated."""
    story = answered()
    return story.when(by, rating(story, value, scale))


def appealed() -> Story:
    """A bad rating that is said to be false."""
    return said(rated(), BODY, AppealConsultationRating, request=REASONS)


def owed(story: Story, leg: Leg) -> Term | None:
    """The open term of a leg."""
    return find(question(story).terms, leg)


def question(story: Story) -> Question:
    """The question as it stands."""
    assert isinstance(story.state, Question)
    return story.state


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell, and which message."""
    return [
        (each.to, type(each.message).__name__)
        for fact in story.last
        for each in announce(story.subject, fact)
    ]


@pytest.mark.parametrize(("scale", "bad"), [(CODE, {4, 5}), (DEVICE, {1, 2})])
def test_an_answered_consultation_is_rated_on_its_scale(scale: RatingScale, bad: set[int]) -> None:
    """A rating carries its scale; a bad one of who answered opens a duty, a good one none."""
    for value in range(1, 6):
        story = rated(value, scale).then(ConsultationRated)
        fact = story.last[0]
        assert (fact.owner, fact.rater, fact.scale) == (BODY, STREET, scale)
        assert (fact.bad, owed(story, Leg.RATING) is not None) == (value in bad, value in bad)
        assert told(story) == [(BODY, "ConsultationRatingReported")]


def test_a_bad_rating_is_answered_by_who_answered() -> None:
    """Within the catalogue's days, by nobody else; who passed the rating on hears of it."""
    story = rated()
    term = owed(story, Leg.RATING)
    assert term is not None
    assert (term.owner, term.due_on) == (BODY, DUE)
    reply = of(story, AnswerConsultationRating, answer=REASONS)
    for stranger in (STREET, OTHER_BODY, ADMIN):
        story.refuses(stranger, reply, AnsweringRule.NO_BAD_CONSULTATION_RATING)
    unsound = of(story, AnswerConsultationRating, answer=paper(mark=0))
    story.refuses(BODY, unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    story.when(BODY, reply).then(ConsultationRatingAnswered)
    assert told(story) == [(STREET, "ConsultationRatingReplied")]
    assert due_at(story.state) is None
    story.refuses(BODY, reply, AnsweringRule.NO_BAD_CONSULTATION_RATING)


def test_who_answers_at_its_own_counter_owes_the_answer_to_its_rating() -> None:
    """A street that answered itself hears of the last day and is not told its own reply."""
    story = answered(STREET, STREET)
    story.when(STREET, rating(story)).then(ConsultationRated)
    assert told(story) == [(STREET, "ConsultationRatingReported")]
    said(story, STREET, AnswerConsultationRating, answer=REASONS)
    assert told(story) == []


def test_who_answered_what_was_passed_on_owes_the_answer_to_its_rating() -> None:
    """Not who was asked first."""
    story = said(consulted(), BODY, ForwardQuestion, department=OTHER_BODY)
    said(story, OTHER_BODY, AnswerQuestion, mentor="mentor-1", answer=paper("答复"))
    story.when(STREET, rating(story))
    assert told(story) == [(OTHER_BODY, "ConsultationRatingReported")]


def test_only_what_was_answered_is_rated() -> None:
    """Nobody can be content with an answer that there is not."""
    story = consulted()
    story.refuses(STREET, rating(story), AnsweringRule.CONSULTATION_UNANSWERED)
    said(story, BODY, AnswerQuestion, mentor="m-1", answer=paper()).then(QuestionAnswered)
    story.when(STREET, rating(story)).then(ConsultationRated)


def test_an_answer_is_rated_once_within_its_scale() -> None:
    """Another rating changes nothing, good or bad; values end at five."""
    story = answered()
    for value in (0, 6, -1):
        story.refuses(STREET, rating(story, value), AnsweringRule.VALUE_OUTSIDE_SCALE)
    story.when(STREET, rating(story, 1))
    for again in (1, 5):
        story.refuses(STREET, rating(story, again), AnsweringRule.CONSULTATION_RATED)


def test_who_asked_or_the_administration_passes_a_rating_on() -> None:
    """A rating at the counter comes from who registered the consultation, by phone from above."""
    story = answered()
    for stranger in (OTHER_STREET, BODY, OTHER_BODY, ""):
        story.refuses(stranger, rating(story), AnsweringRule.CONSULTATION_RATER_UNKNOWN)
    story.when(ADMIN, rating(story)).then(ConsultationRated)
    said(story, BODY, AnswerConsultationRating, answer=REASONS)
    assert told(story) == [(ADMIN, "ConsultationRatingReplied")]


def test_a_street_rates_the_answer_of_a_mentor() -> None:
    """A mentor's answer is an answer: the street that asked may say what it thinks of it."""
    ask = AskMentor(number="Z-1", department=BODY, question=paper("咨询"), actor="clerk-1")
    story = Story().when(STREET, ask)
    said(story, BODY, AnswerQuestion, mentor="mentor-1", answer=paper("答复"))
    story.when(STREET, rating(story)).then(ConsultationRated)
    assert owed(story, Leg.RATING) is not None


def test_a_rating_that_nobody_answers_gives_cards() -> None:
    """Like an answer that nobody gives: prompt, yellow, and a red one that goes up."""
    story = rated()
    colours = []
    while (due := due_at(story.state)) is not None:
        story.time_passes_to(due).then(QuestionCardIssued)
        card = story.last[0]
        assert (card.leg, card.owner, card.due_on) == (Leg.RATING, BODY, DUE)
        up = [ADMIN] if card.colour is CardColour.RED else []
        assert told(story) == [(to, "QuestionCardReported") for to in [BODY, STREET, *up]]
        colours.append(card.colour)
    assert colours == [CardColour.PROMPT, CardColour.YELLOW, CardColour.RED]
    assert story.now == end_of_day(DUE)
    said(story, BODY, AnswerConsultationRating, answer=REASONS).then(ConsultationRatingAnswered)


def test_cards_of_two_duties_have_numbers_of_their_own() -> None:
    """After an outage rating and appeal are both late: two cards, counted one after the other."""
    story = appealed().time_passes_to(end_of_day(date(2026, 12, 1)))
    cards = [(card.leg, card.owner, card.number, card.colour) for card in story.last]
    red = CardColour.RED
    assert cards == [(Leg.RATING, BODY, 1, red), (Leg.APPEAL, ADMIN, 2, red)]
    assert question(story).cards == 2
    assert due_at(story.state) is None


def test_a_false_rating_is_appealed_and_taken_away() -> None:
    """The administration decides within its days; what is found false asks for no answer."""
    story = appealed().then(ConsultationRatingAppealed)
    assert told(story) == [(ADMIN, "ConsultationRatingAppealReported")]
    term = owed(story, Leg.APPEAL)
    assert term is not None
    assert (term.owner, term.due_on) == (ADMIN, DUE)
    said(story, ADMIN, DecideConsultationRatingAppeal, upheld=False)
    story.then(ConsultationRatingAppealDecided)
    both = [(to, "ConsultationRatingAppealAnswered") for to in (BODY, STREET)]
    assert told(story) == both
    assert question(story).terms == ()
    kept = question(story).rating
    assert kept is not None
    assert kept.taken_away
    reply = of(story, AnswerConsultationRating, answer=REASONS)
    story.refuses(BODY, reply, AnsweringRule.NO_BAD_CONSULTATION_RATING)
    again = of(story, AppealConsultationRating, request=REASONS)
    story.refuses(BODY, again, AnsweringRule.CONSULTATION_RATING_APPEALED)
    story.refuses(STREET, rating(story), AnsweringRule.CONSULTATION_RATED)


def test_a_rating_that_stands_is_still_to_be_answered() -> None:
    """An appeal that fails leaves the duty, and there is no second one."""
    story = said(appealed(), ADMIN, DecideConsultationRatingAppeal, upheld=True)
    assert [each.term.leg for each in question(story).terms] == [Leg.RATING]
    again = of(story, AppealConsultationRating, request=REASONS)
    story.refuses(BODY, again, AnsweringRule.CONSULTATION_RATING_APPEALED)
    decided = of(story, DecideConsultationRatingAppeal, upheld=True)
    story.refuses(ADMIN, decided, AnsweringRule.NO_CONSULTATION_APPEAL)
    said(story, BODY, AnswerConsultationRating, answer=REASONS)
    assert question(story).terms == ()


def test_a_rating_that_was_answered_may_still_be_appealed() -> None:
    """An answer is no consent."""
    story = said(rated(), BODY, AnswerConsultationRating, answer=REASONS)
    said(story, BODY, AppealConsultationRating, request=REASONS).then(ConsultationRatingAppealed)


def test_only_its_owner_appeals_a_bad_rating() -> None:
    """Not who gave it, nobody a good one, nobody what there is not, nor without a sound paper."""
    story = rated()
    appeal = of(story, AppealConsultationRating, request=REASONS)
    for stranger in (STREET, OTHER_BODY, ADMIN):
        story.refuses(stranger, appeal, AnsweringRule.NO_BAD_CONSULTATION_RATING)
    unsound = of(story, AppealConsultationRating, request=paper(mark=0))
    story.refuses(BODY, unsound, PaperRule.DOCUMENT_WITHOUT_DIGEST)
    for other in (rated(1), answered(), consulted()):
        other.refuses(BODY, appeal, AnsweringRule.NO_BAD_CONSULTATION_RATING)
        decided = of(other, DecideConsultationRatingAppeal, upheld=False)
        other.refuses(ADMIN, decided, AnsweringRule.NO_CONSULTATION_APPEAL)


def test_nobody_judges_in_its_own_cause() -> None:
    """The administration decides appeals and makes none; it answers bad ratings of its answers."""
    leading = OrganisationKind.ADMINISTRATION
    assert SENDERS[DecideConsultationRatingAppeal] == {leading}
    assert leading not in SENDERS[AppealConsultationRating]
    assert leading in SENDERS[AnswerConsultationRating]
    story = answered(STREET, ADMIN)
    story.when(STREET, rating(story))
    said(story, ADMIN, AnswerConsultationRating, answer=REASONS).then(ConsultationRatingAnswered)


def test_a_rating_keeps_to_its_question() -> None:
    """It belongs to the question it names; cases and what there is not refuse it."""
    story = answered()
    assert subject_of(rating(story), STREET) == story.subject
    case, nothing = received(), Story(subject="question-none")
    for kind, fields in (
        (RateConsultation, {"scale": CODE, "value": 5}),
        (AnswerConsultationRating, {"answer": REASONS}),
        (AppealConsultationRating, {"request": REASONS}),
        (DecideConsultationRatingAppeal, {"upheld": True}),
    ):
        case.refuses(STREET, of(case, kind, **fields), MessageRule.WRONG_SUBJECT)
        nothing.refuses(STREET, of(nothing, kind, **fields), MessageRule.CASE_UNKNOWN)
    accept = AcceptCase(case_id=story.subject, actor="x")
    story.refuses(BODY, accept, MessageRule.WRONG_SUBJECT)
    with pytest.raises(FoldError):
        evolve(None, rated().last[0], story.subject)
    with pytest.raises(FoldError):
        evolve(question(story), appealed().last[0], story.subject)


def test_a_rated_question_stays_answered() -> None:
    """A rating opens nothing of the question again."""
    story = rated()
    onward = of(story, ForwardQuestion, department=OTHER_BODY)
    story.refuses(BODY, onward, QuestionsRule.ANSWERED)
