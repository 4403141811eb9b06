"""Questions to mentors, consultations without a case, and the citizen's query code."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.domain.announcements import announce
from hub.domain.calendar import end_of_day, start_of_day
from hub.domain.commands import AcceptCase, AnswerQuestion, AskMentor, ForwardQuestion
from hub.domain.commands import OpenConsultation as Consult
from hub.domain.decide import due_at, evolve, subject_of
from hub.domain.evolution import FoldError
from hub.domain.facts import (
    QuestionAnswered,
    QuestionAsked,
    QuestionCardIssued,
    QuestionForwarded,
)
from hub.domain.identity import case_id
from hub.domain.query import ALPHABET, query_code, read_query_code
from hub.domain.question import Question
from hub.domain.refusals import MessageRule, PaperRule, PlaceRule, QuestionsRule, Rule
from hub.domain.vocabulary import CardColour, QuestionKind
from tests.domain.scenes import ASSISTED, DECIDER, OTHER_STREET, STREET, Story, paper, received

BODY, OTHER_BODY = DECIDER[ASSISTED], "dept-yibao"
ASKED, ANSWER = paper("咨询", 4), paper("答复", 5)
IDS = st.integers(0, 1 << 40).map(lambda number: case_id(STREET, str(number)))


def asking(**changes: object) -> AskMentor:
    """A street's question to the department that decides."""
    fields = {"number": "Z-1", "department": BODY, "item_code": ASSISTED, "question": ASKED}
    return AskMentor(**{**fields, "actor": "clerk-1", **changes})


def asked() -> Story:
    """A question that the department's mentor was asked."""
    return Story().when(STREET, asking())


def answering(story: Story, mentor: str = "mentor-1") -> AnswerQuestion:
    """A mentor's answer."""
    return AnswerQuestion(question_id=story.subject, mentor=mentor, answer=ANSWER, actor="d-1")


def passing(story: Story, department: str) -> ForwardQuestion:
    """Another department is to answer."""
    return ForwardQuestion(question_id=story.subject, department=department, actor="d-1")


def told(story: Story) -> list[tuple[str, str]]:
    """Whom the last facts tell, and which message."""
    return [
        (said.to, type(said.message).__name__)
        for fact in story.last
        for said in announce(story.subject, fact)
    ]


def kept(story: Story) -> Question:
    """The question as it stands."""
    assert isinstance(story.state, Question)
    return story.state


def test_a_street_asks_a_departments_mentor() -> None:
    """A question has a subject of its own and a limit for its answer (plan 4(1)4)."""
    story = asked().then(QuestionAsked)
    assert story.subject.startswith("question-")
    assert subject_of(asking(), STREET) == story.subject
    assert story.subject == subject_of(answering(story), BODY)
    assert kept(story).kind is QuestionKind.MENTOR
    assert kept(story).terms[0].term.due_on == date(2026, 9, 16)
    assert told(story) == [(BODY, "QuestionReceived")]


def test_a_named_mentor_answers_the_street() -> None:
    """The answer names who gave it and goes to who asked; nothing is owed any more."""
    story = asked()
    story.refuses(BODY, answering(story, mentor=" "), QuestionsRule.MENTOR_MISSING)
    story.when(BODY, answering(story)).then(QuestionAnswered)
    assert told(story) == [(STREET, "AnswerGiven")]
    assert (story.last[0].mentor, story.last[0].late) == ("mentor-1", False)
    assert due_at(story.state) is None
    story.refuses(BODY, answering(story), QuestionsRule.ANSWERED)


def test_an_answer_is_due_and_its_cards_follow() -> None:
    """A question comes due like a case: prompt, yellow, red, once each (电子监察)."""
    story = asked()
    days = {
        date(2026, 9, 15): CardColour.PROMPT,
        date(2026, 9, 16): CardColour.YELLOW,
        date(2026, 9, 17): CardColour.RED,
    }
    for day, colour in days.items():
        assert due_at(story.state) == start_of_day(day)
        story.time_passes_to(start_of_day(day)).then(QuestionCardIssued)
        assert (story.last[0].owner, story.last[0].colour) == (BODY, colour)
        up = ["admin"] if colour is CardColour.RED else []
        assert told(story) == [(to, "QuestionCardReported") for to in [BODY, STREET, *up]]
    assert kept(story).cards == 3
    assert due_at(story.state) is None
    story.when(BODY, answering(story)).then(QuestionAnswered)
    assert story.last[0].late


def test_after_an_outage_a_question_gets_its_gravest_card() -> None:
    """Of the cards earned while nobody looked only the gravest is given."""
    story = asked().time_passes_to(datetime(2026, 12, 1, tzinfo=UTC)).then(QuestionCardIssued)
    assert story.last[0].colour is CardColour.RED


def test_another_department_answers_a_question_passed_on() -> None:
    """Who is passed a question has days of its own, and who asked hears of it."""
    story = asked().time_passes_to(end_of_day(date(2026, 9, 15)))
    story.when(BODY, passing(story, OTHER_BODY)).then(QuestionForwarded)
    assert told(story) == [(OTHER_BODY, "QuestionReceived"), (STREET, "QuestionMoved")]
    assert kept(story).terms[0].term.owner == OTHER_BODY
    assert kept(story).terms[0].term.due_on == date(2026, 9, 18)
    story.refuses(BODY, answering(story), QuestionsRule.NOT_ASKED)
    story.refuses(OTHER_BODY, passing(story, OTHER_BODY), QuestionsRule.ASKED_ALREADY)
    story.when(OTHER_BODY, answering(story)).then(QuestionAnswered)


def test_a_consultation_needs_no_case() -> None:
    """Who is asked at a counter answers itself or names who does (政策咨询)."""
    own = Consult(number="Z-1", question=ASKED, actor="clerk-1")
    story = Story().when(STREET, own).then(QuestionAsked)
    assert (kept(story).kind, kept(story).department) == (QuestionKind.CONSULTATION, STREET)
    assert told(story) == []
    story.when(STREET, answering(story)).then(QuestionAnswered)
    assert told(story) == []
    named = Consult(number="Z-2", department=BODY, question=ASKED, actor="clerk-1")
    assert told(Story().when(STREET, named)) == [(BODY, "QuestionReceived")]
    back = Story().when(STREET, own)
    back.when(STREET, passing(back, BODY))
    assert told(back) == [(BODY, "QuestionReceived")]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"department": OTHER_STREET}, QuestionsRule.NO_DEPARTMENT),
        ({"department": "dept-no"}, PlaceRule.ORGANISATION_UNKNOWN),
        ({"item_code": "NO-1"}, PlaceRule.ITEM_UNKNOWN),
        ({"question": paper(mark=0)}, PaperRule.DOCUMENT_WITHOUT_DIGEST),
    ],
)
def test_what_may_not_be_asked(changes: dict[str, object], rule: Rule) -> None:
    """Only a department has mentors, and a question is a sealed document (plan 4(1)4)."""
    Story().refuses(STREET, asking(**changes), rule)


def test_a_question_keeps_to_its_subject() -> None:
    """A number is used once; cases and questions refuse what belongs to the other."""
    story = asked()
    story.refuses(STREET, asking(), QuestionsRule.NUMBER_USED)
    case = AcceptCase(case_id=story.subject, actor="x")
    story.refuses(BODY, case, MessageRule.WRONG_SUBJECT)
    other = received()
    other.refuses(STREET, asking(), MessageRule.WRONG_SUBJECT)
    other.refuses(STREET, answering(other), MessageRule.WRONG_SUBJECT)
    nothing = Story(subject="question-none")
    nothing.refuses(BODY, answering(nothing), MessageRule.CASE_UNKNOWN)
    with pytest.raises(FoldError):
        evolve(None, story.when(BODY, answering(story)).last[0], story.subject)


@given(case=IDS)
def test_a_query_code_is_short_and_read_back(case: str) -> None:
    """A citizen's code follows from the case alone and is read however it is typed (查询码)."""
    code = query_code(case)
    assert code == query_code(case)
    assert len(code) == 14
    assert read_query_code(code.replace("-", "").lower()) == code
    assert read_query_code(f" {code} ") == code


@given(case=IDS, place=st.integers(0, 11), other=st.sampled_from(ALPHABET))
def test_a_mistyped_query_code_is_found_out(case: str, place: int, other: str) -> None:
    """One wrong character, or two neighbours swapped, is no code (GB 32100)."""
    whole = query_code(case).replace("-", "")
    wrong = whole[:place] + other + whole[place + 1 :]
    assert (read_query_code(wrong) is None) == (wrong != whole)
    swapped = whole[:place] + whole[place : place + 2][::-1] + whole[place + 2 :]
    assert (read_query_code(swapped) is None) == (swapped != whole)


@pytest.mark.parametrize("typed", ["", "123", "ABCD-EFGH-IJKL", "查询", "0" * 13])
def test_what_is_no_query_code(typed: str) -> None:
    """Another length or another character is no code."""
    assert read_query_code(typed) is None
