"""Stories of questions: asked, passed on, answered, late, and what their answers were worth."""

from hub.domain import commands
from hub.domain.vocabulary import RatingScale
from hub.sample.stories.scenes import (
    ADMINISTRATION,
    ASSISTED,
    REPORT,
    REQUEST,
    STREET,
    decider,
    long_ago,
    say,
)
from hub.sample.stories.story import DayOff, Line, Story, Until, together

_BUILD = decider(ASSISTED)
_ANSWERED = say(_BUILD, commands.AnswerQuestion, mentor="mentor-1", answer=REPORT)
_ANSWERED_ITSELF = say(STREET, commands.AnswerQuestion, mentor="clerk-1", answer=REPORT)
_BAD = {"scale": RatingScale.RATING_DEVICE, "value": 1}

STORIES = (
    Story(
        "mentor-answered",
        "业务指导员答复,期间放假安排调整",
        together(
            say(STREET, commands.AskMentor, department=_BUILD, question=REQUEST),
            say(
                ADMINISTRATION,
                commands.RecomputeAnswers,
                year=DayOff("year"),
                holidays=DayOff("holidays"),
                make_up_days=DayOff("make_up_days"),
            ),
            _ANSWERED,
        ),
    ),
    Story(
        "mentor-late",
        "业务指导逾期",
        together(
            Line(
                by=STREET,
                command=commands.AskMentor,
                fields={"department": _BUILD, "question": REQUEST},
                days_ago=30,
            ),
            Until(organisation=_BUILD, message="QuestionCardReported"),
            _ANSWERED,
        ),
    ),
    Story(
        "consulted",
        "政策咨询,转办答复",
        together(
            say(STREET, commands.OpenConsultation, question=REQUEST),
            say(STREET, commands.ForwardQuestion, department=_BUILD),
            _ANSWERED,
        ),
    ),
    Story(
        "consultation-rated",
        "咨询差评,答复,申诉属实撤除",
        together(
            say(STREET, commands.OpenConsultation, department=_BUILD, question=REQUEST),
            say(STREET, commands.RateConsultation, "RATING-005", **_BAD),
            _ANSWERED,
            say(STREET, commands.RateConsultation, **_BAD),
            say(STREET, commands.RateConsultation, "RATING-006", **_BAD),
            say(_BUILD, commands.AnswerConsultationRating, answer=REPORT),
            say(_BUILD, commands.AppealConsultationRating, request=REQUEST),
            say(ADMINISTRATION, commands.DecideConsultationRatingAppeal, upheld=False),
        ),
    ),
    Story(
        "rated-late",
        "自行答复的咨询差评,逾期答复",
        together(
            long_ago(say(STREET, commands.OpenConsultation, question=REQUEST), 30, hurried=True),
            long_ago(_ANSWERED_ITSELF, 30, hurried=True),
            long_ago(say(STREET, commands.RateConsultation, **_BAD), 30),
            Until(organisation=ADMINISTRATION, message="QuestionCardReported"),
            say(STREET, commands.AnswerConsultationRating, answer=REPORT),
        ),
    ),
)
